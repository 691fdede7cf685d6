package dev.unroll.data;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * What the driver knows of a shard.
 *
 * @param shard its number
 * @param units its units
 * @param records its records; 0 for a piece of a stream
 * @param rejected records that were left out
 * @param checksum of its content
 * @param windows mini-batches of a turn on it
 */
public record ShardSummary(int shard, long units, long records, long rejected, int checksum, int windows)
        implements Serializable {
    /** The summary of a shard that is cut in this way. */
    public static ShardSummary of(Shard shard, TurnSpec spec) {
        return new ShardSummary(
                shard.index(), shard.units(), shard.records(), shard.rejected(), shard.checksum(), spec.windows(shard));
    }

    /**
     * The corpus fingerprint: the hash of (units, records, rejected, checksum) of all shards in their order, in 16 hexadecimal
     * digits.
     */
    public static String fingerprint(List<ShardSummary> shards) {
        ByteBuffer content = ByteBuffer.allocate(Math.multiplyExact(4 * Long.BYTES, shards.size()));
        for (ShardSummary shard : shards) {
            content.putLong(shard.units).putLong(shard.records).putLong(shard.rejected);
            content.putLong(Integer.toUnsignedLong(shard.checksum));
        }
        return String.format("%016x", Hash64.of(content.array()));
    }
}
