package dev.unroll.data;

import java.util.Arrays;
import java.util.List;

/** What is to be said about a record, by the names that its source uses. */
public sealed interface Labels {
    /** Nothing is known. */
    Labels NONE = new OfRecord(List.of());

    /** T where each step has its own, -1 where the record has. */
    int steps();

    /**
     * One class for each step.
     *
     * @param names classes that occur in this record
     * @param ids (T) numbers among the names, -1 for a step without a label
     */
    record OfSteps(List<String> names, int[] ids) implements Labels {
        @Override
        public int steps() {
            return ids.length;
        }

        /** The name at a step, empty without a label. */
        public String name(int step) {
            return ids[step] < 0 ? "" : names.get(ids[step]);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof OfSteps that && names.equals(that.names) && Arrays.equals(ids, that.ids);
        }

        @Override
        public int hashCode() {
            return 31 * names.hashCode() + Arrays.hashCode(ids);
        }
    }

    /**
     * Any number of classes for each step.
     *
     * @param names at most 63 classes
     * @param sets (T) bit i of a set stands for name i; -1 for a step without labels
     */
    record SetsOfSteps(List<String> names, long[] sets) implements Labels {
        @Override
        public int steps() {
            return sets.length;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof SetsOfSteps that && names.equals(that.names) && Arrays.equals(sets, that.sets);
        }

        @Override
        public int hashCode() {
            return 31 * names.hashCode() + Arrays.hashCode(sets);
        }
    }

    /**
     * Classes of the record.
     *
     * @param names none: nothing is known; several where they do not exclude each other
     */
    record OfRecord(List<String> names) implements Labels {
        @Override
        public int steps() {
            return -1;
        }
    }

    /**
     * Numbers for each step, or for the record.
     *
     * @param level which of the two
     * @param width K
     * @param values (T, K) or (K); NaN where one is not known
     */
    record Values(Targets.Level level, int width, float[] values) implements Labels {
        @Override
        public int steps() {
            return level == Targets.Level.STEP ? values.length / width : -1;
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
