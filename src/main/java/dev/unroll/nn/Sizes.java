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
 */
public record Sizes(int vocabulary, int features, int outputs, int characters) implements Serializable {
    /** Checks that something is read and something said. */
    public Sizes {
        if (vocabulary < 0 || features < 0 || vocabulary + features == 0 || outputs < 1 || characters < 0) {
            throw new IllegalArgumentException("no such network: vocabulary=" + vocabulary + " features=" + features
                    + " outputs=" + outputs + " characters=" + characters);
        }
    }

    /** Units and numbers, without the characters of words. */
    public Sizes(int vocabulary, int features, int outputs) {
        this(vocabulary, features, outputs, 0);
    }

    /** Units in and the same units out: a language model. */
    public static Sizes ofUnits(int vocabulary) {
        return new Sizes(vocabulary, 0, vocabulary);
    }

    /** Columns of the first layer's input that stand for the unit. */
    int unitWidth(NetworkSpec spec) {
        return vocabulary == 0 || spec.embedding() == 0 ? vocabulary : spec.embedding();
    }
}
