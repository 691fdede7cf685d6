package dev.unroll.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.MiniBatch;
import dev.unroll.math.Kernels;
import dev.unroll.nn.Batches;
import dev.unroll.nn.Dropout;
import dev.unroll.nn.InputPath;
import dev.unroll.nn.LabelRules;
import dev.unroll.nn.Labelled;
import dev.unroll.nn.Labelled.Mask;
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
import dev.unroll.spec.WordSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read of how words are written, against numeric differences. */
class SpellingGradientTest {
    private static final long SEED = 6;
    private static final int V = 5;
    private static final int CHARACTERS = 7;
    private static final WordSpec BOTH = new WordSpec(3, 2, true, "");

    private static NetworkSpec network(Cell cell, int embedding, double dropout, WordSpec words) {
        return new NetworkSpec(cell, 1, 3, true, embedding, Activation.TANH, false, dropout, dropout / 2, 0.7)
                .withWords(words);
    }

    static Stream<NetworkSpec> networks() {
        List<NetworkSpec> specs = new ArrayList<>();
        for (Cell cell : List.of(Cell.LSTM, Cell.GRU)) {
            for (int embedding = 0; embedding <= 4; embedding += 4) {
                specs.add(network(cell, embedding, 0, BOTH));
                specs.add(network(cell, embedding, 0.3, BOTH));
            }
        }
        specs.add(network(Cell.LSTM, 4, 0, new WordSpec(2, 4, false, "")));
        specs.add(network(Cell.LSTM, 4, 0, new WordSpec(0, 25, true, "")));
        return specs.stream();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void everyPartOfTheInputAgreesWithItsDefinitionAndWithNumericDifferences(NetworkSpec spec) {
        Trial trial = new Trial(spec);
        assertEquals(trial.oracle(), trial.loss.sum(), 1e-5 * trial.oracle(), "seed " + SEED);
        for (GradientCheck.Line line : trial.run()) {
            assertTrue(line.passed(), line + ", seed " + SEED);
        }
    }

    @Test
    void aWrongGradientIsFoundInEverySlotThatReadsCharacters() {
        Trial trial = new Trial(network(Cell.LSTM, 4, 0, BOTH));
        List<Layout.Slot> spelled = trial.network.layout().slots().stream()
                .filter(slot -> slot.name().startsWith("spelling."))
                .toList();
        assertEquals(1 + 2 * 8, spelled.size());
        for (Layout.Slot slot : spelled) {
            float[] right = trial.gradient.clone();
            for (int i = slot.offset(); i < slot.offset() + slot.size(); i++) {
                trial.gradient[i] *= 1.01f;
            }
            GradientCheck.Line broken = trial.run().stream()
                    .filter(line -> line.place().equals(slot.name()))
                    .findFirst()
                    .orElseThrow();
            assertFalse(broken.passed(), "one per cent too much went unnoticed: " + broken);
            System.arraycopy(right, 0, trial.gradient, 0, right.length);
        }
    }

    /** A chain of labels over words, with random weights, and its gradient. */
    private static final class Trial {
        final Network network;
        final float[] weights;
        final float[] gradient;
        final Network.Window window;
        final Loss loss;

        Trial(NetworkSpec layers) {
            WordSpec words = layers.words();
            HeadSpec head = new HeadSpec(Output.SOFTMAX, Pool.NONE, true, 0);
            Sizes sizes = new Sizes(V, 2, Labelled.OUTPUTS, words.spelling() > 0 ? CHARACTERS : 0);
            network = new Network(layers.withHead(head), sizes, InputPath.ROWS, LabelRules.NONE);
            weights = network.initialWeights(SEED);
            MiniBatch units = Batches.withFeatures(Batches.random(V, SEED, 4, 3, 1), 2, SEED);
            MiniBatch read = Batches.withWords(units, words, CHARACTERS, SEED);
            MiniBatch batch = Labelled.with(read, head, Mask.SOME, SEED);
            Dropout dropout = new Dropout(SEED, 1, 2, 3, 4, 5);
            PackedNetwork packed = network.allocate(Kernels.best());
            network.load(weights, packed);
            gradient = new float[weights.length];
            window = new Network.Window(batch, network.zeroCarry(batch.lanes()), dropout);
            Network.Window own = new Network.Window(batch, network.zeroCarry(batch.lanes()), dropout);
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
