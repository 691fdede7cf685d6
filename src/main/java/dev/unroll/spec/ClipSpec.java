package dev.unroll.spec;

import java.io.Serializable;

/**
 * Limits on the averaged gradient, by value first, then by norm.
 *
 * @param norm {@code train.clip-norm}: the largest global norm; 0 = no limit
 * @param value {@code train.clip-value}: the largest magnitude of one element; 0 = no limit
 */
public record ClipSpec(double norm, double value) implements Serializable {
    /** Checks each value by itself. */
    public ClipSpec {
        Rule.range(Keys.TRAIN_CLIP_NORM, norm, norm >= 0);
        Rule.range(Keys.TRAIN_CLIP_VALUE, value, value >= 0);
    }
}
