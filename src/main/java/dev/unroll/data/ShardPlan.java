package dev.unroll.data;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * Which units of a text go into which shard: shard i of S holds units first + [n i / S, n (i + 1) / S) of the corpus, n being
 * the units of the part that is cut. Units are found by the sums of what the blocks hold.
 */
public final class ShardPlan implements Serializable {
    private static final long serialVersionUID = 1L;

    private final long[] ends;
    private final long first;
    private final long units;
    private final int shards;

    /**
     * Cuts units [first, first + units) of a corpus.
     *
     * @param blockUnits units of each block of the corpus
     */
    public ShardPlan(List<Long> blockUnits, long first, long units, int shards) {
        this.ends = new long[blockUnits.size()];
        long sum = 0;
        for (int i = 0; i < ends.length; i++) {
            sum += blockUnits.get(i);
            ends[i] = sum;
        }
        if (first < 0 || units < 0 || first + units > sum || shards < 1) {
            throw new IllegalArgumentException("not a part of the corpus: first=" + first + " units=" + units + " of="
                    + sum + " shards=" + shards);
        }
        this.first = first;
        this.units = units;
        this.shards = shards;
    }

    /** Units of the training part of a text of {@code units}: floor((1 - fraction) units), exactly. */
    public static long trainingUnits(long units, BigDecimal fraction) {
        return BigDecimal.ONE
                .subtract(fraction)
                .multiply(BigDecimal.valueOf(units))
                .setScale(0, RoundingMode.FLOOR)
                .longValueExact();
    }

    /** The smallest multiple of {@code workers} with at most {@code shardUnits} units to a shard. */
    public static int shards(long units, int workers, long shardUnits) {
        long needed = Math.max(1, (units + shardUnits - 1) / shardUnits);
        return Math.toIntExact((needed + workers - 1) / workers * workers);
    }

    /** S. */
    public int shards() {
        return shards;
    }

    /** n, units in all shards. */
    public long units() {
        return units;
    }

    /** Number of the first unit of a shard in the corpus; that of shard S is the end of the last one. */
    public long start(int shard) {
        return first + units / shards * shard + units % shards * shard / shards;
    }

    /** Units of a shard. */
    public int units(int shard) {
        return Math.toIntExact(start(shard + 1) - start(shard));
    }

    /** The block that holds a unit of the corpus. */
    public int blockOf(long unit) {
        int low = 0;
        int high = ends.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ends[middle] > unit) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Number of the first unit of a block. */
    long blockStart(int block) {
        return block == 0 ? 0 : ends[block - 1];
    }
}
