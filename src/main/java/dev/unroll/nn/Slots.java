package dev.unroll.nn;

import dev.unroll.math.Matrix;
import dev.unroll.spec.Cell;

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
    /**
     * Takes the slots of a cell, all W before all b.
     *
     * @param prefix of their names, with its dot
     */
    static Slots add(Layout.Builder builder, String prefix, Cell cell, int hidden, int inputs) {
        int offset = -1;
        for (String gate : cell.gates()) {
            int at = builder.add(prefix + gate + ".W", hidden, hidden + inputs);
            offset = offset < 0 ? at : offset;
        }
        int bias = -1;
        for (String gate : cell.gates()) {
            int at = builder.add(prefix + gate + ".b", hidden);
            bias = bias < 0 ? at : bias;
        }
        return new Slots(offset, bias, hidden, inputs, hidden * cell.gates().size());
    }

    /** H + D, the stride of W. */
    int width() {
        return hidden + inputs;
    }

    /** W_x (GH, D) inside an array of this layout, weights or gradient. */
    Matrix inputWeights(float[] array) {
        return new Matrix(array, offset + hidden, width());
    }
}
