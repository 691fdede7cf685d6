package dev.unroll.nn;

import dev.unroll.data.MiniBatch;
import dev.unroll.math.Kernels;
import dev.unroll.math.Matrix;
import java.util.Arrays;

/**
 * z = b + W_x e_id: the product with a one-hot vector is a gather.
 *
 * @implNote W_x is transposed once per packing, so that a unit's column lies in one piece. Forward: z = fma(m, W_x^T[id], b) with m = 1,
 * or the unit's dropout mask. Backward: dW_x^T[id] += m dz, collected in a (V, GH) table in row order and then added to dW_x; db += sum
 * of dz.
 *
 * <p>Memory: {@code 2 * 4 V GH} bytes; V 100, H 512, LSTM: 1.6 MB.
 */
final class OneHotProjection implements Projection {
    private final Slots slots;

    /** @param slots where the weights are, inputs = V */
    OneHotProjection(Slots slots) {
        this.slots = slots;
    }

    /**
     * The columns of W_x as rows.
     *
     * @param columns W_x^T (V, GH)
     * @param bias b (GH)
     */
    record Columns(float[] columns, float[] bias) implements Packed {}

    @Override
    public Columns allocate(Kernels kernels) {
        return new Columns(new float[Math.multiplyExact(slots.inputs(), slots.outputs())], new float[slots.outputs()]);
    }

    @Override
    public void load(float[] weights, Packed into) {
        Columns table = (Columns) into;
        Matrix w = slots.inputWeights(weights);
        for (int j = 0; j < slots.outputs(); j++) {
            for (int id = 0; id < slots.inputs(); id++) {
                table.columns()[id * slots.outputs() + j] = weights[w.offset() + j * w.stride() + id];
            }
        }
        System.arraycopy(weights, slots.bias(), table.bias(), 0, slots.outputs());
    }

    @Override
    public int scratch() {
        return Math.multiplyExact(slots.inputs(), slots.outputs());
    }

    @Override
    public void forward(Pass pass, float[] z) {
        MiniBatch batch = pass.batch();
        Columns table = (Columns) pass.packed();
        float[] columns = table.columns();
        float[] bias = table.bias();
        int width = slots.outputs();
        for (int t = 0; t < batch.steps(); t++) {
            for (int n = 0; n < batch.active(t); n++) {
                int row = (batch.offset(t) + n) * width;
                int id = batch.inputs()[batch.offset(t) + n];
                if (id == MiniBatch.NONE) {
                    System.arraycopy(bias, 0, z, row, width);
                    continue;
                }
                float m = scale(pass.input().mask(), n, id);
                int column = id * width;
                for (int j = 0; j < width; j++) {
                    z[row + j] = Math.fma(m, columns[column + j], bias[j]);
                }
            }
        }
    }

    @Override
    public void backward(Pass pass, float[] dz, float[] gradient) {
        MiniBatch batch = pass.batch();
        int width = slots.outputs();
        float[] dColumns = pass.scratch();
        Arrays.fill(dColumns, 0, scratch(), 0f);
        for (int t = 0; t < batch.steps(); t++) {
            for (int n = 0; n < batch.active(t); n++) {
                int row = (batch.offset(t) + n) * width;
                int id = batch.inputs()[batch.offset(t) + n];
                if (id == MiniBatch.NONE) {
                    continue;
                }
                float m = scale(pass.input().mask(), n, id);
                int column = id * width;
                for (int j = 0; j < width; j++) {
                    dColumns[column + j] = Math.fma(m, dz[row + j], dColumns[column + j]);
                }
            }
        }
        Matrix dW = slots.inputWeights(gradient);
        for (int j = 0; j < width; j++) {
            for (int id = 0; id < slots.inputs(); id++) {
                gradient[dW.offset() + j * dW.stride() + id] += dColumns[id * width + j];
            }
        }
        Projection.addColumnSums(dz, batch.rows(), width, gradient, slots.bias());
    }

    private float scale(float[] mask, int lane, int id) {
        return mask.length == 0 ? 1f : mask[lane * slots.inputs() + id];
    }
}
