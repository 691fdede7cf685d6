package dev.unroll.train.baseline;

import dev.unroll.data.Shard;
import dev.unroll.data.Targets;

/**
 * Vectors of zeros and ones: each number is 1 as often as in the training part, whatever was before. So many ones among n are taken as
 * (ones + 1) / (n + 2), which is neither 0 nor 1. Memory: 8 bytes a number.
 */
public final class VectorFrequency implements Baseline {
    private static final long serialVersionUID = 1L;

    private final long[] ones;
    private long steps;

    /** Nothing seen yet, of so many numbers a step. */
    public VectorFrequency(int width) {
        this.ones = new long[width];
    }

    @Override
    public String name() {
        return "frequency";
    }

    @Override
    public void fit(Shard shard, int record) {
        float[] values = shard.annotation().features();
        int width = ones.length;
        for (int i = shard.start(record) * width; i < shard.start(record + 1) * width; i++) {
            ones[i % width] += values[i] > 0.5f ? 1 : 0;
        }
        steps += shard.start(record + 1) - shard.start(record);
    }

    @Override
    public Targets predict(Shard shard, int record) {
        int width = ones.length;
        float[] said = new float[(shard.start(record + 1) - shard.start(record)) * width];
        float[] vector = probabilities();
        for (int i = 0; i < said.length; i += width) {
            System.arraycopy(vector, 0, said, i, width);
        }
        return new Targets.Values(Targets.Level.STEP, width, said);
    }

    /** (K) of a step that nothing is known of. */
    private float[] probabilities() {
        float[] vector = new float[ones.length];
        for (int k = 0; k < vector.length; k++) {
            vector[k] = (float) ((ones[k] + 1.0) / (steps + 2.0));
        }
        return vector;
    }
}
