package dev.unroll.nn;

import dev.unroll.data.MiniBatch;
import dev.unroll.math.Kernels;

/**
 * The input's share of a scan's gates, z = W_x x + b, for all steps at once.
 *
 * <p>Three ways, one meaning: {@link DenseProjection} is one product over all rows; {@link OneHotProjection} gathers columns of W_x,
 * since a product with a one-hot vector is a look-up; {@link TableProjection} multiplies the embedding by W_x once per packing
 * and then gathers rows of that table.
 */
sealed interface Projection permits DenseProjection, OneHotProjection, TableProjection {
    /** Room for this projection's packed weights. */
    Packed allocate(Kernels kernels);

    /** Packs them out of the flat array. */
    void load(float[] weights, Packed into);

    /** Length of {@link Pass#scratch} on the way back. */
    int scratch();

    /** z (R, GH) = W_x x + b. */
    void forward(Pass pass, float[] z);

    /** Adds the gradients of W_x, of b and of the input. */
    void backward(Pass pass, float[] dz, float[] gradient);

    /** Weights in the form that one kind of projection wants. */
    sealed interface Packed permits DenseProjection.Panels, OneHotProjection.Columns, TableProjection.Table {}

    /**
     * What a projection works on.
     *
     * @param batch the mini-batch, whose ids the gathers read
     * @param packed this projection's weights
     * @param input where dense rows and their gradient are
     * @param scratch for the way back, its content of no meaning
     */
    record Pass(MiniBatch batch, Packed packed, Input input, float[] scratch) {}

    /**
     * A layer's input over all rows.
     *
     * @param x (R, D) values; empty for a gather
     * @param dX (R, D) their gradient, added to; empty where nobody wants it
     * @param mask dropout on a one-hot input, (N, V); empty without
     */
    record Input(float[] x, float[] dX, float[] mask) {}

    /** Copies the bias into every row of z. */
    static void fillBias(float[] weights, int bias, float[] z, int rows, int columns) {
        for (int r = 0; r < rows; r++) {
            System.arraycopy(weights, bias, z, r * columns, columns);
        }
    }

    /** db += sum of dz over the rows, in row order. */
    static void addColumnSums(float[] dz, int rows, int columns, float[] gradient, int bias) {
        for (int r = 0; r < rows; r++) {
            int row = r * columns;
            for (int j = 0; j < columns; j++) {
                gradient[bias + j] += dz[row + j];
            }
        }
    }
}
