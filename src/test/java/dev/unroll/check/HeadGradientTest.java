package dev.unroll.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.MiniBatch;
import dev.unroll.math.Kernels;
import dev.unroll.nn.Batches;
import dev.unroll.nn.Carry;
import dev.unroll.nn.Dropout;
import dev.unroll.nn.InputPath;
import dev.unroll.nn.Labelled;
import dev.unroll.nn.Labelled.Kind;
import dev.unroll.nn.Labelled.Mask;
import dev.unroll.nn.Labelled.Shape;
import dev.unroll.nn.Layout;
import dev.unroll.nn.Loss;
import dev.unroll.nn.Network;
import dev.unroll.nn.PackedNetwork;
import dev.unroll.nn.Sizes;
import dev.unroll.spec.Activation;
import dev.unroll.spec.Cell;
import dev.unroll.spec.HeadSpec;
import dev.unroll.spec.NetworkSpec;
import dev.unroll.spec.Output;
import dev.unroll.spec.Pool;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every head over every pooling, with and without targets that are missing, against numeric differences. */
class HeadGradientTest {
    private static final long SEED = 5;
    private static final Sizes SIZES = new Sizes(5, 2, Labelled.OUTPUTS);

    static Stream<Arguments> heads() {
        return Labelled.kinds().stream().flatMap(kind -> Arrays.stream(Mask.values())
                .flatMap(mask -> Arrays.stream(Shape.values()).map(shape -> Arguments.of(kind, mask, shape))));
    }

    @ParameterizedTest(name = "{0}, mask {1}, {2}")
    @MethodSource("heads")
    void everyHeadAgreesWithItsDefinitionAndWithNumericDifferences(Kind kind, Mask mask, Shape shape) {
        for (Cell cell : List.of(Cell.LSTM, Cell.GRU)) {
            for (int directions = 1; directions <= 2; directions++) {
                Trial trial = new Trial(layers(cell, directions, 0), kind, mask, shape);
                assertEquals(trial.oracle(), trial.loss.sum(), 1e-5 * trial.oracle(), cell + ", seed " + SEED);
                for (GradientCheck.Line line : trial.run()) {
                    assertTrue(line.passed(), cell + " directions " + directions + ": " + line + ", seed " + SEED);
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void everyHeadAgreesUnderDropout(Kind kind) {
        Trial trial = new Trial(layers(Cell.GRU_SIMPLE, 2, 0.3), kind, Mask.SOME, Shape.RAGGED);
        for (GradientCheck.Line line : trial.run()) {
            assertTrue(line.passed(), line + ", seed " + SEED);
        }
    }

    static Stream<Kind> kinds() {
        return Labelled.kinds().stream();
    }

    @Test
    void aWrongGradientIsFoundInEverySlotOfAHead() {
        for (HeadSpec spec : List.of(
                new HeadSpec(Output.SOFTMAX, Pool.NONE, true, 0),
                new HeadSpec(Output.SIGMOID, Pool.ATTENTION, false, 0),
                new HeadSpec(Output.LINEAR, Pool.MAX, false, 0.3))) {
            Kind kind = kinds().filter(k -> k.spec().equals(spec)).findFirst().orElseThrow();
            Trial trial = new Trial(layers(Cell.LSTM, 2, 0), kind, Mask.SOME, Shape.RAGGED);
            for (Layout.Slot slot : trial.network.layout().slots()) {
                float[] right = trial.gradient.clone();
                for (int i = slot.offset(); i < slot.offset() + slot.size(); i++) {
                    trial.gradient[i] *= 1.01f;
                }
                GradientCheck.Line broken = trial.run().stream()
                        .filter(line -> line.place().equals(slot.name()))
                        .findFirst()
                        .orElseThrow();
                assertFalse(broken.passed(), kind + ": one per cent too much went unnoticed: " + broken);
                System.arraycopy(right, 0, trial.gradient, 0, right.length);
            }
        }
    }

    /** Units are one-hot under an LSTM and embedded under the GRUs, features stand beside them. */
    private static NetworkSpec layers(Cell cell, int directions, double dropout) {
        int embedding = cell == Cell.LSTM ? 0 : 3;
        return new NetworkSpec(
                cell, 1, 3, directions == 2, embedding, Activation.TANH, false, dropout, dropout / 2, 0.7);
    }

    /** A network with random weights and its gradient. */
    private static final class Trial {
        final Network network;
        final float[] weights;
        final float[] gradient;
        final Network.Window window;
        final Loss loss;

        Trial(NetworkSpec layers, Kind kind, Mask mask, Shape shape) {
            network = new Network(layers.withHead(kind.spec()), SIZES, InputPath.ROWS, kind.rules());
            weights = network.initialWeights(SEED);
            MiniBatch read = Batches.withFeatures(Batches.random(SIZES.vocabulary(), SEED, shape.lengths()), 2, SEED);
            MiniBatch batch = Labelled.with(read, kind.spec(), mask, SEED);
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

        /** The loss in double precision. */
        double oracle() {
            double[] w = new double[weights.length];
            Arrays.setAll(w, i -> weights[i]);
            return new DoubleNetwork(network, w).loss(window);
        }

        List<GradientCheck.Line> run() {
            return new GradientCheck(network, window, SEED).run(weights, gradient);
        }
    }
}
