package dev.unroll.nn;

import dev.unroll.data.MiniBatch;
import dev.unroll.math.Kernels;
import dev.unroll.math.Matrix;
import dev.unroll.math.PackedMatrix;
import java.util.Arrays;

/**
 * The gated recurrent unit (Cho et al. 2014, arXiv:1406.1078), the relevance gate before the product.
 *
 * @implNote Forward, for each step t, with z = W_a left + W_x x&lt;t&gt; + b gate by gate:
 *
 * <pre>
 *   u = sigmoid(z_u)            update gate,     left operand c&lt;t-1&gt;
 *   r = sigmoid(z_r)            relevance gate,  left operand c&lt;t-1&gt;
 *   n = tanh(z_n)               candidate c~,    left operand r * c&lt;t-1&gt;
 *   c&lt;t&gt; = u * n + (1 - u) * c&lt;t-1&gt;,   a = c
 * </pre>
 *
 * Backward, in the order of the code; dC is the gradient that step t + 1 handed back:
 *
 * <pre>
 *   dc     = dH&lt;t&gt; + dC
 *   dz_u   = dc * (n - c&lt;t-1&gt;) * u (1 - u)
 *   dz_n   = dc * u * (1 - n^2)
 *   dgated = W_an^T dz_n
 *   dz_r   = dgated * c&lt;t-1&gt; * r (1 - r)
 *   dC     = dc * (1 - u) + dgated * r + W_aur^T [dz_u, dz_r]
 * </pre>
 *
 * and once, after the last step back, dW_aur += [dz_u, dz_r]^T c&lt;t-1&gt; and dW_an += dz_n^T (r * c&lt;t-1&gt;).
 *
 * <p>Recurrent dropout masks c&lt;t-1&gt; where it is a left operand; the path (1 - u) * c keeps all of c.
 *
 * <p>Memory: {@code 4 R (3 H + 3 H)} bytes; H 512, R 4096: 48 MB.
 */
final class Gru implements Scan {
    private static final int GATES = 3;

    private final int hidden;
    private final int offset; // of W (3H, H + D), rows u r n; its first H columns are W_a
    private final int width;

