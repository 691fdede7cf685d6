package dev.unroll.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a network says of a record. A row is a step, T of them, or the record itself where it has one answer.
 *
 * <p>What is said has the same bits whatever other records are scored beside it.
 */
public sealed interface Prediction extends Serializable {
    /** How many rows there are; 0 where nothing is said. */
    int rows();

    /** The classes that are said of a row, by name; none where numbers are said. */
    List<String> labels(int row);

    /**
     * Nothing is said.
     *
     * @param reason why, in lower case
     */
    record None(String reason) implements Prediction {
        @Override
        public int rows() {
            return 0;
        }

        @Override
        public List<String> labels(int row) {
            return List.of();
        }
    }

    /**
     * One class for each row.
     *
     * @param level what a row is
     * @param names all K classes by id
     * @param ids (rows) of the classes that are said
     * @param confidence (rows) their probabilities; of a linear chain the label's part at its step, over all sequences of labels
     * @param probabilities (rows, K) those of all classes; empty unless they were asked for
     */
    record Classes(Targets.Level level, List<String> names, int[] ids, float[] confidence, float[] probabilities)
            implements Prediction {
        @Override
        public int rows() {
            return ids.length;
        }

        /** The class of a row. */
        public String name(int row) {
            return names.get(ids[row]);
        }

        @Override
        public List<String> labels(int row) {
            return List.of(name(row));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Classes that
                    && level == that.level
                    && names.equals(that.names)
                    && Arrays.equals(ids, that.ids)
                    && Arrays.equals(confidence, that.confidence)
                    && Arrays.equals(probabilities, that.probabilities);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(ids) + Arrays.hashCode(confidence);
        }
    }

    /**
     * Any number of classes for each row: those whose probability is at least {@link #CHOSEN}.
     *
     * @param level what a row is
     * @param names all K classes by id
     * @param probabilities (rows, K) of each class by itself
     */
    record Sets(Targets.Level level, List<String> names, float[] probabilities) implements Prediction {
        /** The least probability of a class that is said. */
        public static final float CHOSEN = 0.5f;

        @Override
        public int rows() {
            return probabilities.length / names.size();
        }

        /** The probability of a class. */
        public float probability(int row, int id) {
            return probabilities[row * names.size() + id];
        }

        /** Whether a class is said of a row. */
        public boolean says(int row, int id) {
            return probability(row, id) >= CHOSEN;
        }

        @Override
        public List<String> labels(int row) {
            List<String> labels = new ArrayList<>();
            for (int id = 0; id < names.size(); id++) {
                if (says(row, id)) {
                    labels.add(names.get(id));
                }
            }
            return labels;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Sets that
                    && level == that.level
                    && names.equals(that.names)
                    && Arrays.equals(probabilities, that.probabilities);
        }

        @Override
        public int hashCode() {
            return 31 * names.hashCode() + Arrays.hashCode(probabilities);
        }
    }

    /**
     * Numbers for each row, in the units of the source.
     *
     * @param level what a row is
     * @param width K
     * @param values (rows, K)
     */
    record Values(Targets.Level level, int width, float[] values) implements Prediction {
        @Override
        public int rows() {
            return values.length / width;
        }

        @Override
        public List<String> labels(int row) {
            return List.of();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Values that
                    && level == that.level
                    && width == that.width
                    && Arrays.equals(values, that.values);
        }

        @Override
        public int hashCode() {
            return 31 * width + Arrays.hashCode(values);
        }
    }
}
