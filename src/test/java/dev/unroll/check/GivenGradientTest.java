package dev.unroll.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.Given;
import dev.unroll.data.MiniBatch;
import dev.unroll.math.Kernels;
import dev.unroll.nn.Batches;
import dev.unroll.nn.Carry;
import dev.unroll.nn.Dropout;
import dev.unroll.nn.InputPath;
import dev.unroll.nn.Layout;
import dev.unroll.nn.Loss;
import dev.unroll.nn.Network;
import dev.unroll.nn.PackedNetwork;
import dev.unroll.nn.Sizes;
import dev.unroll.spec.Activation;
import dev.unroll.spec.Cell;
import dev.unroll.spec.GivenSpec;
import dev.unroll.spec.NetworkSpec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What records begin from, in both places under every cell, against numeric differences. */
class GivenGradientTest {
    private static final long SEED = 7;
    private static final int G = 3;
    private static final Sizes SIZES = Sizes.ofUnits(6).withGiven(G);

    /** The second lane begins from nothing, the last class is nobody's. */
    private static final Given CLASSES = Given.ofClasses(G, 1, MiniBatch.NONE, 0, 1, 0);

    private static final Given NUMBERS = Given.ofNumbers(G, Batches.numbers(5 * G, SEED));

    static Stream<NetworkSpec> networks() {
        return Arrays.stream(Cell.values()).flatMap(cell -> Arrays.stream(GivenSpec.Place.values())
                .flatMap(place -> Stream.of(0, 4).map(embedding -> network(cell, place, embedding, 0))));
    }

    private static NetworkSpec network(Cell cell, GivenSpec.Place place, int embedding, double dropout) {
        return new NetworkSpec(cell, 2, 5, false, embedding, Activation.TANH, false, dropout, dropout / 2, 0.7)
                .withGiven(new GivenSpec(GivenSpec.Kind.CLASS, place));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void lossAndGradientAreThoseOfTheDefinition(NetworkSpec spec) {
        for (Given given : List.of(CLASSES, NUMBERS, Given.NONE)) {
            Trial trial = new Trial(spec, given);
            assertEquals(trial.oracle(), trial.loss.sum(), 1e-5 * trial.oracle(), given + ", seed " + SEED);
            trial.assertPassed();
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void theGradientIsRightUnderDropout(GivenSpec.Place place) {
        new Trial(network(Cell.LSTM, place, 4, 0.4), CLASSES).assertPassed();
        new Trial(network(Cell.GRU, place, 0, 0.4), NUMBERS).assertPassed();
    }

    static Stream<GivenSpec.Place> places() {
        return Arrays.stream(GivenSpec.Place.values());
    }

    @ParameterizedTest
    @MethodSource("networks")
    void aWrongGradientIsFoundInEverySlotOfTheBeginning(NetworkSpec spec) {
        Trial trial = new Trial(spec, NUMBERS);
        List<Layout.Slot> slots = trial.network.layout().slots().stream()
                .filter(slot -> slot.name().startsWith("given."))
                .toList();
        boolean input = spec.given().place() == GivenSpec.Place.FIRST_INPUT;
        int states = spec.cell() == Cell.LSTM ? 2 : 1;
        assertEquals(input ? 1 : 2 * 2 * states, slots.size());
        for (Layout.Slot slot : slots) {
            for (int i = slot.offset(); i < slot.offset() + slot.size(); i++) {
                trial.gradient[i] *= 1.01f;
            }
            assertFalse(
                    trial.run().stream()
                            .filter(line -> line.place().equals(slot.name()))
                            .allMatch(GradientCheck.Line::passed),
                    "one per cent too much went unnoticed: " + slot);
        }
    }

    /** A network with random weights and its gradient. */
    private static final class Trial {
        final NetworkSpec spec;
        final Network network;
        final float[] weights;
        final float[] gradient;
        final Network.Window window;
        final Loss loss;

        Trial(NetworkSpec spec, Given given) {
            this.spec = spec;
            network = new Network(spec, SIZES, InputPath.training(spec, SIZES, 5, 9));
            weights = network.initialWeights(SEED);
            MiniBatch units = Batches.random(SIZES.vocabulary(), SEED, 5, 4, 4, 2, 1);
            Arrays.fill(units.inputs(), 0, units.lanes(), MiniBatch.NONE);
            MiniBatch batch = units.withGiven(given);
            Carry carry = network.zeroCarry(batch.lanes());
            for (float[] state : carry.states()) {
                System.arraycopy(Batches.numbers(state.length, SEED), 0, state, 0, state.length);
            }
            Dropout dropout = new Dropout(SEED, 1, 2, 3, 4, 5);
            PackedNetwork packed = network.allocate(Kernels.best());
            network.load(weights, packed);
            gradient = new float[weights.length];
            window = new Network.Window(batch, carry, dropout);
            Network.Window own = new Network.Window(batch, carry.copy(), dropout);
            loss = network.train(packed, own, network.workspace(), gradient);
        }

        double oracle() {
            double[] w = new double[weights.length];
            Arrays.setAll(w, i -> weights[i]);
            return new DoubleNetwork(network, w).loss(window);
        }

        List<GradientCheck.Line> run() {
            return new GradientCheck(network, window, SEED).run(weights, gradient);
        }

        void assertPassed() {
            for (GradientCheck.Line line : run()) {
                assertTrue(line.passed(), spec + ": " + line + ", seed " + SEED);
            }
        }
    }
}
