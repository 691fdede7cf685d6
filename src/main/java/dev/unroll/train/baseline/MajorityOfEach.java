package dev.unroll.train.baseline;

import dev.unroll.data.Shard;
import dev.unroll.data.Targets;

/**
 * Where classes do not exclude each other: each class that more than half of the labelled steps, or records, of the training part
 * have, as 1, and all others as 0. Memory: 16 bytes a class.
 */
public final class MajorityOfEach implements Baseline {
    private static final long serialVersionUID = 1L;

    private final Targets.Level level;
    private final long[] there;
    private final long[] labelled;

    /** Nothing seen yet, of so many classes. */
    public MajorityOfEach(Targets.Level level, int classes) {
        this.level = level;
        this.there = new long[classes];
        this.labelled = new long[classes];
    }

    @Override
    public String name() {
        return "majority";
    }

    @Override
    public void fit(Shard shard, int record) {
        float[] values = ((Targets.Values) shard.annotation().targets()).values();
        int classes = there.length;
        TargetRows rows = TargetRows.of(shard, record, level);
        for (int i = rows.first() * classes; i < rows.end() * classes; i++) {
            if (!Float.isNaN(values[i])) {
                labelled[i % classes]++;
                there[i % classes] += values[i] > 0.5f ? 1 : 0;
            }
        }
    }

    @Override
    public Targets predict(Shard shard, int record) {
        int classes = there.length;
        float[] values = new float[TargetRows.of(shard, record, level).count() * classes];
        for (int i = 0; i < values.length; i++) {
            values[i] = 2 * there[i % classes] > labelled[i % classes] ? 1f : 0f;
        }
        return new Targets.Values(level, classes, values);
    }
}
