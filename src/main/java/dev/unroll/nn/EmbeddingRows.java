package dev.unroll.nn;

import dev.unroll.data.MiniBatch;
import java.util.Arrays;

/** The embedding look-up x = E[id], zero where nothing came before, and its gradient dE[id] += dx in row order. */
final class EmbeddingRows {
    private EmbeddingRows() {}

    static void gather(MiniBatch batch, float[] weights, int embedding, int width, float[] x) {
        for (int r = 0; r < batch.rows(); r++) {
            int id = batch.inputs()[r];
            if (id == MiniBatch.NONE) {
                Arrays.fill(x, r * width, (r + 1) * width, 0f);
            } else {
                System.arraycopy(weights, embedding + id * width, x, r * width, width);
            }
        }
    }

    static void scatter(MiniBatch batch, float[] dX, int width, float[] gradient, int embedding) {
        for (int r = 0; r < batch.rows(); r++) {
            int id = batch.inputs()[r];
            if (id == MiniBatch.NONE) {
                continue;
            }
            int to = embedding + id * width;
            for (int i = 0; i < width; i++) {
                gradient[to + i] += dX[r * width + i];
            }
        }
    }
}
