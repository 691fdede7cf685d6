package dev.unroll.nn;

import dev.unroll.spec.GivenSpec;
import dev.unroll.spec.NetworkSpec;

/**
 * How what is read reaches the first layer. All ways of a unit give the same outputs; gradients differ in the order of their sums. Where
 * records have features, or it is read how words are written, or a record's first input is what it begins from, only {@link #ROWS} has room
 * for them.
 */
public enum InputPath {
    /** No embedding: columns of W_x are gathered. */
    ONE_HOT,
    /** The embedding times W_x as one table per packing. */
    TABLE,
    /** Rows of [embedding or one-hot unit, spelling, casing, features] are written out, then multiplied. */
    ROWS;

    /**
     * The path in training: a table where a mini-batch has more rows than the vocabulary has units and no dropout falls on the
     * embedding; rows where there is more than a unit. A rule of the spec and the data, not of the machine, since it decides the order of
     * sums in the gradient.
     *
     * @param lanes {@code train.batch}
     * @param steps {@code train.steps}, 0 for whole sequences
     */
    public static InputPath training(NetworkSpec spec, Sizes sizes, int lanes, int steps) {
        boolean table = spec.dropout() == 0 && sizes.vocabulary() < (long) lanes * steps;
        return scoring(spec, sizes) == TABLE && !table ? ROWS : scoring(spec, sizes);
    }

    /** The path in scoring and sampling, where the same weights serve the whole corpus. */
    public static InputPath scoring(NetworkSpec spec, Sizes sizes) {
        boolean given = sizes.given() > 0 && spec.given().place() == GivenSpec.Place.FIRST_INPUT;
        if (sizes.features() > 0 || spec.words().reads() || given) {
            return ROWS;
        }
        return spec.embedding() == 0 ? ONE_HOT : TABLE;
    }
}
