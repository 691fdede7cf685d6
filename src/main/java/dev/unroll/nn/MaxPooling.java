package dev.unroll.nn;

import dev.unroll.data.MiniBatch;
import java.util.Arrays;

/**
 * The largest number over a lane's own steps, unit by unit.
 *
 * @implNote Forward: p_i = max_t a&lt;t&gt;_i; the first step with it counts among equals, NaN above all. Backward: da&lt;t&gt;_i = dp_i
 * at that step, 0 elsewhere.
 */
final class MaxPooling implements Pooling {
    private final int width;

    /** @param width W */
    MaxPooling(int width) {
        this.width = width;
    }

    @Override
    public void forward(Pass pass) {
        MiniBatch batch = pass.batch();
        Tape tape = pass.tape();
        int size = batch.lanes() * width;
        tape.fit(batch, width);
        tape.rows = Workspace.atLeast(tape.rows, size);
        float[] states = pass.states();
        float[] pooled = tape.pooled;
        int[] rows = tape.rows;
        for (int t = 0; t < batch.steps(); t++) {
            for (int n = 0; n < batch.active(t); n++) {
                int row = batch.offset(t) + n;
                for (int i = 0; i < width; i++) {
                    float a = states[row * width + i];
                    int to = n * width + i;
                    if (t == 0 || a > pooled[to] || Float.isNaN(a)) {
                        pooled[to] = a;
                        rows[to] = row;
                    }
                }
            }
        }
    }

    @Override
    public void backward(Pass pass, float[] dStates, float[] gradient) {
        MiniBatch batch = pass.batch();
        Tape tape = pass.tape();
        Arrays.fill(dStates, 0, batch.rows() * width, 0f);
        for (int n = 0; n < batch.lanes(); n++) {
            for (int i = 0; i < width; i++) {
                int from = n * width + i;
                dStates[tape.rows[from] * width + i] = tape.dPooled[from];
            }
        }
    }
}
