package dev.unroll.data;

import java.io.Serializable;

/** What a network is to say about a mini-batch: for each step, or for each record. */
public sealed interface Targets extends Serializable {
    /** Nothing is said: the mini-batch is only read. */
    Targets NONE = new Classes(Level.STEP, new int[0]);

    /** What has a target. */
    enum Level {
        /** Each of the R rows. */
        STEP,
        /** Each of the N lanes. */
        RECORD
    }

    /** What has a target. */
    Level level();

    /** Rows, one for each step or lane; 0 where nothing is said. */
    int rows();

    /** Whether this row has a loss term. */
    boolean isLabelled(int row);

    /**
     * One class each.
     *
     * @param ids (R) or (N) class ids, {@link MiniBatch#NONE} where there is no loss term
     */
    record Classes(Level level, int[] ids) implements Targets {
        @Override
        public int rows() {
            return ids.length;
        }

        @Override
        public boolean isLabelled(int row) {
            return ids.length > 0 && ids[row] >= 0;
        }
    }

    /**
     * Several numbers each: values to come near to, or 0 and 1 for classes that are independent of each other.
     *
     * @param width K numbers in a row
     * @param values (R, K) or (N, K); NaN where an output has no target, and a row of nothing else has no loss term
     */
    record Values(Level level, int width, float[] values) implements Targets {
        @Override
        public int rows() {
            return values.length / width;
        }

        @Override
        public boolean isLabelled(int row) {
            boolean labelled = false;
            for (int i = row * width; values.length > 0 && i < (row + 1) * width; i++) {
                labelled |= !Float.isNaN(values[i]);
            }
            return labelled;
        }
    }
}
