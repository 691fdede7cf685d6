package dev.unroll.data;

import java.util.Arrays;

/**
 * One record as its source gives it, before there is a vocabulary: what is read at each step, and what is to be said.
 *
 * @param place where it was found, such as {@code file:line}; for messages, no part of what it is
 * @param key names the record among others, UTF-8; empty where its content does
 * @param reading what is read
 * @param labels what is to be said
 */
public record Example(String place, String key, Reading reading, Labels labels) implements Found {
    /** Checks that there is a label for each step where labels are of steps. */
    public Example {
        int labelled = labels.steps();
        int steps = reading.steps();
        if (labelled >= 0 && steps >= 0 && labelled != steps) {
            throw new IllegalArgumentException(
                    "labels do not fit: steps=" + steps + " labels=" + labelled + " at=" + place);
        }
    }

    /**
     * What is read at each step: units, numbers or both.
     *
     * @param text UTF-8 of all units; empty without
     * @param ends where each unit ends in the text, if the source says so itself; empty where {@code vocabulary.unit} says it
     * @param featureWidth F, 0 without numbers
     * @param features (T, F) as the source has them, NaN where one is missing
     */
    public record Reading(byte[] text, int[] ends, int featureWidth, float[] features) {
        private static final int[] NO_ENDS = {};
        private static final float[] NO_FEATURES = {};

        /** A text that is still to be cut into units. */
        public static Reading ofText(byte[] utf8) {
            return new Reading(utf8, NO_ENDS, 0, NO_FEATURES);
        }

        /** Units that are cut already. */
        public static Reading ofUnits(byte[] utf8, int[] ends) {
            return new Reading(utf8, ends, 0, NO_FEATURES);
        }

        /** Numbers alone. */
        public static Reading ofFeatures(int width, float[] features) {
            return new Reading(new byte[0], NO_ENDS, width, features);
        }

        /** T, or -1 where only the vocabulary's rules can tell. */
        public int steps() {
            if (featureWidth > 0) {
                return features.length / featureWidth;
            }
            return ends.length > 0 || text.length == 0 ? ends.length : -1;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Reading that
                    && Arrays.equals(text, that.text)
                    && Arrays.equals(ends, that.ends)
                    && featureWidth == that.featureWidth
                    && Arrays.equals(features, that.features);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(text) + Arrays.hashCode(features);
        }
    }
}
