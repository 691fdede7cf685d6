package dev.unroll.train.baseline;

import dev.unroll.data.Standardisation;
import dev.unroll.data.Targets;
import dev.unroll.nn.Loss;
import dev.unroll.nn.Outputs;

/** What a baseline says, in the shape of what a network says: certainty, and no loss. */
public final class BaselineOutputs {
    private final int width;
    private final Standardisation values;

    /**
     * @param width K
     * @param values how a network's numbers are standardised; of no columns where classes are said
     */
    public BaselineOutputs(int width, Standardisation values) {
        this.width = width;
        this.values = values;
    }

    /** The answers of a record. */
    public Outputs of(Targets said) {
        int rows = said.rows();
        float[] answers = new float[Math.multiplyExact(rows, width)];
        int[] labels = new int[0];
        if (said instanceof Targets.Classes classes) {
            labels = classes.ids().clone();
            for (int row = 0; row < rows; row++) {
                answers[row * width + labels[row]] = 1f;
            }
        } else if (said instanceof Targets.Values given && values.width() == width) {
            values.applyToTargets(given.values(), 0, rows, answers, 0);
        } else if (said instanceof Targets.Values given) {
            System.arraycopy(given.values(), 0, answers, 0, answers.length);
        }
        return new Outputs(width, answers, labels, new double[rows], Loss.NONE);
    }
}
