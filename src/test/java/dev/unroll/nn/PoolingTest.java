package dev.unroll.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.MiniBatch;
import dev.unroll.math.Kernels;
import dev.unroll.spec.Activation;
import dev.unroll.spec.Cell;
import dev.unroll.spec.HeadSpec;
import dev.unroll.spec.NetworkSpec;
import dev.unroll.spec.Output;
import dev.unroll.spec.Pool;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PoolingTest {
    private static final int W = 2;
    /** Two lanes, of 4 and 2 steps. */
    private static final MiniBatch BATCH = new MiniBatch(Batches.offsets(4, 2), new int[6], new int[0], Batches.ids(2));

    /** States step by step: lane 0 and lane 1, lane 0 and lane 1, lane 0, lane 0. */
    private static final float[] STATES = {
        1, -1, 5, 6, //
        3, -2, 7, 6, //
        3, -1, //
        -8, -4
    };

    private static float[] pooled(Pool pool, int directions, float[] states) {
        Pooling.Pass pass = pass(states);
        Pooling.of(pool, directions, W, new Layout.Builder()).forward(pass);
        return Arrays.copyOf(pass.tape().pooled, 2 * W);
    }

    private static Pooling.Pass pass(float[] states) {
        return new Pooling.Pass(BATCH, null, states, new Pooling.Tape());
    }

    /** The gradient by the states where that of what is pooled is 10, 20, 30, 40. */
    private static float[] gradient(Pool pool, int directions) {
        Pooling.Pass pass = pass(STATES);
        Pooling pooling = Pooling.of(pool, directions, W, new Layout.Builder());
        pooling.forward(pass);
        System.arraycopy(new float[] {10, 20, 30, 40}, 0, pass.tape().dPooled, 0, 2 * W);
        float[] dStates = new float[STATES.length];
        Arrays.fill(dStates, 99);
        pooling.backward(pass, dStates, new float[0]);
        return dStates;
    }

    @Test
    void theLastStepIsALanesOwn() {
        assertArrayEquals(new float[] {-8, -4, 7, 6}, pooled(Pool.LAST, 1, STATES));
        assertArrayEquals(new float[] {0, 0, 0, 0, 0, 0, 30, 40, 0, 0, 10, 20}, gradient(Pool.LAST, 1));
    }

    @Test
    void theBackwardHalfComesFromStepOne() {
        assertArrayEquals(new float[] {-8, -1, 7, 6}, pooled(Pool.LAST, 2, STATES));
        assertArrayEquals(new float[] {0, 20, 0, 40, 0, 0, 30, 0, 0, 0, 10, 0}, gradient(Pool.LAST, 2));
    }

    @Test
    void theCentreIsTheEarlierOfTwoMiddleSteps() {
        assertArrayEquals(new float[] {3, -2, 5, 6}, pooled(Pool.CENTRE, 2, STATES));
        assertArrayEquals(new float[] {0, 0, 30, 40, 10, 20, 0, 0, 0, 0, 0, 0}, gradient(Pool.CENTRE, 2));
    }

    @Test
    void theMeanIsOverALanesOwnSteps() {
        assertArrayEquals(new float[] {-0.25f, -2, 6, 6}, pooled(Pool.MEAN, 1, STATES));
        assertArrayEquals(new float[] {2.5f, 5, 15, 20, 2.5f, 5, 15, 20, 2.5f, 5, 2.5f, 5}, gradient(Pool.MEAN, 1));
    }

    @Test
    void theFirstOfEqualMaximaCounts() {
        assertArrayEquals(new float[] {3, -1, 7, 6}, pooled(Pool.MAX, 1, STATES));
        assertArrayEquals(new float[] {0, 20, 0, 40, 10, 0, 30, 0, 0, 0, 0, 0}, gradient(Pool.MAX, 1));
    }

    @Test
    void aMaximumDoesNotHideWhatIsNotANumber() {
        for (int step : new int[] {0, 4, 8, 10}) { // where lane 0 has its first number
            float[] states = STATES.clone();
            states[step] = Float.NaN;
            float[] pooled = pooled(Pool.MAX, 1, states);
            assertTrue(Float.isNaN(pooled[0]), "step at " + step);
            assertEquals(-1, pooled[1]);
        }
    }

    /** Equal energies are equal weights, whatever the states. */
    @Test
    void attentionWithoutAQueryIsTheMean() {
        Outputs attention = outputs(Pool.ATTENTION);
        Outputs mean = outputs(Pool.MEAN);
        for (int i = 0; i < mean.values().length; i++) {
            assertEquals(mean.values()[i], attention.values()[i], 1e-6);
        }
    }

    private static Outputs outputs(Pool pool) {
        NetworkSpec spec = new NetworkSpec(Cell.GRU, 1, 6, true, 0, Activation.TANH, false, 0, 0, 0.8)
                .withHead(new HeadSpec(Output.LINEAR, pool, false, 0));
        Network network = new Network(spec, new Sizes(5, 0, 3), InputPath.ONE_HOT);
        float[] weights = new float[network.layout().size()];
        for (Layout.Slot slot : network.layout().slots()) {
            boolean query = slot.name().equals("attention.v");
            float[] values = query
                    ? new float[slot.size()]
                    : Batches.numbers(slot.size(), slot.name().hashCode());
            System.arraycopy(values, 0, weights, slot.offset(), slot.size());
        }
        PackedNetwork packed = network.allocate(Kernels.best());
        network.load(weights, packed);
        MiniBatch batch = Batches.random(5, 3, 7, 4, 4, 1)
                .withUnits(Batches.random(5, 3, 7, 4, 4, 1).inputs());
        return network.outputs(packed, new Network.Window(batch, network.zeroCarry(4), null), network.workspace());
    }
}
