package dev.unroll.nn;

import dev.unroll.math.Kernels;
import dev.unroll.math.Matrix;
import dev.unroll.math.PackedMatrix;

/**
 * z = x W_x^T + b as one product over all rows.
 *
 * @implNote Forward: z = b; z += x W_x^T. Backward: dW_x += dz^T x; db += sum of dz; dx += dz W_x.
 */
final class DenseProjection implements Projection {
    private final Slots slots;

    /** @param slots where the weights are */
    DenseProjection(Slots slots) {
        this.slots = slots;
    }

    /**
     * Both packings of W_x.
     *
     * @param kernels whose they are
     * @param forward W_x^T (D, GH)
     * @param backward W_x (GH, D)
     * @param bias b (GH)
     */
    record Panels(Kernels kernels, PackedMatrix forward, PackedMatrix backward, float[] bias) implements Packed {}

    @Override
    public Panels allocate(Kernels kernels) {
        return new Panels(
                kernels,
                kernels.allocate(slots.inputs(), slots.outputs()),
                kernels.allocate(slots.outputs(), slots.inputs()),
                new float[slots.outputs()]);
    }

    @Override
    public void load(float[] weights, Packed into) {
        Panels panels = (Panels) into;
        panels.kernels().packTransposed(slots.inputWeights(weights), panels.forward());
        panels.kernels().pack(slots.inputWeights(weights), panels.backward());
        System.arraycopy(weights, slots.bias(), panels.bias(), 0, slots.outputs());
    }

    @Override
    public int scratch() {
        return 0;
    }

    @Override
    public void forward(Pass pass, float[] z) {
        Panels panels = (Panels) pass.packed();
        int rows = pass.batch().rows();
        Projection.fillBias(panels.bias(), 0, z, rows, slots.outputs());
        panels.kernels()
                .multiply(
                        rows,
                        Matrix.dense(pass.input().x(), slots.inputs()),
                        panels.forward(),
                        Matrix.dense(z, slots.outputs()));
    }

    @Override
    public void backward(Pass pass, float[] dz, float[] gradient) {
        Panels panels = (Panels) pass.packed();
        Input input = pass.input();
        int rows = pass.batch().rows();
        panels.kernels()
                .multiplyTransposed(
                        new Kernels.Shape(slots.outputs(), slots.inputs(), rows),
                        Matrix.dense(dz, slots.outputs()),
                        Matrix.dense(input.x(), slots.inputs()),
                        slots.inputWeights(gradient));
        Projection.addColumnSums(dz, rows, slots.outputs(), gradient, slots.bias());
        if (input.dX().length != 0) {
            panels.kernels()
                    .multiply(
                            rows,
                            Matrix.dense(dz, slots.outputs()),
                            panels.backward(),
                            Matrix.dense(input.dX(), slots.inputs()));
        }
    }
}
