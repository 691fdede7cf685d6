package dev.unroll.data;

import dev.unroll.spec.DataSpec;
import dev.unroll.spec.Spec;
import java.io.Serializable;

/**
 * How a shard is cut into mini-batches.
 *
 * @param seed names the order of records
 * @param batch lanes of a mini-batch at most
 * @param steps steps of a mini-batch at most; 0 = no limit, for records only
 * @param content what is read in records, and said about them
 */
public record TurnSpec(long seed, int batch, int steps, RecordContent content) implements Serializable {
    /** The cut of a language model over units. */
    public TurnSpec(long seed, int batch, int steps) {
        this(seed, batch, steps, RecordContent.NEXT_UNIT);
    }

    /** Refuses what no mini-batch can be. */
    public TurnSpec {
        if (batch < 1 || steps < 0) {
            throw new IllegalArgumentException("not a mini-batch: batch=" + batch + " steps=" + steps);
        }
    }

    /** The same cut of records with another content. */
    public TurnSpec with(RecordContent other) {
        return new TurnSpec(seed, batch, steps, other);
    }

    /** The cut of a specification; windows of too long records are no longer than {@code data.max-length}. */
    public static TurnSpec of(Spec spec) {
        DataSpec data = spec.data();
        int steps = spec.train().steps();
        boolean windows = data.maxLength() > 0 && data.tooLong() == DataSpec.TooLong.WINDOW;
        int limit = windows && (steps == 0 || data.maxLength() < steps) ? data.maxLength() : steps;
        return new TurnSpec(spec.train().seed(), spec.train().batch(), limit);
    }

    /** The longest window. */
    int window() {
        return steps == 0 ? Integer.MAX_VALUE : steps;
    }

    /** Lanes of a turn on a piece of a stream of so many units. */
    public int lanes(int units) {
        return StreamTurn.lanes(units, this);
    }

    /** Mini-batches of a turn on this shard: the same in every epoch. */
    public int windows(Shard shard) {
        return shard.hasRecords() ? RecordTurn.windows(shard, this) : StreamTurn.windows(shard, this);
    }

    /** A turn of a worker on this shard in this epoch. */
    public Turn turn(Shard shard, int epoch) {
        return shard.hasRecords() ? new RecordTurn(shard, this, epoch) : new StreamTurn(shard, this);
    }
}
