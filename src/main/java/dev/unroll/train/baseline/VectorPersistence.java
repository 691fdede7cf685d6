package dev.unroll.train.baseline;

import dev.unroll.data.Shard;
import dev.unroll.data.Targets;

/**
 * Vectors of zeros and ones: each number stays as it was at the step before as often as it did in the training part, by (times + 1) / (n
 * + 2); the first step is that of {@link VectorFrequency}.
 *
 * <p>No oracle: whoever predicts a step knows the one before. Memory: 24 bytes a number.
 */
public final class VectorPersistence implements Baseline {
    private static final long serialVersionUID = 1L;

    private final VectorFrequency first;
    private final int width;
    private final long[] steps; // (2, K) steps behind a 0 or a 1
    private final long[] ones; // (2, K) those among them that are 1

    /** Nothing seen yet, of so many numbers a step. */
    public VectorPersistence(int width) {
        this.first = new VectorFrequency(width);
        this.width = width;
        this.steps = new long[2 * width];
        this.ones = new long[2 * width];
    }

    @Override
    public String name() {
        return "persistence";
    }

    @Override
    public void fit(Shard shard, int record) {
        first.fit(shard, record);
        float[] values = shard.annotation().features();
        for (int i = (shard.start(record) + 1) * width; i < shard.start(record + 1) * width; i++) {
            int before = behind(values, i);
            steps[before]++;
            ones[before] += values[i] > 0.5f ? 1 : 0;
        }
    }

    /** Which of the counts a number belongs to. */
    private int behind(float[] values, int i) {
        return (values[i - width] > 0.5f ? width : 0) + i % width;
    }

    @Override
    public Targets predict(Shard shard, int record) {
        Targets.Values said = (Targets.Values) first.predict(shard, record);
        float[] values = shard.annotation().features();
        int start = shard.start(record) * width;
        for (int i = width; i < said.values().length; i++) {
            int before = behind(values, start + i);
            said.values()[i] = (float) ((ones[before] + 1.0) / (steps[before] + 2.0));
        }
        return said;
    }
}
