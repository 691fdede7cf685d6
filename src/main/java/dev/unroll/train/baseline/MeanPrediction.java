package dev.unroll.train.baseline;

import dev.unroll.data.Shard;
import dev.unroll.data.Targets;

/**
 * Always the mean of each output over the training part, in the units of the data; 0 for an output that has no value there. Memory: 16
 * bytes an output.
 */
public final class MeanPrediction implements Baseline {
    private static final long serialVersionUID = 1L;

    private final Targets.Level level;
    private final long[] terms;
    private final double[] sums;

    /** Nothing seen yet, of so many outputs. */
    public MeanPrediction(Targets.Level level, int outputs) {
        this.level = level;
        this.terms = new long[outputs];
        this.sums = new double[outputs];
    }

    @Override
    public String name() {
        return "mean";
    }

    @Override
    public void fit(Shard shard, int record) {
        float[] values = ((Targets.Values) shard.annotation().targets()).values();
        int outputs = sums.length;
        TargetRows rows = TargetRows.of(shard, record, level);
        for (int i = rows.first() * outputs; i < rows.end() * outputs; i++) {
            if (!Float.isNaN(values[i])) {
                terms[i % outputs]++;
                sums[i % outputs] += values[i];
            }
        }
    }

    @Override
    public Targets predict(Shard shard, int record) {
        int outputs = sums.length;
        float[] values = new float[TargetRows.of(shard, record, level).count() * outputs];
        for (int i = 0; i < values.length; i++) {
            int output = i % outputs;
            values[i] = terms[output] == 0 ? 0f : (float) (sums[output] / terms[output]);
        }
        return new Targets.Values(level, outputs, values);
    }
}
