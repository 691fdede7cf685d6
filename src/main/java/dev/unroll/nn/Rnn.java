package dev.unroll.nn;

import dev.unroll.data.MiniBatch;
import dev.unroll.math.Kernels;
import dev.unroll.math.Matrix;
import dev.unroll.math.PackedMatrix;
import dev.unroll.spec.Activation;
import java.util.Arrays;

/**
 * The plain recurrent cell (Elman 1990).
 *
 * @implNote Forward, for each step t: a&lt;t&gt; = g(W_aa a&lt;t-1&gt; + W_ax x&lt;t&gt; + b_a) with g = tanh or ReLU.
 *
 * <p>Backward; dA is the gradient that step t + 1 handed back:
 *
 * <pre>
 *   da = dH&lt;t&gt; + dA
 *   dz = da * (1 - a^2)         tanh
 *   dz = da where a &gt; 0, else 0 ReLU
 *   dA = W_aa^T dz
 * </pre>
 *
 * and once, after the last step back, dW_aa += dz^T a&lt;t-1&gt; over all rows in one product.
 *
 * <p>Memory: {@code 4 R (H + 2 H)} bytes; H 512, R 4096: 24 MB.
 */
final class Rnn implements Scan {
    private final int hidden;
    private final Activation activation;
    private final int offset; // of W (H, H + D); its first H columns are W_aa
    private final int width;

    /**
     * @param hidden H
     * @param activation g
     * @param offset where W begins in the flat weight array
     * @param width H + D, columns of W
     */
    Rnn(int hidden, Activation activation, int offset, int width) {
        this.hidden = hidden;
        this.activation = activation;
        this.offset = offset;
        this.width = width;
    }

    @Override
    public int hidden() {
        return hidden;
    }

    @Override
    public int gates() {
        return 1;
    }

    @Override
    public int states() {
        return 1;
    }

    @Override
    public Recurrent allocate(Kernels kernels) {
        return new Recurrent(kernels, new PackedMatrix[] {kernels.allocate(hidden, hidden)}, new PackedMatrix[] {
            kernels.allocate(hidden, hidden)
        });
    }

    @Override
    public void load(float[] weights, Recurrent into) {
        Matrix w = new Matrix(weights, offset, width);
        into.kernels().packTransposed(w, into.forward()[0]);
        into.kernels().pack(w, into.backward()[0]);
    }

    @Override
    public void forward(MiniBatch batch, Recurrent packed, Tape tape, float[][] state) {
        Kernels kernels = packed.kernels();
        Matrix z = Matrix.dense(tape.z, hidden);
        Matrix left = Matrix.dense(tape.left, hidden);
        System.arraycopy(state[0], 0, tape.h, 0, batch.lanes() * hidden);
        for (int t = 0; t < batch.steps(); t++) {
            int row = batch.offset(t);
            int count = batch.active(t) * hidden;
            tape.fillLeft(batch, t, hidden);
            kernels.multiply(batch.active(t), left.fromRow(row), packed.forward()[0], z.fromRow(row));
            activate(tape.z, row * hidden, count, kernels);
            System.arraycopy(tape.z, row * hidden, tape.h, (batch.lanes() + row) * hidden, count);
        }
        Tape.last(batch, tape.h, state[0], hidden);
    }

    private void activate(float[] z, int from, int count, Kernels kernels) {
        switch (activation) {
            case TANH -> kernels.tanh(z, from, count);
            case RELU -> {
                for (int i = from; i < from + count; i++) {
                    z[i] = z[i] < 0 ? 0f : z[i]; // NaN stays NaN
                }
            }
        }
    }

    @Override
    public void backward(Step step, float[] dH, float[][] dState, float[] gradient) {
        MiniBatch batch = step.batch();
        Tape tape = step.tape();
        Kernels kernels = step.packed().kernels();
        Matrix dz = Matrix.dense(tape.z, hidden);
        float[] dA = dState[0];
        for (int t = batch.steps() - 1; t >= 0; t--) {
            int row = batch.offset(t);
            int count = batch.active(t) * hidden;
            step.probe().before(step, t, dH, dState);
            for (int i = 0; i < count; i++) {
                dA[i] += dH[row * hidden + i];
            }
            derive(tape.z, row * hidden, count, dA);
            kernels.flushTiny(tape.z, row * hidden, count);
            Arrays.fill(dA, 0, count, 0f);
            kernels.multiply(batch.active(t), dz.fromRow(row), step.packed().backward()[0], Matrix.dense(dA, hidden));
            tape.unmask(dA, count);
        }
        kernels.multiplyTransposed(
                new Kernels.Shape(hidden, hidden, batch.rows()),
                dz,
                Matrix.dense(tape.left, hidden),
                new Matrix(gradient, offset, width));
    }

    /** z held a = g(z) and becomes dz = da g'(z). */
    private void derive(float[] z, int from, int count, float[] da) {
        switch (activation) {
            case TANH -> {
                for (int i = 0; i < count; i++) {
                    z[from + i] = da[i] * (1 - z[from + i] * z[from + i]);
                }
            }
            case RELU -> {
                for (int i = 0; i < count; i++) {
                    z[from + i] = z[from + i] > 0 ? da[i] : 0f;
                }
            }
        }
    }
}
