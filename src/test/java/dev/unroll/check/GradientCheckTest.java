package dev.unroll.check;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.MiniBatch;
import dev.unroll.math.Kernels;
import dev.unroll.nn.Batches;
import dev.unroll.nn.Carry;
import dev.unroll.nn.Dropout;
import dev.unroll.nn.InputPath;
import dev.unroll.nn.Layout;
import dev.unroll.nn.Network;
import dev.unroll.nn.PackedNetwork;
import dev.unroll.nn.Sizes;
import dev.unroll.spec.Activation;
import dev.unroll.spec.Cell;
import dev.unroll.spec.NetworkSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GradientCheckTest {
    private static final int VOCABULARY = 7;
    private static final long SEED = 11;

    static Stream<NetworkSpec> networks() {
        List<NetworkSpec> specs = new ArrayList<>();
        for (Cell cell : Cell.values()) {
            for (Activation g : cell == Cell.RNN ? Activation.values() : new Activation[] {Activation.TANH}) {
                specs.add(new NetworkSpec(cell, 1, 6, false, 0, g, false, 0, 0, 0.4));
                specs.add(new NetworkSpec(cell, 2, 6, false, 5, g, false, 0, 0, 0.4));
                specs.add(new NetworkSpec(cell, 2, 6, true, 5, g, false, 0, 0, 0.4));
                specs.add(new NetworkSpec(cell, 2, 6, false, 5, g, true, 0.3, 0.2, 0.4));
                specs.add(new NetworkSpec(cell, 2, 6, true, 0, g, false, 0.3, 0.2, 0.4));
            }
        }
        return specs.stream();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void everyCellAgreesWithNumericDifferences(NetworkSpec spec) {
        for (InputPath path : paths(spec)) {
            Trial trial = new Trial(spec, path);
            for (GradientCheck.Line line : trial.run()) {
                assertTrue(line.passed(), path + " " + line + ", seed " + SEED);
            }
        }
    }

    @Test
    void aWrongGradientIsFound() {
        Trial trial = new Trial(
                new NetworkSpec(Cell.LSTM, 2, 6, false, 5, Activation.TANH, false, 0, 0, 0.4), InputPath.TABLE);
        for (Layout.Slot slot : trial.network.layout().slots()) {
            float[] right = trial.gradient.clone();
            for (int i = slot.offset(); i < slot.offset() + slot.size(); i++) {
                trial.gradient[i] *= 1.01f;
            }
            List<GradientCheck.Line> lines = trial.run();
            GradientCheck.Line broken = lines.stream()
                    .filter(line -> line.place().equals(slot.name()))
                    .findFirst()
                    .orElseThrow();
            assertFalse(broken.passed(), "one per cent too much in " + slot.name() + " went unnoticed: " + broken);
            System.arraycopy(right, 0, trial.gradient, 0, right.length);
        }
    }

    /** Nearly all of so many units' gradients are close to 0: coordinates drawn at random would hardly ever meet another. */
    @Test
    void aWrongGradientIsFoundInALargeVocabulary() {
        Trial trial = new Trial(
                new NetworkSpec(Cell.RNN, 1, 3, false, 2, Activation.TANH, false, 0, 0, 0.4),
                10_000,
                InputPath.ROWS,
                2,
                1);
        for (GradientCheck.Line line : trial.run()) {
            assertTrue(line.passed(), line + ", seed " + SEED);
        }
        for (int i = 0; i < trial.gradient.length; i++) {
            trial.gradient[i] *= 1.01f;
        }
        for (GradientCheck.Line line : trial.run()) {
            assertFalse(line.passed(), "one per cent too much went unnoticed: " + line + ", seed " + SEED);
        }
    }

    private static List<InputPath> paths(NetworkSpec spec) {
        if (spec.embedding() == 0) {
            return List.of(InputPath.ONE_HOT);
        }
        return spec.dropout() > 0 ? List.of(InputPath.ROWS) : List.of(InputPath.ROWS, InputPath.TABLE);
    }

    /** A network with random weights, a state of its own, and its gradient. */
    private static final class Trial {
        final Network network;
        final float[] weights;
        final float[] gradient;
        final GradientCheck check;

        Trial(NetworkSpec spec, InputPath path) {
            this(spec, VOCABULARY, path, 5, 3, 3, 1);
        }

        Trial(NetworkSpec spec, int vocabulary, InputPath path, int... lengths) {
            network = new Network(spec, Sizes.ofUnits(vocabulary), path);
            weights = network.initialWeights(SEED);
            MiniBatch batch = Batches.random(vocabulary, SEED, lengths);
            Carry carry = network.zeroCarry(batch.lanes());
            Random random = new Random(SEED);
            for (float[] state : carry.states()) {
                for (int i = 0; i < state.length; i++) {
                    state[i] = random.nextFloat() - 0.5f;
                }
            }
            Dropout dropout = new Dropout(SEED, 1, 2, 3, 4, 5);
            PackedNetwork packed = network.allocate(Kernels.best());
            network.load(weights, packed);
            gradient = new float[weights.length];
            network.train(packed, new Network.Window(batch, carry.copy(), dropout), network.workspace(), gradient);
            check = new GradientCheck(network, new Network.Window(batch, carry, dropout), SEED);
        }

        List<GradientCheck.Line> run() {
            return check.run(weights, gradient);
        }
    }
}