    /**
     * @param hidden H
     * @param offset where the gates' W begin in the flat weight array
     * @param width H + D, columns of W
     */
    Gru(int hidden, int offset, int width) {
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
                new PackedMatrix[] {kernels.allocate(hidden, 2 * hidden), kernels.allocate(hidden, hidden)},
                new PackedMatrix[] {kernels.allocate(2 * hidden, hidden), kernels.allocate(hidden, hidden)});
    }

    @Override
    public void load(float[] weights, Recurrent into) {
        Matrix gates = new Matrix(weights, offset, width);
        Matrix candidate = gates.fromRow(2 * hidden);
        into.kernels().packTransposed(gates, into.forward()[0]);
        into.kernels().packTransposed(candidate, into.forward()[1]);
        into.kernels().pack(gates, into.backward()[0]);
        into.kernels().pack(candidate, into.backward()[1]);
    }

    @Override
    public void forward(MiniBatch batch, Recurrent packed, Tape tape, float[][] state) {
        Kernels kernels = packed.kernels();
        Matrix z = Matrix.dense(tape.z, GATES * hidden);
        Matrix left = Matrix.dense(tape.left, hidden);
        Matrix gated = Matrix.dense(tape.gated, hidden);
        System.arraycopy(state[0], 0, tape.h, 0, batch.lanes() * hidden);
        for (int t = 0; t < batch.steps(); t++) {
            int row = batch.offset(t);
            int active = batch.active(t);
            tape.fillLeft(batch, t, hidden);
            kernels.multiply(active, left.fromRow(row), packed.forward()[0], z.fromRow(row));
            gates(batch, tape, t, kernels);
            kernels.multiply(
                    active,
                    gated.fromRow(row),
                    packed.forward()[1],
                    z.fromRow(row).fromColumn(2 * hidden));
            candidate(batch, tape, t, kernels);
        }
        Tape.last(batch, tape.h, state[0], hidden);
    }

    private void gates(MiniBatch batch, Tape tape, int t, Kernels kernels) {
        float[] z = tape.z;
        float[] left = tape.left;
        float[] gated = tape.gated;
        for (int row = batch.offset(t); row < batch.offset(t + 1); row++) {
            int u = row * GATES * hidden;
            int r = u + hidden;
            int out = row * hidden;
            kernels.sigmoid(z, u, 2 * hidden);
            for (int j = 0; j < hidden; j++) {
                gated[out + j] = z[r + j] * left[out + j];
            }
        }
    }

    private void candidate(MiniBatch batch, Tape tape, int t, Kernels kernels) {
        float[] z = tape.z;
        float[] c = tape.h;
        int back = Tape.back(batch, t) * hidden;
        for (int row = batch.offset(t); row < batch.offset(t + 1); row++) {
            int u = row * GATES * hidden;
            int candidate = u + 2 * hidden;
            int now = (batch.lanes() + row) * hidden;
            int before = now - back;
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
        float[] dGated = tape.dGated;
        float[] dLeft = tape.dLeft;
        for (int t = batch.steps() - 1; t >= 0; t--) {
            int row = batch.offset(t);
            int active = batch.active(t);
            step.probe().before(step, t, dH, dState);
            candidateGradients(batch, tape, t, dH, dC);
            kernels.flushTiny(tape.z, row * GATES * hidden, active * GATES * hidden);
            Arrays.fill(dGated, 0, active * hidden, 0f);
            kernels.multiply(
                    active,
                    dz.fromRow(row).fromColumn(2 * hidden),
                    step.packed().backward()[1],
                    Matrix.dense(dGated, hidden));
            relevanceGradients(batch, tape, t);
            kernels.flushTiny(tape.z, row * GATES * hidden, active * GATES * hidden);
            kernels.multiply(active, dz.fromRow(row), step.packed().backward()[0], Matrix.dense(dLeft, hidden));
            tape.unmask(dLeft, active * hidden);
            for (int i = 0; i < active * hidden; i++) {
                dC[i] += dLeft[i];
            }
            kernels.flushTiny(dC, 0, active * hidden);
        }
        Matrix dW = new Matrix(gradient, offset, width);
        kernels.multiplyTransposed(
                new Kernels.Shape(2 * hidden, hidden, batch.rows()), dz, Matrix.dense(tape.left, hidden), dW);
        kernels.multiplyTransposed(
                new Kernels.Shape(hidden, hidden, batch.rows()),
                dz.fromColumn(2 * hidden),
                Matrix.dense(tape.gated, hidden),
                dW.fromRow(2 * hidden));
    }

    /** dz_u and dz_n of step t; dC becomes dc * (1 - u). The relevance gate stays as it is. */
    private void candidateGradients(MiniBatch batch, Tape tape, int t, float[] dH, float[] dC) {
        float[] z = tape.z;
        float[] c = tape.h;
        int back = Tape.back(batch, t) * hidden;
        for (int n = 0; n < batch.active(t); n++) {
            int row = batch.offset(t) + n;
            int u = row * GATES * hidden;
            int candidate = u + 2 * hidden;
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

    /** dz_r of step t, and dLeft = dgated * r, to which the gates' product is added. */
    private void relevanceGradients(MiniBatch batch, Tape tape, int t) {
        float[] z = tape.z;
        float[] left = tape.left;
        float[] dGated = tape.dGated;
        float[] dLeft = tape.dLeft;
        for (int n = 0; n < batch.active(t); n++) {
            int row = batch.offset(t) + n;
            int r = row * GATES * hidden + hidden;
            int out = row * hidden;
            int lane = n * hidden;
            for (int j = 0; j < hidden; j++) {
                float gr = z[r + j];
                z[r + j] = dGated[lane + j] * left[out + j] * (gr * (1 - gr));
                dLeft[lane + j] = dGated[lane + j] * gr;
            }
        }
    }
}
