package dev.unroll.train.scoring;

import dev.unroll.data.ExampleBatch;
import dev.unroll.data.MiniBatch;
import dev.unroll.data.Targets;
import dev.unroll.nn.Outputs;

/** What a network says of each of some records, as it comes out of mini-batches. */
final class Answers {
    private final Targets.Level level;
    private final int width;
    private final float[][] values; // [record] (rows, K)
    private final int[][] labels; // [record] (rows), where one of several is said

    Answers(ExampleBatch batch, Targets.Level level, int width) {
        this.level = level;
        this.width = width;
        this.values = new float[batch.size()][];
        this.labels = new int[batch.size()][];
        for (int r = 0; r < batch.size(); r++) {
            int rows = level == Targets.Level.STEP ? batch.steps(r) : Math.min(1, batch.steps(r));
            values[r] = new float[Math.multiplyExact(rows, width)];
            labels[r] = new int[rows];
        }
    }

    /** (rows, K) of a record. */
    float[] values(int record) {
        return values[record];
    }

    /** (rows) of a record; zeros where no label is picked. */
    int[] labels(int record) {
        return labels[record];
    }

    /** Takes what is said of a mini-batch that holds steps of these records from {@code first} on. */
    void take(int[] records, int first, MiniBatch batch, Outputs outputs) {
        int steps = level == Targets.Level.STEP ? batch.steps() : 1;
        for (int t = 0; t < steps; t++) {
            for (int n = 0; n < batch.active(t); n++) {
                int row = level == Targets.Level.STEP ? batch.offset(t) + n : n;
                int to = level == Targets.Level.STEP ? first + t : 0;
                System.arraycopy(outputs.values(), row * width, values[records[n]], to * width, width);
                if (outputs.labels().length > 0) {
                    labels[records[n]][to] = outputs.labels()[row];
                }
            }
        }
    }

    /**
     * Puts the mean of these numbers and those of the other strand in their place, and picks labels anew: the likeliest, the lowest among
     * equals.
     *
     * @param others what is said of the same records, read from their last step to their first
     * @param other (K) the output that stands for each on the other strand
     */
    void average(Answers others, int[] other) {
        for (int r = 0; r < values.length; r++) {
            int rows = labels[r].length;
            for (int row = 0; row < rows; row++) {
                int from = (rows - 1 - row) * width;
                int at = row * width;
                int best = 0;
                for (int k = 0; k < width; k++) {
                    values[r][at + k] = (values[r][at + k] + others.values[r][from + other[k]]) * 0.5f;
                    best = values[r][at + k] > values[r][at + best] ? k : best;
                }
                labels[r][row] = best;
            }
        }
    }
}
