package dev.unroll.train.baseline;

import dev.unroll.data.Shard;
import java.util.List;

/**
 * Fits baselines on the first records of a training part, {@code evaluate.baseline-units}: shards in their order, records in theirs, up to
 * the first one that would exceed the limit. So what is learnt depends on the shards alone.
 */
public final class Fitting {
    private final List<Baseline> baselines;
    private final long limit;
    private long steps;
    private long records;
    private int last = -1;
    private boolean ended;

    /** Nothing fitted yet, and at most so many steps to come. */
    public Fitting(List<Baseline> baselines, long limit) {
        this.baselines = List.copyOf(baselines);
        this.limit = limit;
    }

    /**
     * Takes the next shard.
     *
     * @return whether another one is wanted
     */
    public boolean add(Shard shard) {
        if (shard.index() <= last) {
            throw new IllegalArgumentException("shards do not come in order: shard=" + shard.index() + " last=" + last);
        }
        last = shard.index();
        for (int r = 0; r < shard.records() && !ended; r++) {
            int length = shard.start(r + 1) - shard.start(r);
            if (length > limit - steps) {
                ended = true;
            } else {
                for (Baseline baseline : baselines) {
                    baseline.fit(shard, r);
                }
                steps += length;
                records++;
            }
        }
        ended |= steps == limit;
        return !ended;
    }

    /** Steps that were learnt from. */
    public long steps() {
        return steps;
    }

    /** Records that were learnt from. */
    public long records() {
        return records;
    }
}
