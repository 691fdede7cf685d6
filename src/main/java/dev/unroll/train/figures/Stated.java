package dev.unroll.train.figures;

import dev.unroll.data.Targets;
import dev.unroll.nn.Loss;
import dev.unroll.nn.Outputs;

/** Probabilities that no head has given, such as the mean of two, as answers: with their labels and losses. */
public final class Stated {
    private Stated() {}

    /**
     * Answers of which each row counts 1.
     *
     * @param truth a row for each answer
     * @param width K
     * @param values (rows, K) probabilities
     * @param labels (rows) that are said; empty where classes do not exclude each other
     */
    public static Outputs outputs(Targets truth, int width, float[] values, int[] labels) {
        double[] losses = new double[truth.rows()];
        double sum = 0;
        long terms = 0;
        for (int row = 0; row < losses.length; row++) {
            if (truth.isLabelled(row)) {
                losses[row] = loss(truth, row, width, values);
                sum += losses[row];
                terms++;
            }
        }
        return new Outputs(width, values, labels, losses, new Loss(sum, terms));
    }

    private static double loss(Targets truth, int row, int width, float[] values) {
        if (truth instanceof Targets.Classes one) {
            return surprise(values[row * width + one.ids()[row]]);
        }
        float[] wanted = ((Targets.Values) truth).values();
        double sum = 0;
        for (int i = row * width; i < (row + 1) * width; i++) {
            if (!Float.isNaN(wanted[i])) {
                sum += surprise(wanted[i] > 0.5f ? values[i] : 1 - values[i]);
            }
        }
        return sum;
    }

    private static double surprise(float probability) {
        return -StrictMath.log(Math.max(probability, Float.MIN_VALUE));
    }
}
