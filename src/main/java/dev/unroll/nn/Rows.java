package dev.unroll.nn;

import dev.unroll.data.MiniBatch;
import java.util.Arrays;

/** Rows of a mini-batch: their lanes, moving them between arrays of different widths, lane masks on them. */
final class Rows {
    private Rows() {}

    /**
     * A run of columns in a wider matrix.
     *
     * @param values (R, width)
     * @param width of a row
     * @param first column
     */
    record Columns(float[] values, int width, int first) {}

    /** Copies rows {@code from} to {@code from + rows} of a (.., columns) array. */
    static void copyInto(float[] source, int from, int rows, int columns, Columns to) {
        for (int r = 0; r < rows; r++) {
            System.arraycopy(source, (from + r) * columns, to.values(), r * to.width() + to.first(), columns);
        }
    }

    /** Copies a run of columns into a (rows, columns) array. */
    static void copyFrom(Columns source, int rows, int columns, float[] to) {
        for (int r = 0; r < rows; r++) {
            System.arraycopy(source.values(), r * source.width() + source.first(), to, r * columns, columns);
        }
    }

    /** Index of the largest of {@code count} numbers, counted from {@code from}: the first among equals. */
    static int largest(float[] x, int from, int count) {
        int best = 0;
        for (int i = 1; i < count; i++) {
            best = x[from + i] > x[from + best] ? i : best;
        }
        return best;
    }

    /** T_n, the number of steps of each lane. */
    static int[] lengths(MiniBatch batch) {
        int[] lengths = new int[batch.lanes()];
        for (int t = 0; t < batch.steps(); t++) {
            Arrays.fill(lengths, 0, batch.active(t), t + 1);
        }
        return lengths;
    }

    /** x[t, n] *= mask[n], forward and backward alike; nothing without a mask. */
    static void mask(MiniBatch batch, float[] x, int width, float[] mask) {
        if (mask.length == 0) {
            return;
        }
        for (int t = 0; t < batch.steps(); t++) {
            int row = batch.offset(t) * width;
            for (int i = 0; i < batch.active(t) * width; i++) {
                x[row + i] *= mask[i];
            }
        }
    }
}
