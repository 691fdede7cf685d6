package dev.unroll.nn;

import dev.unroll.data.MiniBatch;
import dev.unroll.math.Kernels;
import dev.unroll.math.Matrix;
import dev.unroll.math.PackedMatrix;
import java.util.Arrays;

/**
 * A mean over a lane's own steps with learnt weights (Bahdanau et al. 2015, arXiv:1409.0473, with one query for all; Yang et al. 2016).
 *
 * @implNote Forward, with W_p (W, W), b_p and v (W):
 *
 * <pre>
 *   u&lt;t&gt;  = tanh(W_p a&lt;t&gt; + b_p)
 *   e&lt;t&gt;  = v . u&lt;t&gt;
 *   w&lt;t&gt;  = exp(e&lt;t&gt; - max e) / sum exp(e - max e)         over the lane's steps
 *   p     = sum of w&lt;t&gt; a&lt;t&gt;
 * </pre>
 *
 * Backward, in the order of the code:
 *
 * <pre>
 *   dw&lt;t&gt; = dp . a&lt;t&gt;
 *   da&lt;t&gt; = w&lt;t&gt; dp
 *   de&lt;t&gt; = w&lt;t&gt; (dw&lt;t&gt; - sum of w dw)
 *   dv    += sum of de&lt;t&gt; u&lt;t&gt;
 *   dz&lt;t&gt; = de&lt;t&gt; v (1 - u&lt;t&gt;^2)
 *   da&lt;t&gt; += W_p^T dz&lt;t&gt;
 *   dW_p  += sum of dz&lt;t&gt; a&lt;t&gt;^T,   db_p += sum of dz&lt;t&gt;
 * </pre>
 *
 * <p>Memory: {@code 4 R (W + 1)} bytes, the packed W_p twice, {@code 8 W^2}; R 4096, W 512: 10 MB.
 */
final class AttentionPooling implements Pooling {
    private final int width;
    private final int weights; // offset of W_p (W, W)
    private final int bias; // of b_p (W)
    private final int query; // of v (W)

    private AttentionPooling(int width, int weights, int bias, int query) {
        this.width = width;
        this.weights = weights;
        this.bias = bias;
        this.query = query;
    }

    /** Adds the slots. */
    static AttentionPooling add(Layout.Builder builder, int width) {
        return new AttentionPooling(
                width,
                builder.add("attention.W", width, width),
                builder.add("attention.b", width),
                builder.add("attention.v", width));
    }

    /** W_p^T and W_p. */
    @Override
    public PackedMatrix[] allocate(Kernels kernels) {
        return new PackedMatrix[] {kernels.allocate(width, width), kernels.allocate(width, width)};
    }

    @Override
    public void load(float[] array, PackedNetwork into) {
        Matrix w = new Matrix(array, weights, width);
        into.kernels.packTransposed(w, into.pooling[0]);
        into.kernels.pack(w, into.pooling[1]);
    }

    @Override
    public void forward(Pass pass) {
        MiniBatch batch = pass.batch();
        Tape tape = pass.tape();
        Kernels kernels = pass.packed().kernels;
        float[] array = pass.packed().weights;
        int rows = batch.rows();
        tape.fit(batch, width);
        tape.u = Workspace.atLeast(tape.u, rows * width);
        tape.e = Workspace.atLeast(tape.e, rows);
        tape.lane = Workspace.atLeast(tape.lane, batch.steps());
        Projection.fillBias(array, bias, tape.u, rows, width);
        kernels.multiply(
                rows, Matrix.dense(pass.states(), width), pass.packed().pooling[0], Matrix.dense(tape.u, width));
        kernels.tanh(tape.u, 0, rows * width);
        for (int r = 0; r < rows; r++) {
            tape.e[r] = dot(array, query, tape.u, r * width);
        }
        int[] lengths = Rows.lengths(batch);
        for (int n = 0; n < lengths.length; n++) {
            softmax(batch, tape, n, lengths[n], kernels);
        }
        Arrays.fill(tape.pooled, 0, batch.lanes() * width, 0f);
        for (int t = 0; t < batch.steps(); t++) {
            for (int n = 0; n < batch.active(t); n++) {
                int row = batch.offset(t) + n;
                addScaled(tape.e[row], pass.states(), row * width, tape.pooled, n * width);
            }
        }
    }

    /** The energies of lane n become its weights. */
    private static void softmax(MiniBatch batch, Tape tape, int n, int steps, Kernels kernels) {
        float[] lane = tape.lane;
        for (int t = 0; t < steps; t++) {
            lane[t] = tape.e[batch.offset(t) + n];
        }
        float scale = 1 / kernels.expAndSum(lane, 0, steps, kernels.max(lane, 0, steps));
        for (int t = 0; t < steps; t++) {
            tape.e[batch.offset(t) + n] = lane[t] * scale;
        }
    }

    @Override
    public void backward(Pass pass, float[] dStates, float[] gradient) {
        MiniBatch batch = pass.batch();
        Tape tape = pass.tape();
        Arrays.fill(dStates, 0, batch.rows() * width, 0f);
        int[] lengths = Rows.lengths(batch);
        for (int n = 0; n < lengths.length; n++) {
            energyGradients(pass, n, lengths[n], dStates);
        }
        float[] array = pass.packed().weights;
        for (int r = 0; r < batch.rows(); r++) {
            addScaled(tape.e[r], tape.u, r * width, gradient, query);
            for (int i = 0; i < width; i++) {
                float u = tape.u[r * width + i];
                tape.u[r * width + i] = tape.e[r] * array[query + i] * (1 - u * u);
            }
        }
        Kernels kernels = pass.packed().kernels;
        Matrix dz = Matrix.dense(tape.u, width);
        kernels.flushTiny(tape.u, 0, batch.rows() * width);
        kernels.multiply(batch.rows(), dz, pass.packed().pooling[1], Matrix.dense(dStates, width));
        kernels.multiplyTransposed(
                new Kernels.Shape(width, width, batch.rows()),
                dz,
                Matrix.dense(pass.states(), width),
                new Matrix(gradient, weights, width));
        Projection.addColumnSums(tape.u, batch.rows(), width, gradient, bias);
    }

    /** The weights of lane n become the gradient of its energies; da = w dp. */
    private void energyGradients(Pass pass, int n, int steps, float[] dStates) {
        MiniBatch batch = pass.batch();
        float[] w = pass.tape().e;
        float[] dW = pass.tape().lane;
        float[] dPooled = pass.tape().dPooled;
        float mean = 0;
        for (int t = 0; t < steps; t++) {
            int row = batch.offset(t) + n;
            dW[t] = dot(dPooled, n * width, pass.states(), row * width);
            mean = Math.fma(w[row], dW[t], mean);
            addScaled(w[row], dPooled, n * width, dStates, row * width);
        }
        for (int t = 0; t < steps; t++) {
            int row = batch.offset(t) + n;
            w[row] *= dW[t] - mean;
        }
    }

    /** One chain, as an element of a product. */
    private float dot(float[] x, int xFrom, float[] y, int yFrom) {
        float sum = 0;
        for (int i = 0; i < width; i++) {
            sum = Math.fma(x[xFrom + i], y[yFrom + i], sum);
        }
        return sum;
    }

    /** y += scale x. */
    private void addScaled(float scale, float[] x, int xFrom, float[] y, int yFrom) {
        for (int i = 0; i < width; i++) {
            y[yFrom + i] = Math.fma(scale, x[xFrom + i], y[yFrom + i]);
        }
    }
}
