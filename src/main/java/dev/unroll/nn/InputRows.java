package dev.unroll.nn;

import dev.unroll.data.Casing;
import dev.unroll.data.MiniBatch;
import dev.unroll.spec.NetworkSpec;
import java.util.Arrays;

/**
 * The first layer's input written out, x = [E[id], spelling, casing, features], the unit's part zero where nothing came before. The
 * spelling's columns are left to {@link SpellingLayer}.
 *
 * @implNote Without an embedding the unit is written as V columns, e_id; casing is so always: the layer's matrix is its embedding.
 * Backward: dE[id] += the unit's part of dx, in row order; casing and what was read as numbers have no gradient.
 */
final class InputRows {
    private final int embedding; // offset of E, -1 where a unit is one-hot or there is none
    private final Widths widths;

    /**
     * Columns of each part.
     *
     * @param unit D of the embedding, V of one-hot units
     * @param spelling both directions of {@link SpellingLayer}
     * @param casing a column for each {@link Casing}
     * @param features F
     */
    record Widths(int unit, int spelling, int casing, int features) {
        static Widths of(NetworkSpec spec, Sizes sizes) {
            return new Widths(
                    sizes.unitWidth(spec),
                    2 * spec.words().spelling(),
                    spec.words().casing() ? Casing.CLASSES : 0,
                    sizes.features());
        }

        /** D. */
        int sum() {
            return unit + spelling + casing + features;
        }
    }

    /**
     * @param embedding where E begins, -1 without
     * @param widths columns of each part
     */
    InputRows(int embedding, Widths widths) {
        this.embedding = embedding;
        this.widths = widths;
    }

    /** D. */
    int width() {
        return widths.sum();
    }

    /** Whether the input has a gradient: that of the embedding, or of spellings. */
    boolean learns() {
        return embedding >= 0 || widths.spelling > 0;
    }

    /** The columns of x (R, D) that stand for spellings. */
    Rows.Columns spelling(float[] x) {
        return new Rows.Columns(x, width(), widths.unit);
    }

    /** The columns of x (R, D) that stand for units. */
    Rows.Columns units(float[] x) {
        return new Rows.Columns(x, width(), 0);
    }

    /** Fills x (R, D). */
    void forward(MiniBatch batch, float[] weights, float[] x) {
        int unitWidth = widths.unit;
        for (int r = 0; r < batch.rows() && unitWidth > 0; r++) {
            int id = batch.inputs()[r];
            int to = r * width();
            if (id != MiniBatch.NONE && embedding >= 0) {
                System.arraycopy(weights, embedding + id * unitWidth, x, to, unitWidth);
                continue;
            }
            Arrays.fill(x, to, to + unitWidth, 0f);
            if (id != MiniBatch.NONE) {
                x[to + id] = 1f;
            }
        }
        int casing = unitWidth + widths.spelling;
        for (int r = 0; r < batch.rows() && widths.casing > 0; r++) {
            int to = r * width() + casing;
            Arrays.fill(x, to, to + widths.casing, 0f);
            x[to + batch.spelled().casing()[r]] = 1f;
        }
        Rows.Columns features = new Rows.Columns(x, width(), casing + widths.casing);
        Rows.copyInto(batch.features(), 0, batch.rows(), widths.features, features);
    }

    /** Adds the gradient of E, dx (R, D) being that of the input. */
    void backward(MiniBatch batch, float[] dX, float[] gradient) {
        for (int r = 0; r < batch.rows() && embedding >= 0; r++) {
            int id = batch.inputs()[r];
            if (id == MiniBatch.NONE) {
                continue;
            }
            int to = embedding + id * widths.unit;
            int from = r * width();
            for (int i = 0; i < widths.unit; i++) {
                gradient[to + i] += dX[from + i];
            }
        }
    }
}
