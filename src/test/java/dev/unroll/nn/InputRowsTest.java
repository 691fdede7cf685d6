package dev.unroll.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.MiniBatch;
import dev.unroll.data.Targets;
import dev.unroll.math.Kernels;
import dev.unroll.spec.Activation;
import dev.unroll.spec.Cell;
import dev.unroll.spec.NetworkSpec;
import dev.unroll.spec.UsageException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputRowsTest {
    private static final int V = 7;
    private static final int F = 3;
    private static final int K = 4;
    private static final int H = 19;
    private static final long SEED = 12;
    private static final MiniBatch UNITS = Batches.with(Batches.random(V, SEED, 5, 4, 1), Targets.NONE);

    private static NetworkSpec spec(int embedding) {
        return new NetworkSpec(Cell.GRU, 1, H, true, embedding, Activation.TANH, false, 0, 0, 0.4);
    }

    private static float[] values(Network network, float[] weights, MiniBatch batch) {
        PackedNetwork packed = network.allocate(Kernels.best());
        network.load(weights, packed);
        Network.Window window = new Network.Window(batch, network.zeroCarry(batch.lanes()), null);
        return network.outputs(packed, window, network.workspace()).values();
    }

    @Test
    void theUnitComesFirstThenTheFeatures() {
        MiniBatch batch = Batches.withFeatures(UNITS, F, SEED);
        float[] weights = Batches.numbers(100, SEED);
        float[] x = new float[batch.rows() * 5];
        Arrays.fill(x, 9);
        new InputRows(10, new InputRows.Widths(2, 0, 0, F)).forward(batch, weights, x);
        assertArrayEquals(new float[2], Arrays.copyOf(x, 2), "the first row has no unit");
        int id = batch.inputs()[4];
        float[] row = Arrays.copyOfRange(x, 20, 25);
        assertArrayEquals(Arrays.copyOfRange(weights, 10 + 2 * id, 12 + 2 * id), Arrays.copyOf(row, 2));
        assertArrayEquals(Arrays.copyOfRange(batch.features(), 12, 15), Arrays.copyOfRange(row, 2, 5));
    }

    @Test
    void withoutAnEmbeddingTheUnitIsOneOfItsColumns() {
        MiniBatch batch = UNITS;
        float[] x = new float[batch.rows() * V];
        Arrays.fill(x, 9);
        new InputRows(-1, new InputRows.Widths(V, 0, 0, 0)).forward(batch, new float[0], x);
        for (int r = 0; r < batch.rows(); r++) {
            float[] oneHot = new float[V];
            if (batch.inputs()[r] >= 0) {
                oneHot[batch.inputs()[r]] = 1;
            }
            assertArrayEquals(oneHot, Arrays.copyOfRange(x, r * V, (r + 1) * V));
        }
    }

    /** The chain of a gate's element meets products with 0, which change nothing. */
    @ParameterizedTest
    @ValueSource(ints = {0, 5})
    void featuresOfZeroChangeNoBit(int embedding) {
        Sizes alone = new Sizes(V, 0, K);
        Network units = new Network(spec(embedding), alone, InputPath.scoring(spec(embedding), alone));
        Network both = new Network(spec(embedding), new Sizes(V, F, K), InputPath.ROWS);
        float[] wide = both.initialWeights(SEED);
        float[] narrow = new float[units.layout().size()];
        for (Layout.Slot slot : units.layout().slots()) {
            Layout.Slot from = both.layout().slot(slot.name());
            int columns = slot.shape().get(slot.shape().size() - 1);
            int fromColumns = from.shape().get(from.shape().size() - 1);
            for (int r = 0; r < slot.size() / columns; r++) {
                System.arraycopy(wide, from.offset() + r * fromColumns, narrow, slot.offset() + r * columns, columns);
            }
        }
        MiniBatch.Read read = new MiniBatch.Read(UNITS.inputs(), F, new float[UNITS.rows() * F]);
        assertArrayEquals(values(units, narrow, UNITS), values(both, wide, Batches.with(UNITS, read, Targets.NONE)));
    }

    @Test
    void featuresAloneAreEnough() {
        NetworkSpec spec = spec(0);
        Sizes sizes = new Sizes(0, F, K);
        assertEquals(InputPath.ROWS, InputPath.training(spec, sizes, 32, 64));
        Network network = new Network(spec, sizes, InputPath.scoring(spec, sizes));
        MiniBatch.Read read = new MiniBatch.Read(new int[0], F, Batches.numbers(UNITS.rows() * F, SEED));
        float[] values = values(network, network.initialWeights(SEED), Batches.with(UNITS, read, Targets.NONE));
        assertEquals(UNITS.rows() * K, values.length);
        assertTrue(values[0] != values[K]);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Network network = new Network(spec(0), new Sizes(V, F, K), InputPath.ROWS);
        float[] weights = network.initialWeights(SEED);
        assertThrows(IllegalArgumentException.class, () -> values(network, weights, UNITS));
        MiniBatch.Read noUnits = new MiniBatch.Read(new int[0], F, new float[UNITS.rows() * F]);
        MiniBatch features = Batches.with(UNITS, noUnits, Targets.NONE);
        assertThrows(IllegalArgumentException.class, () -> values(network, weights, features));
        assertThrows(IllegalArgumentException.class, () -> new Network(spec(0), new Sizes(V, F, K), InputPath.ONE_HOT));
        assertThrows(IllegalArgumentException.class, () -> new Sizes(0, 0, K));
        UsageException nothingToEmbed =
                assertThrows(UsageException.class, () -> new Network(spec(5), new Sizes(0, F, K), InputPath.ROWS));
        assertEquals(
                "settings contradict each other: network.embedding=5; hint: the records have no units to embed: leave it out",
                nothingToEmbed.getMessage());
    }
}
