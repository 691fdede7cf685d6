package dev.unroll.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.MiniBatch;
import dev.unroll.math.Kernels;
import dev.unroll.spec.Activation;
import dev.unroll.spec.Cell;
import dev.unroll.spec.NetworkSpec;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is below 2^-100 goes no further back: neither into the gradient of a weight, nor to the step before. */
class TinyGradientTest {
    private static final int VOCABULARY = 7;
    private static final long SEED = 5;

    /** Gates' derivatives are below one, so those of outputs below 2^-100 are there, too. */
    @ParameterizedTest
    @EnumSource(Cell.class)
    void aTinyGradientOfTheOutputsLeavesNothing(Cell cell) {
        Pass pass = new Pass(cell, 0x1p-101f);
        for (float value : pass.gradient) {
            assertEquals(0f, value);
        }
        for (float[] state : pass.states) {
            for (float value : state) {
                assertEquals(0f, value);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Cell.class)
    void aLargerOneLeavesSomethingEverywhere(Cell cell) {
        Pass pass = new Pass(cell, 0x1p-80f);
        for (Layout.Slot slot : pass.network.layout().slots()) {
            boolean belowTheHead = !slot.name().startsWith("output.");
            int end = slot.offset() + slot.size();
            assertEquals(
                    belowTheHead,
                    IntStream.range(slot.offset(), end).anyMatch(i -> pass.gradient[i] != 0),
                    slot.name());
        }
        for (float[] state : pass.states) {
            assertTrue(IntStream.range(0, state.length).anyMatch(i -> state[i] != 0));
        }
    }

    /** One way forward and back. */
    private static final class Pass {
        final Network network;
        final float[] gradient;
        final float[][] states;

        Pass(Cell cell, float dOut) {
            NetworkSpec spec = new NetworkSpec(cell, 1, 6, false, 5, Activation.TANH, false, 0, 0, 0.4);
            network = new Network(spec, Sizes.ofUnits(VOCABULARY), InputPath.ROWS);
            PackedNetwork packed = network.allocate(Kernels.best());
            network.load(network.initialWeights(SEED), packed);
            MiniBatch batch = Batches.random(VOCABULARY, SEED, 3, 3, 2, 1);
            Carry carry = network.zeroCarry(batch.lanes());
            for (float[] state : carry.states()) {
                Arrays.fill(state, 0.5f);
            }
            Network.Window window = new Network.Window(batch, carry, null);
            Workspace work = network.workspace();
            network.layers().forward(packed, window, work);
            work.dOut = new float[batch.rows() * 6];
            Arrays.fill(work.dOut, dOut);
            network.layers().zeroStateGradients(batch, work);
            gradient = new float[network.layout().size()];
            network.layers().backward(packed, window, work, gradient, Probe.OfScans.NONE);
            states = work.dStates[0];
        }
    }
}
