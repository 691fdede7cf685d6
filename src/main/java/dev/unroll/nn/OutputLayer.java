package dev.unroll.nn;

import dev.unroll.math.Kernels;
import dev.unroll.math.Matrix;
import dev.unroll.math.PackedMatrix;

/**
 * The scores that every {@link Head} begins with, s = W_y h + b_y.
 *
 * @implNote Forward, for a block of rows: s = b_y; s += h W_y^T. Backward, while the block is at hand: dh += ds W_y; dW_y += ds^T h;
 * db_y += sum of ds.
 *
 * <p>Memory: one block, {@code 4 K} bytes a row, 16 MB at most or 32 rows; the packed W_y twice, {@code 8 K W}.
 */
final class OutputLayer {
    /** Scores of a block at most, unless it has the fewest rows. */
    static final int BLOCK_FLOATS = 1 << 22;

    private static final int SMALLEST_BLOCK = 32;

    private final int outputs;
    private final Place place;
    private final int blockFloats;

    /**
     * Where its weights lie in the flat array.
     *
     * @param width W, of the rows that the head reads
     * @param weights where W_y (K, W) begins, the embedding where it is tied
     * @param bias where b_y (K) begins
     */
    record Place(int width, int weights, int bias) {}

    /**
     * @param outputs K
     * @param place where its weights are
     * @param blockFloats scores of a block at most, unless it has the fewest rows
     */
    OutputLayer(int outputs, Place place, int blockFloats) {
        this.outputs = outputs;
        this.place = place;
        this.blockFloats = blockFloats;
    }

    /** K. */
    int outputs() {
        return outputs;
    }

    /** W. */
    int width() {
        return place.width();
    }

    /**
     * Packed output weights.
     *
     * @param kernels whose they are
     * @param forward W_y^T (W, K)
     * @param backward W_y (K, W)
     * @param bias b_y (K)
     */
    record Packed(Kernels kernels, PackedMatrix forward, PackedMatrix backward, float[] bias) {}

    Packed allocate(Kernels kernels) {
        return new Packed(
                kernels,
                kernels.allocate(place.width(), outputs),
                kernels.allocate(outputs, place.width()),
                new float[outputs]);
    }

    void load(float[] array, Packed into) {
        Matrix w = new Matrix(array, place.weights(), place.width());
        into.kernels().packTransposed(w, into.forward());
        into.kernels().pack(w, into.backward());
        System.arraycopy(array, place.bias(), into.bias(), 0, outputs);
    }

    /** Rows of one block. */
    int blockRows(int rows) {
        return Math.min(rows, Math.max(SMALLEST_BLOCK, blockFloats / outputs));
    }

    /**
     * Scores rows {@code from} to {@code from + rows}.
     *
     * @param h (.., W)
     * @param scores (rows, K), overwritten
     */
    void forward(Packed packed, float[] h, int from, int rows, float[] scores) {
        Projection.fillBias(packed.bias(), 0, scores, rows, outputs);
        packed.kernels()
                .multiply(
                        rows,
                        Matrix.dense(h, place.width()).fromRow(from),
                        packed.forward(),
                        Matrix.dense(scores, outputs));
    }

    /** Adds dh to the block's rows of {@link Workspace#dHeadInput}, and the gradients of W_y and b_y, the block's scores being ds. */
    void backward(Head.Block block, float[] gradient) {
        Packed packed = block.pass().packed().head;
        Workspace work = block.pass().work();
        Matrix ds = Matrix.dense(block.scores(), outputs);
        packed.kernels()
                .multiply(
                        block.rows(),
                        ds,
                        packed.backward(),
                        Matrix.dense(work.dHeadInput, place.width()).fromRow(block.from()));
        packed.kernels()
                .multiplyTransposed(
                        new Kernels.Shape(outputs, place.width(), block.rows()),
                        ds,
                        Matrix.dense(work.headInput, place.width()).fromRow(block.from()),
                        new Matrix(gradient, place.weights(), place.width()));
        Projection.addColumnSums(block.scores(), block.rows(), outputs, gradient, place.bias());
    }
}
