package dev.unroll.train.figures;

import dev.unroll.data.MiniBatch;
import dev.unroll.data.Targets;
import dev.unroll.nn.Loss;
import dev.unroll.nn.Outputs;
import java.util.Arrays;

/** What is said of a record by a baseline in the form in which networks speak: decisions with certainty, probabilities as they are. */
final class Decisions {
    private Decisions() {}

    /** The record alone in a mini-batch, its row or its steps in order. */
    static MiniBatch batch(long record, Targets truth) {
        int[] offsets = new int[truth.rows() + 1];
        Arrays.setAll(offsets, t -> t);
        if (truth.level() == Targets.Level.RECORD) {
            offsets = new int[] {0, 1};
        }
        MiniBatch.Read read = new MiniBatch.Read(new int[0], 0, new float[0]);
        return new MiniBatch(offsets, read, truth, new long[] {record});
    }

    /**
     * Probabilities of numbers that are 0 or 1, with the loss of each row: -y log p - (1 - y) log(1 - p), summed over its numbers.
     *
     * @param said above 0 and below 1
     * @param truth as many rows
     */
    static Outputs probabilities(Targets.Values said, Targets.Values truth) {
        int width = truth.width();
        if (said.values().length != truth.values().length) {
            throw new IllegalArgumentException(
                    "not as many probabilities: said=" + said.values().length + " true=" + truth.values().length);
        }
        double[] losses = new double[truth.rows()];
        double sum = 0;
        for (int row = 0; row < losses.length; row++) {
            for (int i = row * width; i < (row + 1) * width; i++) {
                double p = said.values()[i];
                losses[row] -= truth.values()[i] > 0.5f ? StrictMath.log(p) : StrictMath.log(1 - p);
            }
            sum += losses[row];
        }
        return new Outputs(width, said.values(), new int[0], losses, new Loss(sum, losses.length));
    }

    /**
     * What is said, without a loss.
     *
     * @param classes K, where one class is said of each row
     */
    static Outputs outputs(Targets said, int classes) {
        double[] losses = new double[said.rows()];
        if (said instanceof Targets.Values values) {
            return new Outputs(values.width(), values.values(), new int[0], losses, Loss.NONE);
        }
        int[] labels = ((Targets.Classes) said).ids();
        float[] certain = new float[Math.multiplyExact(labels.length, classes)];
        for (int row = 0; row < labels.length; row++) {
            if (labels[row] < 0 || labels[row] >= classes) {
                throw new IllegalArgumentException(
                        "no class is said: class=" + labels[row] + " classes=" + classes + " row=" + row);
            }
            certain[row * classes + labels[row]] = 1;
        }
        return new Outputs(classes, certain, labels, losses, Loss.NONE);
    }
}
