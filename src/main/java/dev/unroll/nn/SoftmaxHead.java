package dev.unroll.nn;

import dev.unroll.data.MiniBatch;
import dev.unroll.math.Functions;
import dev.unroll.math.Kernels;
import dev.unroll.math.Matrix;
import dev.unroll.math.PackedMatrix;
import java.util.Arrays;

/**
 * The softmax over a vocabulary and its cross-entropy, p = softmax(W_y h + b_y), for every row.
 *
 * @implNote Rows go through in blocks, so that an array of R x V numbers never exists. For each row, with target y:
 *
 * <pre>
 *   s      = W_y h + b_y
 *   log p  = s_y - max s - log sum exp(s - max s)
 *   loss  -= log p
 * </pre>
 *
 * and backward, while the block is at hand:
 *
 * <pre>
 *   ds     = p - e_y           (0 where there is no target)
 *   dh     = W_y^T ds
 *   dW_y  += ds^T h
 *   db_y  += sum of ds
 * </pre>
 *
 * <p>Memory: one block, {@code 4 V} bytes a row, 16 MB at most or 32 rows; the packed W_y twice, {@code 8 V H}.
 */
final class SoftmaxHead {
    private static final int BLOCK_FLOATS = 1 << 22;
    private static final int SMALLEST_BLOCK = 32;

    private final int vocabulary;
    private final int width;
    private final int weights; // offset of W_y (V, H), the embedding's where it is tied
    private final int bias;
    private final int blockFloats;

    /**
     * @param vocabulary V
     * @param width H, of the top layer's output
     * @param weights where W_y begins in the flat array
     * @param bias where b_y begins
     */
    SoftmaxHead(int vocabulary, int width, int weights, int bias) {
        this(vocabulary, width, weights, bias, BLOCK_FLOATS);
    }

    /** @param blockFloats scores of a block at most, unless it has the fewest rows */
    SoftmaxHead(int vocabulary, int width, int weights, int bias, int blockFloats) {
        this.vocabulary = vocabulary;
        this.width = width;
        this.weights = weights;
        this.bias = bias;
        this.blockFloats = blockFloats;
    }

    /**
     * Packed output weights.
     *
     * @param kernels whose they are
     * @param forward W_y^T (H, V)
     * @param backward W_y (V, H)
     * @param bias b_y (V)
     */
    record Packed(Kernels kernels, PackedMatrix forward, PackedMatrix backward, float[] bias) {}

    Packed allocate(Kernels kernels) {
        return new Packed(
                kernels,
                kernels.allocate(width, vocabulary),
                kernels.allocate(vocabulary, width),
                new float[vocabulary]);
    }

    void load(float[] array, Packed into) {
        Matrix w = new Matrix(array, weights, width);
        into.kernels().packTransposed(w, into.forward());
        into.kernels().pack(w, into.backward());
        System.arraycopy(array, bias, into.bias(), 0, vocabulary);
    }

    /** Rows of one block. */
    int blockRows(int rows) {
        return Math.min(rows, Math.max(SMALLEST_BLOCK, blockFloats / vocabulary));
    }

    /**
     * Scores rows {@code from} to {@code from + rows}: s = W_y h + b_y.
     *
     * @param h (R, H)
     * @param scores (rows, V), overwritten
     */
    void scores(Packed packed, float[] h, int from, int rows, float[] scores) {
        Projection.fillBias(packed.bias(), 0, scores, rows, vocabulary);
        packed.kernels()
                .multiply(
                        rows, Matrix.dense(h, width).fromRow(from), packed.forward(), Matrix.dense(scores, vocabulary));
    }

    /**
     * Log-probability of each row's target, 0 where there is none.
     *
     * @param work h (R, H) in, log p (R) out
     */
    void score(MiniBatch batch, Packed packed, Work work) {
        int block = blockRows(batch.rows());
        for (int from = 0; from < batch.rows(); from += block) {
            int rows = Math.min(block, batch.rows() - from);
            scores(packed, work.h(), from, rows, work.block());
            for (int r = 0; r < rows; r++) {
                work.logP()[from + r] = normalise(packed.kernels(), work.block(), r, batch.classes()[from + r]);
            }
        }
    }

    /**
     * Log-probabilities as {@link #score}, and the gradient of their negative sum.
     *
     * @param work h (R, H) in; log p (R) and dh (R, H) out
     * @param gradient flat gradient, added to
     */
    void train(MiniBatch batch, Packed packed, Work work, float[] gradient) {
        Kernels kernels = packed.kernels();
        int block = blockRows(batch.rows());
        float[] ds = work.block();
        Arrays.fill(work.dH(), 0, batch.rows() * width, 0f);
        for (int from = 0; from < batch.rows(); from += block) {
            int rows = Math.min(block, batch.rows() - from);
            scores(packed, work.h(), from, rows, ds);
            for (int r = 0; r < rows; r++) {
                int target = batch.classes()[from + r];
                work.logP()[from + r] = normalise(kernels, ds, r, target);
                if (target >= 0) {
                    ds[r * vocabulary + target] -= 1;
                } else {
                    Arrays.fill(ds, r * vocabulary, (r + 1) * vocabulary, 0f);
                }
            }
            Matrix dScores = Matrix.dense(ds, vocabulary);
            kernels.multiply(
                    rows,
                    dScores,
                    packed.backward(),
                    Matrix.dense(work.dH(), width).fromRow(from));
            kernels.multiplyTransposed(
                    new Kernels.Shape(vocabulary, width, rows),
                    dScores,
                    Matrix.dense(work.h(), width).fromRow(from),
                    new Matrix(gradient, weights, width));
            Projection.addColumnSums(ds, rows, vocabulary, gradient, bias);
        }
    }

    /** Turns row r's scores into probabilities and returns the target's log-probability, 0 without target. */
    private double normalise(Kernels kernels, float[] scores, int r, int target) {
        int row = r * vocabulary;
        float max = kernels.max(scores, row, vocabulary);
        double score = target >= 0 ? scores[row + target] : 0;
        float sum = kernels.expAndSum(scores, row, vocabulary, max);
        float scale = 1 / sum;
        for (int i = row; i < row + vocabulary; i++) {
            scores[i] *= scale;
        }
        return target >= 0 ? score - max - Functions.log(sum) : 0;
    }

    /**
     * Arrays of one pass.
     *
     * @param h (R, H) top layer's output
     * @param dH (R, H) its gradient; empty in scoring
     * @param logP (R) log-probabilities
     * @param block (block rows, V)
     */
    record Work(float[] h, float[] dH, double[] logP, float[] block) {}
}
