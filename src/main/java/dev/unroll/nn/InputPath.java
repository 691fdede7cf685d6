package dev.unroll.nn;

import dev.unroll.spec.NetworkSpec;

/** How unit ids reach the first layer. All give the same outputs; gradients differ in the order of their sums. */
public enum InputPath {
    /** No embedding: columns of W_x are gathered. */
    ONE_HOT,
    /** The embedding times W_x as one table per packing. */
    TABLE,
    /** Embedding rows are gathered, then multiplied. */
    ROWS;

    /**
     * The path in training: a table where a mini-batch has more rows than the vocabulary has units and no dropout falls on the
     * embedding. A rule of the spec, not of the machine, since it decides the order of sums in the gradient.
     *
     * @param lanes {@code train.batch}
     * @param steps {@code train.steps}, 0 for whole sequences
     */
    public static InputPath training(NetworkSpec spec, int vocabulary, int lanes, int steps) {
        if (spec.embedding() == 0) {
            return ONE_HOT;
        }
        return spec.dropout() == 0 && vocabulary < (long) lanes * steps ? TABLE : ROWS;
    }

    /** The path in scoring and sampling, where the same weights serve the whole corpus. */
    public static InputPath scoring(NetworkSpec spec) {
        return spec.embedding() == 0 ? ONE_HOT : TABLE;
    }
}
