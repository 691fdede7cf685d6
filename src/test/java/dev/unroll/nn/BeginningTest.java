package dev.unroll.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.Given;
import dev.unroll.data.MiniBatch;
import dev.unroll.math.Kernels;
import dev.unroll.spec.Activation;
import dev.unroll.spec.Cell;
import dev.unroll.spec.GivenSpec;
import dev.unroll.spec.NetworkSpec;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A record that begins from something has the same bits in any company and however it is cut. */
class BeginningTest {
    private static final long SEED = 3;
    private static final int G = 4;
    private static final Sizes SIZES = Sizes.ofUnits(9).withGiven(G);
    private static final int[] LENGTHS = {8, 8, 6, 5, 5, 3, 1};
    private static final int[] CLASSES = {2, 0, MiniBatch.NONE, 3, 2, 1, 0};

    static Stream<NetworkSpec> networks() {
        return Arrays.stream(Cell.values()).flatMap(cell -> Arrays.stream(GivenSpec.Place.values())
                .flatMap(place -> Stream.of(0, 5).map(embedding -> spec(cell, place, embedding))));
    }

    private static NetworkSpec spec(Cell cell, GivenSpec.Place place, int embedding) {
        return new NetworkSpec(cell, 2, 19, false, embedding, Activation.TANH, false, 0, 0, 0.3)
                .withGiven(new GivenSpec(GivenSpec.Kind.CLASS, place));
    }

    private static MiniBatch units() {
        MiniBatch units = Batches.random(SIZES.vocabulary(), SEED, LENGTHS);
        Arrays.fill(units.inputs(), 0, units.lanes(), MiniBatch.NONE);
        return units;
    }

    private static MiniBatch batch() {
        return units().withGiven(Given.ofClasses(G, CLASSES));
    }

    private static final class Run {
        final Network network;
        final PackedNetwork packed;

        Run(NetworkSpec spec) {
            network = new Network(spec, SIZES, InputPath.scoring(spec, SIZES));
            packed = network.allocate(Kernels.best());
            network.load(network.initialWeights(SEED), packed);
        }

        double[] score(MiniBatch batch, Carry carry) {
            Workspace work = network.workspace();
            network.score(packed, batch, carry, work);
            return Arrays.copyOf(work.losses(), batch.rows());
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void aRecordAloneHasTheBitsItHasAmongOthers(NetworkSpec spec) {
        Run run = new Run(spec);
        MiniBatch all = batch();
        double[] together = run.score(all, run.network.zeroCarry(all.lanes()));
        for (int n = 0; n < all.lanes(); n++) {
            MiniBatch one = Batches.slice(all, n, 1, 0, all.steps()).withGiven(Given.ofClasses(G, CLASSES[n]));
            double[] alone = run.score(one, run.network.zeroCarry(1));
            for (int t = 0; t < one.steps(); t++) {
                assertEquals(together[all.offset(t) + n], alone[t], 0.0, "lane " + n + " step " + t);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void windowsWithCarryEqualTheWhole(NetworkSpec spec) {
        Run run = new Run(spec);
        MiniBatch all = batch();
        double[] whole = run.score(all, run.network.zeroCarry(all.lanes()));
        for (int window = 1; window <= 5; window++) {
            Carry carry = run.network.zeroCarry(all.lanes());
            for (int from = 0; from < all.steps(); from += window) {
                MiniBatch part = Batches.slice(all, 0, all.lanes(), from, from + window);
                double[] scores = run.score(from == 0 ? part.withGiven(all.given()) : part, carry);
                int row = all.offset(from);
                assertArrayEquals(Arrays.copyOfRange(whole, row, row + part.rows()), scores, "window " + window);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void whatIsGivenDecidesWhatIsSaidAndAOneHotVectorIsItsClass(NetworkSpec spec) {
        Run run = new Run(spec);
        double[] classes = run.score(batch(), run.network.zeroCarry(LENGTHS.length));
        float[] oneHot = new float[G * LENGTHS.length];
        int[] others = new int[LENGTHS.length];
        for (int n = 0; n < LENGTHS.length; n++) {
            if (CLASSES[n] >= 0) {
                oneHot[n * G + CLASSES[n]] = 1f;
            }
            others[n] = (CLASSES[n] + 1) % G;
        }
        MiniBatch numbers = units().withGiven(Given.ofNumbers(G, oneHot));
        assertArrayEquals(classes, run.score(numbers, run.network.zeroCarry(LENGTHS.length)));
        MiniBatch changed = units().withGiven(Given.ofClasses(G, others));
        double[] different = run.score(changed, run.network.zeroCarry(LENGTHS.length));
        for (int n = 0; n < LENGTHS.length; n++) {
            boolean labelled = numbers.classes()[n] >= 0;
            assertTrue(!labelled || classes[n] != different[n], "lane " + n);
        }
    }

    @Test
    void aFirstStateTakesThePlaceOfTheOneBefore() {
        Run run = new Run(spec(Cell.LSTM, GivenSpec.Place.FIRST_STATE, 5));
        Carry zero = run.network.zeroCarry(LENGTHS.length);
        Carry other = run.network.zeroCarry(LENGTHS.length);
        for (float[] state : other.states()) {
            Arrays.fill(state, 0.5f);
        }
        assertArrayEquals(run.score(batch(), zero), run.score(batch(), other));
    }

    @Test
    void firstWeightsHaveTheRangeOfWhatIsGivenAndBiasesAreNothing() {
        NetworkSpec spec = new NetworkSpec(Cell.GRU, 1, 50, false, 5, Activation.TANH, false, 0, 0, 0)
                .withGiven(new GivenSpec(GivenSpec.Kind.CLASS, GivenSpec.Place.FIRST_STATE));
        Network network = new Network(spec, SIZES, InputPath.scoring(spec, SIZES));
        float[] weights = network.initialWeights(SEED);
        Layout.Slot w = network.layout().slot("given.layer0.a.W");
        float largest = 0;
        for (int i = w.offset(); i < w.offset() + w.size(); i++) {
            largest = Math.max(largest, Math.abs(weights[i]));
        }
        double range = Math.sqrt(3.0 / G);
        assertTrue(largest <= range && largest > 0.9 * range, "largest " + largest);
        Layout.Slot b = network.layout().slot("given.layer0.a.b");
        assertArrayEquals(new float[50], Arrays.copyOfRange(weights, b.offset(), b.offset() + 50));
    }

    @Test
    void nothingBeginsFromWhatIsNotExpected() {
        Run run = new Run(spec(Cell.GRU, GivenSpec.Place.FIRST_INPUT, 5));
        MiniBatch other = units().withGiven(Given.ofClasses(G + 1, CLASSES));
        assertThrows(IllegalArgumentException.class, () -> run.score(other, run.network.zeroCarry(LENGTHS.length)));
        assertThrows(IllegalArgumentException.class, () -> units().withGiven(Given.ofClasses(G, 1)));
        assertThrows(IllegalArgumentException.class, () -> Given.ofClasses(G, G));
        NetworkSpec both = new NetworkSpec(Cell.GRU, 1, 5, true, 5, Activation.TANH, false, 0, 0, 0)
                .withGiven(new GivenSpec(GivenSpec.Kind.CLASS, GivenSpec.Place.FIRST_STATE));
        assertThrows(IllegalArgumentException.class, () -> new Network(both, SIZES, InputPath.ROWS));
        assertFalse(Given.ofNumbers(G, new float[G]).isNone());
    }
}
