package dev.unroll.nn;

import dev.unroll.data.MiniBatch;
import dev.unroll.math.Kernels;
import dev.unroll.math.Matrix;
import dev.unroll.math.PackedMatrix;
import java.util.Arrays;

/**
 * Long short-term memory (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000).
 *
 * @implNote Forward, for each step t, with z = W [a&lt;t-1&gt;, x&lt;t&gt;] + b cut into the four gates:
 *
 * <pre>
 *   u = sigmoid(z_u)            update gate
 *   f = sigmoid(z_f)            forget gate
 *   o = sigmoid(z_o)            output gate
 *   n = tanh(z_n)               candidate c~
 *   c&lt;t&gt; = u * n + f * c&lt;t-1&gt;
 *   a&lt;t&gt; = o * tanh(c&lt;t&gt;)
 * </pre>
 *
 * Backward, in the order of the code; dA and dC are the gradients that step t + 1 handed back:
 *
 * <pre>
 *   da    = dH&lt;t&gt; + dA
 *   dz_o  = da * tanh(c) * o (1 - o)
 *   dc    = dC + da * o (1 - tanh(c)^2)
 *   dz_u  = dc * n * u (1 - u)
 *   dz_f  = dc * c&lt;t-1&gt; * f (1 - f)
 *   dz_n  = dc * u * (1 - n^2)
 *   dC    = dc * f
 *   dA    = W_a^T dz
 * </pre>
 *
 * and once, after the last step back, dW_a += dz^T a&lt;t-1&gt; over all rows in one product.
 *
 * <p>Memory: {@code 4 R (4 H + 4 H)} bytes for gates, left operands, c, tanh(c) and outputs; H 512, R 4096: 64 MB.
 */
final class Lstm implements Scan {
    private static final int GATES = 4;

    private final int hidden;
    private final int offset; // of W (4H, H + D), rows u f o n; its first H columns are W_a
    private final int width;

    /**
     * @param hidden H
     * @param offset where the four gates' W begin in the flat weight array
     * @param width H + D, columns of W
     */
    Lstm(int hidden, int offset, int width) {
        this.hidden = hidden;
        this.offset = offset;
        this.width = width;
    }

    @Override
    public int hidden() {
        return hidden;
    }

    @Override
    public int gates() {
        return GATES;
    }

    @Override
    public int states() {
        return 2;
    }

    @Override
    public Recurrent allocate(Kernels kernels) {
        return new Recurrent(
                kernels,
                new PackedMatrix[] {kernels.allocate(hidden, GATES * hidden)},
                new PackedMatrix[] {kernels.allocate(GATES * hidden, hidden)});
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
        Matrix z = Matrix.dense(tape.z, GATES * hidden);
        Matrix left = Matrix.dense(tape.left, hidden);
        System.arraycopy(state[0], 0, tape.h, 0, batch.lanes() * hidden);
        System.arraycopy(state[1], 0, tape.c, 0, batch.lanes() * hidden);
        for (int t = 0; t < batch.steps(); t++) {
            int row = batch.offset(t);
            tape.fillLeft(batch, t, hidden);
            kernels.multiply(batch.active(t), left.fromRow(row), packed.forward()[0], z.fromRow(row));
            gates(batch, tape, t, kernels);
        }
        Tape.last(batch, tape.h, state[0], hidden);
        Tape.last(batch, tape.c, state[1], hidden);
    }

    private void gates(MiniBatch batch, Tape tape, int t, Kernels kernels) {
        float[] z = tape.z;
        float[] c = tape.c;
        float[] tanhC = tape.tanhC;
        float[] a = tape.h;
        int back = Tape.back(batch, t) * hidden;
        for (int row = batch.offset(t); row < batch.offset(t + 1); row++) {
            int u = row * GATES * hidden;
            int f = u + hidden;
            int o = u + 2 * hidden;
            int candidate = u + 3 * hidden;
            int out = row * hidden;
            int now = (batch.lanes() + row) * hidden;
            int before = now - back;
            kernels.sigmoid(z, u, 3 * hidden);
            kernels.tanh(z, candidate, hidden);
            for (int j = 0; j < hidden; j++) {
                c[now + j] = z[u + j] * z[candidate + j] + z[f + j] * c[before + j];
            }
            System.arraycopy(c, now, tanhC, out, hidden);
            kernels.tanh(tanhC, out, hidden);
            for (int j = 0; j < hidden; j++) {
                a[now + j] = z[o + j] * tanhC[out + j];
            }
        }
    }

    @Override
    public void backward(Step step, float[] dH, float[][] dState, float[] gradient) {
        MiniBatch batch = step.batch();
        Tape tape = step.tape();
        Kernels kernels = step.packed().kernels();
        Matrix dz = Matrix.dense(tape.z, GATES * hidden);
        Matrix dA = Matrix.dense(dState[0], hidden);
        for (int t = batch.steps() - 1; t >= 0; t--) {
            int row = batch.offset(t);
            int active = batch.active(t);
            step.probe().before(step, t, dH, dState);
            gateGradients(batch, tape, t, dH, dState);
            kernels.flushTiny(tape.z, row * GATES * hidden, active * GATES * hidden);
            kernels.flushTiny(dState[1], 0, active * hidden);
            Arrays.fill(dA.values(), 0, active * hidden, 0f);
            kernels.multiply(active, dz.fromRow(row), step.packed().backward()[0], dA);
            tape.unmask(dA.values(), active * hidden);
        }
        kernels.multiplyTransposed(
                new Kernels.Shape(GATES * hidden, hidden, batch.rows()),
                dz,
                Matrix.dense(tape.left, hidden),
                new Matrix(gradient, offset, width));
    }

    private void gateGradients(MiniBatch batch, Tape tape, int t, float[] dH, float[][] dState) {
        float[] z = tape.z;
        float[] c = tape.c;
        float[] tanhC = tape.tanhC;
        float[] dA = dState[0];
        float[] dC = dState[1];
        int back = Tape.back(batch, t) * hidden;
        for (int n = 0; n < batch.active(t); n++) {
            int row = batch.offset(t) + n;
            int u = row * GATES * hidden;
            int f = u + hidden;
            int o = u + 2 * hidden;
            int candidate = u + 3 * hidden;
            int out = row * hidden;
            int before = (batch.lanes() + row) * hidden - back;
            int lane = n * hidden;
            for (int j = 0; j < hidden; j++) {
                float gu = z[u + j];
                float gf = z[f + j];
                float go = z[o + j];
                float gn = z[candidate + j];
                float th = tanhC[out + j];
                float da = dH[out + j] + dA[lane + j];
                z[o + j] = da * th * (go * (1 - go));
                float dc = dC[lane + j] + da * go * (1 - th * th);
                z[u + j] = dc * gn * (gu * (1 - gu));
                z[f + j] = dc * c[before + j] * (gf * (1 - gf));
                z[candidate + j] = dc * gu * (1 - gn * gn);
                dC[lane + j] = dc * gf;
            }
        }
    }

    /** dc of unit j, given da and dC, while the gates of its row are still in the tape. */
    float memoryGradient(Tape tape, int row, int j, float da, float dC) {
        float go = tape.z[(row * GATES + 2) * hidden + j];
        float th = tape.tanhC[row * hidden + j];
        return dC + da * go * (1 - th * th);
    }
}
