package dev.unroll.nn;

import dev.unroll.data.Constraints;
import java.io.Serializable;

/**
 * What is known of the labels before training.
 *
 * @param weights (K) how much a row of each class counts; empty = all count 1
 * @param constraints which labels must not follow each other
 */
public record LabelRules(float[] weights, Constraints constraints) implements Serializable {
    /** All labels count the same and may stand anywhere. */
    public static final LabelRules NONE = new LabelRules(new float[0], Constraints.NONE);

    /** Checks the weights. */
    public LabelRules {
        for (float weight : weights) {
            if (!(weight >= 0 && Float.isFinite(weight))) {
                throw new IllegalArgumentException("a class cannot weigh so much: weight=" + weight);
            }
        }
    }
}
