package dev.unroll.nn;

import dev.unroll.data.MiniBatch;
import dev.unroll.math.Kernels;
import dev.unroll.math.Matrix;
import dev.unroll.math.PackedMatrix;
import java.util.Arrays;

/**
 * z = W_x E[id] + b by way of one table per packing, P = E W_x^T + b (V, GH), of which every step gathers a row.
 *
 * <p>It pays when a mini-batch has more rows than the vocabulary has units, and always where the same weights serve many mini-batches.
 * The forward bits are those of {@link DenseProjection} over gathered embedding rows: the chain of each element is the same.
 *
 * @implNote Load: P = b; P += E W_x^T. Forward: z = P[id], or b where nothing came before. Backward: dP[id] += dz in row order; then
 * db += sum of dz, dW_x += dP^T E, dE += dP W_x.
 *
 * <p>Memory: {@code 2 * 4 V GH} bytes; V 100, H 512, LSTM: 1.6 MB.
 */
final class TableProjection implements Projection {
    private final Slots slots;
    private final int embedding; // offset of E (V, D)
    private final int vocabulary;

    /**
     * @param slots where the layer's weights are
     * @param embedding where E begins
     * @param vocabulary V
     */
    TableProjection(Slots slots, int embedding, int vocabulary) {
        this.slots = slots;
        this.embedding = embedding;
        this.vocabulary = vocabulary;
    }

    /**
     * The table, and what its gradient needs.
     *
     * @param kernels whose the panels are
     * @param forward W_x^T (D, GH)
     * @param backward W_x (GH, D)
     * @param rows P (V + 1, GH), its last row b alone
     * @param units E (V, D)
     */
    record Table(Kernels kernels, PackedMatrix forward, PackedMatrix backward, float[] rows, float[] units)
            implements Packed {}

    @Override
    public Table allocate(Kernels kernels) {
        return new Table(
                kernels,
                kernels.allocate(slots.inputs(), slots.outputs()),
                kernels.allocate(slots.outputs(), slots.inputs()),
                new float[Math.multiplyExact(vocabulary + 1, slots.outputs())],
                new float[vocabulary * slots.inputs()]);
    }

    @Override
    public void load(float[] weights, Packed into) {
        Table table = (Table) into;
        table.kernels().packTransposed(slots.inputWeights(weights), table.forward());
        table.kernels().pack(slots.inputWeights(weights), table.backward());
        System.arraycopy(weights, embedding, table.units(), 0, table.units().length);
        Projection.fillBias(weights, slots.bias(), table.rows(), vocabulary + 1, slots.outputs());
        table.kernels()
                .multiply(
                        vocabulary,
                        Matrix.dense(table.units(), slots.inputs()),
                        table.forward(),
                        Matrix.dense(table.rows(), slots.outputs()));
    }

    @Override
    public int scratch() {
        return Math.multiplyExact(vocabulary, slots.outputs());
    }

    @Override
    public void forward(Pass pass, float[] z) {
        Table table = (Table) pass.packed();
        int[] ids = pass.batch().inputs();
        int width = slots.outputs();
        for (int r = 0; r < pass.batch().rows(); r++) {
            int id = ids[r] == MiniBatch.NONE ? vocabulary : ids[r];
            System.arraycopy(table.rows(), id * width, z, r * width, width);
        }
    }

    @Override
    public void backward(Pass pass, float[] dz, float[] gradient) {
        Table table = (Table) pass.packed();
        int[] ids = pass.batch().inputs();
        int rows = pass.batch().rows();
        int width = slots.outputs();
        float[] dTable = pass.scratch();
        Arrays.fill(dTable, 0, scratch(), 0f);
        for (int r = 0; r < rows; r++) {
            if (ids[r] == MiniBatch.NONE) {
                continue;
            }
            int unit = ids[r] * width;
            int row = r * width;
            for (int j = 0; j < width; j++) {
                dTable[unit + j] += dz[row + j];
            }
        }
        Projection.addColumnSums(dz, rows, width, gradient, slots.bias());
        table.kernels()
                .multiplyTransposed(
                        new Kernels.Shape(width, slots.inputs(), vocabulary),
                        Matrix.dense(dTable, width),
                        Matrix.dense(table.units(), slots.inputs()),
                        slots.inputWeights(gradient));
        table.kernels()
                .multiply(
                        vocabulary,
                        Matrix.dense(dTable, width),
                        table.backward(),
                        new Matrix(gradient, embedding, slots.inputs()));
    }
}
