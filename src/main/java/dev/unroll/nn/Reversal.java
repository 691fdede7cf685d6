package dev.unroll.nn;

import dev.unroll.data.MiniBatch;

/**
 * The time reversal of each lane inside its own length: row (t, n) against row (T_n - 1 - t, n).
 *
 * <p>Since a lane keeps its length, the reversed mini-batch has the same rows per step, and a backward scan is the forward scan over
 * it.
 *
 * @param batch the mini-batch with reversed inputs
 * @param rows (R), an involution
 */
record Reversal(MiniBatch batch, int[] rows) {
    static Reversal of(MiniBatch batch) {
        int[] lengths = Rows.lengths(batch);
        int[] rows = new int[batch.rows()];
        boolean units = batch.inputs().length > 0;
        int[] inputs = new int[units ? batch.rows() : 0];
        for (int t = 0; t < batch.steps(); t++) {
            for (int n = 0; n < batch.active(t); n++) {
                int mirror = batch.offset(lengths[n] - 1 - t) + n;
                rows[batch.offset(t) + n] = mirror;
                if (units) {
                    inputs[batch.offset(t) + n] = batch.inputs()[mirror];
                }
            }
        }
        return new Reversal(batch.withUnits(inputs), rows);
    }

    /** to[r] = from[mirror of r], rows of {@code width}. */
    void apply(float[] from, float[] to, int width) {
        for (int r = 0; r < rows.length; r++) {
            System.arraycopy(from, rows[r] * width, to, r * width, width);
        }
    }

    /** to[r] += from[mirror of r]. */
    void add(float[] from, float[] to, int width) {
        for (int r = 0; r < rows.length; r++) {
            int source = rows[r] * width;
            int target = r * width;
            for (int i = 0; i < width; i++) {
                to[target + i] += from[source + i];
            }
        }
    }

    /** Copies mirrored rows of a (.., columns) array, whose row {@code first} is row 0, into a run of columns. */
    void copyInto(float[] source, int first, int columns, Rows.Columns to) {
        for (int r = 0; r < rows.length; r++) {
            System.arraycopy(source, (first + rows[r]) * columns, to.values(), r * to.width() + to.first(), columns);
        }
    }

    /** Copies a run of columns, mirrored, into a (R, columns) array. */
    void copyFrom(Rows.Columns source, int columns, float[] to) {
        for (int r = 0; r < rows.length; r++) {
            System.arraycopy(source.values(), rows[r] * source.width() + source.first(), to, r * columns, columns);
        }
    }
}
