package dev.unroll.nn;

import dev.unroll.spec.NetworkSpec;
import java.io.Serializable;

/**
 * What the data say of a network's ends.
 *
 * @param vocabulary V, units read; 0 where records have none
 * @param features F, numbers read at each step beside or instead of a unit
 * @param outputs K, units, classes or numbers to be said
 * @param characters that words are written in; 0 where they are not read
 * @param given G, numbers that a record begins from, or classes of one; 0 where it begins from nothing
 */
public record Sizes(int vocabulary, int features, int outputs, int characters, int given) implements Serializable {
    /** Checks that something is read and something said. */
    public Sizes {
        boolean ends = vocabulary >= 0 && features >= 0 && vocabulary + features > 0 && outputs >= 1;
        if (!ends || characters < 0 || given < 0) {
            throw new IllegalArgumentException("no such network: vocabulary=" + vocabulary + " features=" + features
                    + " outputs=" + outputs + " characters=" + characters + " given=" + given);
        }
    }

    /** Records that begin from nothing. */
    public Sizes(int vocabulary, int features, int outputs, int characters) {
        this(vocabulary, features, outputs, characters, 0);
    }

    /** Units and numbers, without the characters of words. */
    public Sizes(int vocabulary, int features, int outputs) {
        this(vocabulary, features, outputs, 0);
    }

    /** Units in and the same units out: a language model. */
    public static Sizes ofUnits(int vocabulary) {
        return new Sizes(vocabulary, 0, vocabulary);
    }

    /** The same of records that are written from so much. */
    public Sizes withGiven(int other) {
        return new Sizes(vocabulary, features, outputs, characters, other);
    }

    /** Columns of the first layer's input that stand for the unit. */
    int unitWidth(NetworkSpec spec) {
        return vocabulary == 0 || spec.embedding() == 0 ? vocabulary : spec.embedding();
    }
}
