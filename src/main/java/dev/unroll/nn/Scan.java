package dev.unroll.nn;

import dev.unroll.data.MiniBatch;
import dev.unroll.math.Kernels;
import dev.unroll.math.PackedMatrix;

/**
 * One recurrent cell walked over the steps of a mini-batch, in one direction.
 *
 * <p>{@link #forward} finds the input's share of the gates, W_x x + b, already in {@link Tape#z}; what is left for the walk is the
 * recurrent product and the gate arithmetic. {@link #backward} leaves the gates' gradient in the same place, from which
 * {@link Projection} takes over.
 */
sealed interface Scan permits Rnn, GruSimple, Gru, Lstm {
    /** H, the width of the state. */
    int hidden();

    /** G, the number of gates. */
    int gates();

    /** State arrays that pass from window to window: a, or a and c. */
    int states();

    /** Room for the recurrent weights of this cell as the kernels want them. */
    Recurrent allocate(Kernels kernels);

    /** Packs the recurrent weights out of the flat array. */
    void load(float[] weights, Recurrent into);

    /** Fills {@code tape.h} and leaves each lane's last state in {@code state}. */
    void forward(MiniBatch batch, Recurrent packed, Tape tape, float[][] state);

    /**
     * Back-propagates {@code dH} and {@code dState}.
     *
     * <p>Reads the gates in {@code tape.z} and leaves their gradient there; adds the recurrent weights' gradient to {@code gradient}.
     *
     * @param dH gradient of the loss by each output, (R, H)
     * @param dState in: gradient by each lane's last state; out: by its first
     */
    void backward(Step step, float[] dH, float[][] dState, float[] gradient);

    /** What a backward pass reads: the mini-batch, the packed weights, what forward left; and who looks on. */
    record Step(MiniBatch batch, Recurrent packed, Tape tape, Probe probe) {}

    /**
     * Packed recurrent weights. Cells whose gates share one left operand have one pair, the full GRU has a second one for its
     * candidate.
     *
     * @param kernels the kernels they belong to
     * @param forward W_a^T (H, GH), one per left operand
     * @param backward W_a (GH, H), one per left operand
     */
    record Recurrent(Kernels kernels, PackedMatrix[] forward, PackedMatrix[] backward) {}
}
