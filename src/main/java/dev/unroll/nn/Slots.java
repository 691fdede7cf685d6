package dev.unroll.nn;

import dev.unroll.math.Matrix;

/**
 * Where one layer and direction keeps its weights in the flat array: W (GH, H + D), the gates' rows one behind the other, its columns
 * acting on [a&lt;t-1&gt;, x&lt;t&gt;]; then b (GH).
 *
 * @param offset of W
 * @param bias of b
 * @param hidden H
 * @param inputs D
 * @param outputs GH
 */
record Slots(int offset, int bias, int hidden, int inputs, int outputs) {
    /** H + D, the stride of W. */
    int width() {
        return hidden + inputs;
    }

    /** W_x (GH, D) inside an array of this layout, weights or gradient. */
    Matrix inputWeights(float[] array) {
        return new Matrix(array, offset + hidden, width());
    }
}
