package dev.unroll.nn;

import dev.unroll.data.Given;
import dev.unroll.data.MiniBatch;
import dev.unroll.spec.GivenSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * What a record is written from, where its first step is in the mini-batch; later windows go on from the state and take nothing in.
 *
 * @implNote g is what is given, one-hot for a class, zero for a lane that begins from nothing. As the first input, in the place of a unit
 * that came before (D columns, those of the embedding or of one-hot units):
 *
 * <pre>
 *   x&lt;1&gt; = W g
 *   dW  += dx&lt;1&gt; g^T
 * </pre>
 *
 * As the first state, of every layer l, for an LSTM of both of its states: at each later step a cell is handed both, the gates read a and
 * what is kept is in c, so neither is special before the first one.
 *
 * <pre>
 *   a[l]&lt;0&gt; = W_l g + b_l            c[l]&lt;0&gt; = V_l g + d_l
 *   dW_l  += da[l]&lt;0&gt; g^T             db_l += da[l]&lt;0&gt;, and so for c; da&lt;0&gt; is what the scan hands back behind its first step
 * </pre>
 *
 * Sums run over k ascending in one chain of fused multiply-adds, gradients over lanes ascending.
 */
final class Beginning {
    private final int width; // G
    private final boolean asInput;
    /** Of the input, or of the states in the order of a carry; none where nothing is given. */
    private final List<Affine> slots;

    private Beginning(int width, boolean asInput, List<Affine> slots) {
        this.width = width;
        this.asInput = asInput;
        this.slots = slots;
    }

    /**
     * Takes the slots; none where nothing is given.
     *
     * @param given G
     * @param unit D of a unit's columns
     */
    static Beginning add(Layout.Builder builder, GivenSpec.Place place, int given, int unit, Scan[][] scans) {
        boolean asInput = place == GivenSpec.Place.FIRST_INPUT;
        List<Affine> slots = new ArrayList<>();
        if (given > 0 && asInput) {
            slots.add(new Affine(unit, given, builder.add("given.W", unit, given), -1));
        } else if (given > 0) {
            for (int l = 0; l < scans.length; l++) {
                for (int s = 0; s < scans[l][0].states(); s++) {
                    String name = "given.layer" + l + (s == 0 ? ".a" : ".c");
                    int hidden = scans[l][0].hidden();
                    int weights = builder.add(name + ".W", hidden, given);
                    slots.add(new Affine(hidden, given, weights, builder.add(name + ".b", hidden)));
                }
            }
        }
        return new Beginning(given, asInput, slots);
    }

    /** Whether the first input has a gradient. */
    boolean isInput() {
        return asInput && width > 0;
    }

    /** Writes x&lt;1&gt; over the unit's columns of the first step's rows. */
    void input(MiniBatch batch, float[] weights, Rows.Columns x) {
        for (int n = 0; isInput() && n < batch.given().lanes(); n++) {
            slots.get(0).forward(batch.given(), n, weights, x.values(), n * x.width() + x.first());
        }
    }

    /** Adds the gradient of W, these columns being the gradient by the input. */
    void inputBackward(MiniBatch batch, Rows.Columns dX, float[] gradient) {
        for (int n = 0; isInput() && n < batch.given().lanes(); n++) {
            slots.get(0).backward(batch.given(), n, dX.values(), n * dX.width() + dX.first(), gradient);
        }
    }

    /** Writes the first states, where records begin, in the place of those before the window. */
    void states(MiniBatch batch, float[] weights, Carry carry) {
        for (int s = 0; !asInput && s < slots.size(); s++) {
            Affine slot = slots.get(s);
            for (int n = 0; n < batch.given().lanes(); n++) {
                slot.forward(batch.given(), n, weights, carry.states()[s], n * slot.rows());
            }
        }
    }

    /** Adds the gradients of the slots of a layer's states, its scan having gone all the way back. */
    void statesBackward(MiniBatch batch, int layer, float[][] dStates, float[] gradient) {
        for (int s = 0; !asInput && width > 0 && s < dStates.length; s++) {
            Affine slot = slots.get(layer * dStates.length + s);
            for (int n = 0; n < batch.given().lanes(); n++) {
                slot.backward(batch.given(), n, dStates[s], n * slot.rows(), gradient);
            }
        }
    }

    /**
     * W g + b.
     *
     * @param rows of W
     * @param columns G
     * @param weights where W begins
     * @param bias where b begins; -1: there is none
     */
    private record Affine(int rows, int columns, int weights, int bias) {
        void forward(Given given, int lane, float[] from, float[] to, int at) {
            for (int i = 0; i < rows; i++) {
                float sum = bias < 0 ? 0f : from[bias + i];
                int row = weights + i * columns;
                if (given.classes().length == 0) {
                    for (int k = 0; k < columns; k++) {
                        sum = Math.fma(from[row + k], given.numbers()[lane * columns + k], sum);
                    }
                } else if (given.classes()[lane] != MiniBatch.NONE) {
                    sum += from[row + given.classes()[lane]];
                }
                to[at + i] = sum;
            }
        }

        void backward(Given given, int lane, float[] d, int at, float[] gradient) {
            for (int i = 0; i < rows; i++) {
                float dz = d[at + i];
                int row = weights + i * columns;
                if (bias >= 0) {
                    gradient[bias + i] += dz;
                }
                if (given.classes().length == 0) {
                    for (int k = 0; k < columns; k++) {
                        gradient[row + k] = Math.fma(dz, given.numbers()[lane * columns + k], gradient[row + k]);
                    }
                } else if (given.classes()[lane] != MiniBatch.NONE) {
                    gradient[row + given.classes()[lane]] += dz;
                }
            }
        }
    }
}
