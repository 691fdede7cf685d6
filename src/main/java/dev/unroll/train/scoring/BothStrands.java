package dev.unroll.train.scoring;

import dev.unroll.data.MiniBatch;
import dev.unroll.data.Targets;
import dev.unroll.nn.Outputs;
import dev.unroll.train.figures.Stated;

/** What is said of sequences by the mean of both strands, as {@link ExampleScorer} says it. */
public final class BothStrands {
    private BothStrands() {}

    /**
     * The mean of two answers.
     *
     * @param batch of the strand that is written down
     * @param here what is said of it
     * @param there what is said of the same lanes from their last step to their first
     * @param other (K) the output that stands for each on the other strand
     */
    public static Outputs mean(MiniBatch batch, Outputs here, Outputs there, int[] other) {
        int width = here.width();
        float[] values = new float[here.values().length];
        int[] labels = new int[here.labels().length];
        boolean steps = batch.targets().level() == Targets.Level.STEP;
        int[] lengths = lengths(batch);
        for (int t = 0; t < (steps ? batch.steps() : 1); t++) {
            for (int n = 0; n < batch.active(t); n++) {
                int row = steps ? batch.offset(t) + n : n;
                int opposite = steps ? batch.offset(lengths[n] - 1 - t) + n : n;
                int best = 0;
                for (int k = 0; k < width; k++) {
                    float mean = (here.values()[row * width + k] + there.values()[opposite * width + other[k]]) * 0.5f;
                    values[row * width + k] = mean;
                    best = mean > values[row * width + best] ? k : best;
                }
                if (labels.length > 0) {
                    labels[row] = best;
                }
            }
        }
        return Stated.outputs(batch.targets(), width, values, labels);
    }

    private static int[] lengths(MiniBatch batch) {
        int[] lengths = new int[batch.lanes()];
        for (int t = 0; t < batch.steps(); t++) {
            for (int n = 0; n < batch.active(t); n++) {
                lengths[n] = t + 1;
            }
        }
        return lengths;
    }
}
