package dev.unroll.nn;

import dev.unroll.data.MiniBatch;
import java.util.Arrays;

/**
 * The mean over a lane's own T steps.
 *
 * @implNote Forward: p = (sum of a&lt;t&gt;, t ascending) / T. Backward: da&lt;t&gt; = dp / T.
 */
final class MeanPooling implements Pooling {
    private final int width;

    /** @param width W */
    MeanPooling(int width) {
        this.width = width;
    }

    @Override
    public void forward(Pass pass) {
        MiniBatch batch = pass.batch();
        pass.tape().fit(batch, width);
        float[] states = pass.states();
        float[] pooled = pass.tape().pooled;
        Arrays.fill(pooled, 0, batch.lanes() * width, 0f);
        for (int t = 0; t < batch.steps(); t++) {
            int row = batch.offset(t) * width;
            for (int i = 0; i < batch.active(t) * width; i++) {
                pooled[i] += states[row + i];
            }
        }
        int[] lengths = Rows.lengths(batch);
        for (int n = 0; n < lengths.length; n++) {
            for (int i = n * width; i < (n + 1) * width; i++) {
                pooled[i] /= lengths[n];
            }
        }
    }

    @Override
    public void backward(Pass pass, float[] dStates, float[] gradient) {
        MiniBatch batch = pass.batch();
        float[] dPooled = pass.tape().dPooled;
        int[] lengths = Rows.lengths(batch);
        for (int t = 0; t < batch.steps(); t++) {
            int row = batch.offset(t) * width;
            for (int n = 0; n < batch.active(t); n++) {
                for (int i = n * width; i < (n + 1) * width; i++) {
                    dStates[row + i] = dPooled[i] / lengths[n];
                }
            }
        }
    }
}
