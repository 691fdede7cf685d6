package dev.unroll.nn;

import dev.unroll.data.MiniBatch;
import dev.unroll.math.Kernels;
import dev.unroll.math.PackedMatrix;
import dev.unroll.spec.Pool;

/**
 * From the states of a record's own steps to one vector, (R, W) to (N, W): what the head reads where a record has one answer.
 *
 * <p>A lane's vector has the same bits in any company.
 */
sealed interface Pooling permits StepPooling, MeanPooling, MaxPooling, AttentionPooling {
    /**
     * The pooling that the user asked for.
     *
     * @param directions 2 where the states' second half comes from a backward scan
     * @param width W
     * @param builder takes the slots
     */
    static Pooling of(Pool pool, int directions, int width, Layout.Builder builder) {
        return switch (pool) {
            case NONE -> throw new IllegalArgumentException("nothing is pooled: network.pool=none");
            case LAST -> new StepPooling(directions, width, StepPooling.Choice.LAST);
            case CENTRE -> new StepPooling(directions, width, StepPooling.Choice.CENTRE);
            case MEAN -> new MeanPooling(width);
            case MAX -> new MaxPooling(width);
            case ATTENTION -> AttentionPooling.add(builder, width);
        };
    }

    /** Room for packed weights, if it has any. */
    default PackedMatrix[] allocate(Kernels kernels) {
        return new PackedMatrix[0];
    }

    /** Packs them out of the flat array. */
    default void load(float[] weights, PackedNetwork into) {}

    /** Fills {@link Tape#pooled} out of the states. */
    void forward(Pass pass);

    /**
     * From {@link Tape#dPooled} to the gradient by the states; adds that by weights of its own.
     *
     * @param dStates (R, W), overwritten
     */
    void backward(Pass pass, float[] dStates, float[] gradient);

    /**
     * What it works on.
     *
     * @param batch whose lanes
     * @param packed the network's weights
     * @param states (R, W)
     * @param tape what forward leaves for backward
     */
    record Pass(MiniBatch batch, PackedNetwork packed, float[] states, Tape tape) {}

    /** Scratch: what is pooled, its gradient, and what the way back needs. */
    final class Tape {
        /** (N, W). */
        float[] pooled = {};
        /** (N, W). */
        float[] dPooled = {};
        /** (N, W): the row that each number came from, of a maximum. */
        int[] rows = {};
        /** (R, W): u of attention, then the gradient of its pre-activation. */
        float[] u = {};
        /** (R): energies, then attention, then the gradient of the energies. */
        float[] e = {};
        /** (T): one lane's energies. */
        float[] lane = {};

        void fit(MiniBatch batch, int width) {
            pooled = Workspace.atLeast(pooled, batch.lanes() * width);
            dPooled = Workspace.atLeast(dPooled, batch.lanes() * width);
        }
    }
}
