package dev.unroll.nn;

import dev.unroll.data.MiniBatch;
import dev.unroll.math.Kernels;
import dev.unroll.math.Matrix;
import dev.unroll.math.PackedMatrix;
import java.util.Arrays;

/**
 * The gated recurrent unit without a relevance gate (the minimal form of Cho et al. 2014, arXiv:1406.1078).
 *
 * @implNote Forward, for each step t, with z = W [c&lt;t-1&gt;, x&lt;t&gt;] + b cut into the two gates:
 *
 * <pre>
 *   u = sigmoid(z_u)            update gate
 *   n = tanh(z_n)               candidate c~
 *   c&lt;t&gt; = u * n + (1 - u) * c&lt;t-1&gt;,   a = c
 * </pre>
 *
 * Backward, in the order of the code; dC is the gradient that step t + 1 handed back:
 *
 * <pre>
 *   dc    = dH&lt;t&gt; + dC
 *   dz_u  = dc * (n - c&lt;t-1&gt;) * u (1 - u)
 *   dz_n  = dc * u * (1 - n^2)
 *   dC    = dc * (1 - u) + W_a^T dz
 * </pre>
 *
 * and once, after the last step back, dW_a += dz^T c&lt;t-1&gt; over all rows in one product.
 *
 * <p>Recurrent dropout masks the left operand of the product only; the path (1 - u) * c keeps all of c.
 *
 * <p>Memory: {@code 4 R (2 H + 2 H)} bytes; H 512, R 4096: 32 MB.
 */
final class GruSimple implements Scan {
    private static final int GATES = 2;

    private final int hidden;
    private final int offset; // of W (2H, H + D), rows u n; its first H columns are W_a
    private final int width;

    /**
     * @param hidden H
     * @param offset where the gates' W begin in the flat weight array
     * @param width H + D, columns of W
     */
    GruSimple(int hidden, int offset, int width) {
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
        return 1;
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
        for (int t = 0; t < batch.steps(); t++) {
            int row = batch.offset(t);
            tape.fillLeft(batch, t, hidden);
            kernels.multiply(batch.active(t), left.fromRow(row), packed.forward()[0], z.fromRow(row));
            gates(batch, tape, t, kernels);
        }
        Tape.last(batch, tape.h, state[0], hidden);
    }

    private void gates(MiniBatch batch, Tape tape, int t, Kernels kernels) {
        float[] z = tape.z;
        float[] c = tape.h;
        int back = Tape.back(batch, t) * hidden;
        for (int row = batch.offset(t); row < batch.offset(t + 1); row++) {
            int u = row * GATES * hidden;
            int candidate = u + hidden;
            int now = (batch.lanes() + row) * hidden;
            int before = now - back;
            kernels.sigmoid(z, u, hidden);
            kernels.tanh(z, candidate, hidden);
            for (int j = 0; j < hidden; j++) {
                c[now + j] = z[u + j] * z[candidate + j] + (1 - z[u + j]) * c[before + j];
            }
        }
    }

    @Override
    public void backward(Step step, float[] dH, float[][] dState, float[] gradient) {
        MiniBatch batch = step.batch();
        Tape tape = step.tape();
        Kernels kernels = step.packed().kernels();
        Matrix dz = Matrix.dense(tape.z, GATES * hidden);
        float[] dC = dState[0];
        float[] dLeft = tape.dLeft;
        for (int t = batch.steps() - 1; t >= 0; t--) {
            int row = batch.offset(t);
            int active = batch.active(t);
            step.probe().before(step, t, dH, dState);
            gateGradients(batch, tape, t, dH, dC);
            kernels.flushTiny(tape.z, row * GATES * hidden, active * GATES * hidden);
            Arrays.fill(dLeft, 0, active * hidden, 0f);
            kernels.multiply(active, dz.fromRow(row), step.packed().backward()[0], Matrix.dense(dLeft, hidden));
            tape.unmask(dLeft, active * hidden);
            for (int i = 0; i < active * hidden; i++) {
                dC[i] += dLeft[i];
            }
            kernels.flushTiny(dC, 0, active * hidden);
        }
        kernels.multiplyTransposed(
                new Kernels.Shape(GATES * hidden, hidden, batch.rows()),
                dz,
                Matrix.dense(tape.left, hidden),
                new Matrix(gradient, offset, width));
    }

    /** Turns the gates of step t into their gradients and dC into dc * (1 - u). */
    private void gateGradients(MiniBatch batch, Tape tape, int t, float[] dH, float[] dC) {
        float[] z = tape.z;
        float[] c = tape.h;
        int back = Tape.back(batch, t) * hidden;
        for (int n = 0; n < batch.active(t); n++) {
            int row = batch.offset(t) + n;
            int u = row * GATES * hidden;
            int candidate = u + hidden;
            int out = row * hidden;
            int before = (batch.lanes() + row) * hidden - back;
            int lane = n * hidden;
            for (int j = 0; j < hidden; j++) {
                float gu = z[u + j];
                float gn = z[candidate + j];
                float dc = dH[out + j] + dC[lane + j];
                z[u + j] = dc * (gn - c[before + j]) * (gu * (1 - gu));
                z[candidate + j] = dc * gu * (1 - gn * gn);
                dC[lane + j] = dc * (1 - gu);
            }
        }
    }
}
