package dev.unroll.nn;

import dev.unroll.data.MiniBatch;
import java.util.Arrays;

/**
 * The first layer's input written out, x = [E[id], features], the unit's part zero where nothing came before.
 *
 * @implNote Without an embedding the unit is written as V columns, e_id. Backward: dE[id] += the unit's part of dx, in row order; what
 * was read as numbers has no gradient.
 */
final class InputRows {
    private final int embedding; // offset of E, -1 where a unit is one-hot or there is none
    private final int unitWidth;
    private final int features;

    /**
     * @param embedding where E begins, -1 without
     * @param unitWidth columns that stand for the unit
     * @param features F
     */
    InputRows(int embedding, int unitWidth, int features) {
        this.embedding = embedding;
        this.unitWidth = unitWidth;
        this.features = features;
    }

    /** D. */
    int width() {
        return unitWidth + features;
    }

    /** Whether the input has a gradient: that of the embedding. */
    boolean learns() {
        return embedding >= 0;
    }

    /** Fills x (R, D). */
    void forward(MiniBatch batch, float[] weights, float[] x) {
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
        Rows.copyInto(batch.features(), 0, batch.rows(), features, new Rows.Columns(x, width(), unitWidth));
    }

    /** Adds the gradient of E, dx (R, D) being that of the input. */
    void backward(MiniBatch batch, float[] dX, float[] gradient) {
        for (int r = 0; r < batch.rows(); r++) {
            int id = batch.inputs()[r];
            if (id == MiniBatch.NONE) {
                continue;
            }
            int to = embedding + id * unitWidth;
            int from = r * width();
            for (int i = 0; i < unitWidth; i++) {
                gradient[to + i] += dX[from + i];
            }
        }
    }
}
