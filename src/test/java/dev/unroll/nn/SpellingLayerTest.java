package dev.unroll.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.MiniBatch;
import dev.unroll.data.Targets;
import dev.unroll.math.Kernels;
import dev.unroll.optim.Optimizer;
import dev.unroll.spec.Activation;
import dev.unroll.spec.Cell;
import dev.unroll.spec.NetworkSpec;
import dev.unroll.spec.OptimizerSpec;
import dev.unroll.spec.UsageException;
import dev.unroll.spec.WordSpec;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpellingLayerTest {
    private static final int V = 9;
    private static final int CHARACTERS = 8;
    private static final int K = 4;
    private static final int HIDDEN = 17;
    private static final long SEED = 21;
    private static final int[] LENGTHS = {8, 8, 6, 5, 5, 3, 1};
    private static final WordSpec WORDS = new WordSpec(HIDDEN, 5, true, "");

    /** A network over units, words and features. */
    private static Network network(int embedding, WordSpec words) {
        NetworkSpec spec = new NetworkSpec(Cell.GRU, 1, 11, true, embedding, Activation.TANH, false, 0, 0, 0.3);
        Sizes sizes = new Sizes(V, 2, K, words.spelling() > 0 ? CHARACTERS : 0);
        return new Network(spec.withWords(words), sizes, InputPath.ROWS);
    }

    private static PackedNetwork packed(Network network) {
        PackedNetwork packed = network.allocate(Kernels.best());
        network.load(network.initialWeights(SEED), packed);
        return packed;
    }

    private static MiniBatch batch(WordSpec words, int... lengths) {
        MiniBatch units = Batches.withFeatures(Batches.random(V, SEED, lengths), 2, SEED);
        return Batches.withWords(units, words, CHARACTERS, SEED);
    }

    private static Network.Window window(Network network, MiniBatch batch) {
        return new Network.Window(batch, network.zeroCarry(batch.lanes()), null);
    }

    /** A network of its own over the characters has the same states. */
    @Test
    void aWordIsTheLastStatesOfItsScans() {
        Network network = network(3, WORDS);
        float[] weights = network.initialWeights(SEED);
        NetworkSpec spec = new NetworkSpec(Cell.LSTM, 1, HIDDEN, true, 5, Activation.TANH, false, 0, 0, 0.3);
        Network alone = new Network(spec, Sizes.ofUnits(CHARACTERS), InputPath.TABLE);
        float[] own = new float[alone.layout().size()];
        for (Layout.Slot slot : alone.layout().slots()) {
            if (!slot.name().startsWith("output.")) {
                String name = "spelling." + slot.name().replace("layer0.", "");
                System.arraycopy(weights, network.layout().slot(name).offset(), own, slot.offset(), slot.size());
            }
        }
        PackedNetwork characters = alone.allocate(Kernels.best());
        alone.load(own, characters);
        MiniBatch batch = batch(WORDS, LENGTHS);
        MiniBatch sequences = batch.spelled().sequences();
        float[] states = alone.layers().forward(characters, window(alone, sequences), alone.workspace());
        Workspace work = network.workspace();
        network.layers().forward(packed(network), window(network, batch), work);
        int width = 3 + 2 * HIDDEN + 6 + 2;
        int[] lengths = Rows.lengths(sequences);
        for (int r = 0; r < batch.rows(); r++) {
            int lane = batch.spelled().lanes()[r];
            int last = (sequences.offset(lengths[lane] - 1) + lane) * 2 * HIDDEN;
            int first = lane * 2 * HIDDEN;
            int from = r * width + 3;
            float[] x = work.inputs[0][0];
            assertArrayEquals(
                    Arrays.copyOfRange(states, last, last + HIDDEN), Arrays.copyOfRange(x, from, from + HIDDEN));
            assertArrayEquals(
                    Arrays.copyOfRange(states, first + HIDDEN, first + 2 * HIDDEN),
                    Arrays.copyOfRange(x, from + HIDDEN, from + 2 * HIDDEN));
            float[] casing = new float[6];
            casing[batch.spelled().casing()[r]] = 1;
            assertArrayEquals(casing, Arrays.copyOfRange(x, from + 2 * HIDDEN, from + 2 * HIDDEN + 6));
            assertArrayEquals(
                    Arrays.copyOfRange(batch.features(), 2 * r, 2 * r + 2),
                    Arrays.copyOfRange(x, from + 2 * HIDDEN + 6, (r + 1) * width));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5})
    void aRecordAloneHasTheBitsItHasAmongOthers(int embedding) {
        Network network = network(embedding, WORDS);
        PackedNetwork packed = packed(network);
        MiniBatch all = batch(WORDS, LENGTHS);
        Workspace work = network.workspace();
        float[] together = network.outputs(packed, window(network, all), work).values();
        for (int n = 0; n < all.lanes(); n++) {
            MiniBatch one = Batches.slice(all, n, 1, 0, all.steps());
            assertTrue(one.spelled().sequences().lanes()
                    < all.spelled().sequences().lanes());
            float[] alone = network.outputs(packed, window(network, one), work).values();
            for (int t = 0; t < one.steps(); t++) {
                int row = all.offset(t) + n;
                assertArrayEquals(
                        Arrays.copyOfRange(together, row * K, (row + 1) * K),
                        Arrays.copyOfRange(alone, t * K, (t + 1) * K),
                        "lane " + n + " step " + t + ", seed " + SEED);
            }
        }
    }

    @Test
    void theGradientHardlyDependsOnTheGroupingAndAUsedWorkspaceChangesNothing() {
        Network network = network(5, WORDS);
        MiniBatch all = batch(WORDS, LENGTHS);
        float[] together = gradient(network, all, network.workspace());
        float[] regrouped = new float[together.length];
        Workspace used = network.workspace();
        for (int n = 0; n < all.lanes(); n++) {
            float[] one = gradient(network, Batches.slice(all, n, 1, 0, all.steps()), used);
            for (int i = 0; i < one.length; i++) {
                regrouped[i] += one[i];
            }
        }
        assertArrayEquals(together, gradient(network, all, used));
        for (Layout.Slot slot : network.layout().slots()) {
            float largest = 0;
            for (int i = slot.offset(); i < slot.offset() + slot.size(); i++) {
                largest = Math.max(largest, Math.abs(together[i]));
            }
            assertTrue(largest > 0, slot.name());
            for (int i = slot.offset(); i < slot.offset() + slot.size(); i++) {
                assertEquals(together[i], regrouped[i], 1e-5f * largest, slot.name());
            }
        }
    }

    private static float[] gradient(Network network, MiniBatch batch, Workspace work) {
        float[] gradient = new float[network.layout().size()];
        MiniBatch labelled = Batches.with(
                batch,
                new Targets.Classes(
                        Targets.Level.STEP,
                        Arrays.stream(batch.inputs()).map(id -> (id + 1) % K).toArray()));
        network.train(packed(network), window(network, labelled), work, gradient);
        return gradient;
    }

    @Test
    void whatIsNotReadHasNoSlot() {
        for (WordSpec words :
                new WordSpec[] {WordSpec.NONE, new WordSpec(0, 25, true, ""), new WordSpec(0, 25, false, "v")}) {
            Network network = network(5, words);
            for (Layout.Slot slot : network.layout().slots()) {
                assertTrue(!slot.name().startsWith("spelling."), slot.name());
            }
            assertEquals(
                    words.casing() ? 5 + 6 + 2 : 5 + 2,
                    network.layout().slot("layer0.forward.update.W").shape().get(1) - 11);
        }
    }

    @Test
    void whatDoesNotFitIsRefused() {
        NetworkSpec spec = new NetworkSpec(Cell.GRU, 1, 11, true, 0, Activation.TANH, false, 0, 0, 0.3);
        UsageException noWords = assertThrows(
                UsageException.class, () -> new Network(spec.withWords(WORDS), new Sizes(0, 2, K, 0), InputPath.ROWS));
        assertEquals(
                "settings contradict each other: network.spelling=17 network.casing=true; hint: the records have no words: leave both out",
                noWords.getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> new Network(spec.withWords(WORDS), new Sizes(V, 2, K, 0), InputPath.ROWS));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Network(spec, new Sizes(V, 2, K, CHARACTERS), InputPath.ROWS));
        WordSpec casing = new WordSpec(0, 25, true, "");
        assertThrows(
                IllegalArgumentException.class,
                () -> new Network(spec.withWords(casing), new Sizes(V, 0, K), InputPath.ONE_HOT));
        for (WordSpec words : new WordSpec[] {WordSpec.NONE, casing, WORDS}) {
            Network network = network(5, words);
            PackedNetwork packed = packed(network);
            for (WordSpec other : new WordSpec[] {WordSpec.NONE, casing, WORDS}) {
                MiniBatch batch = batch(other, LENGTHS);
                if (words == other) {
                    network.outputs(packed, window(network, batch), network.workspace());
                } else {
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> network.outputs(packed, window(network, batch), network.workspace()));
                }
            }
        }
    }

    /** All units are the unknown word; what is to be said of each is its first or its last character. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void unknownWordsAreToldApartByTheirEnds(boolean first) {
        WordSpec words = new WordSpec(8, 5, false, "");
        NetworkSpec spec = new NetworkSpec(Cell.LSTM, 1, 8, false, 3, Activation.TANH, false, 0, 0, 0);
        Network network = new Network(spec.withWords(words), new Sizes(1, 0, K, K), InputPath.ROWS);
        float[] weights = network.initialWeights(SEED);
        Optimizer adam =
                Optimizer.of(new OptimizerSpec(OptimizerSpec.Kind.ADAM, 0, false, 0, 0.9, 0.999, 1e-8), weights.length);
        PackedNetwork packed = network.allocate(Kernels.best());
        Workspace work = network.workspace();
        for (int step = 0; step < 150; step++) {
            network.load(weights, packed);
            float[] gradient = new float[weights.length];
            MiniBatch batch = ends(first, step);
            Loss loss = network.train(packed, window(network, batch), work, gradient);
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] /= (float) loss.weight();
            }
            adam.step(weights, gradient, 0.02);
        }
        network.load(weights, packed);
        MiniBatch unseen = ends(first, 1000);
        int[] said = network.outputs(packed, window(network, unseen), work).labels();
        int right = 0;
        for (int r = 0; r < said.length; r++) {
            right += said[r] == unseen.classes()[r] ? 1 : 0;
        }
        assertTrue(right > 0.95 * said.length, right + " of " + said.length + ", seed " + SEED);
    }

    private static MiniBatch ends(boolean first, long seed) {
        MiniBatch units = Batches.random(1, seed, 7, 6, 6, 4, 2).withUnits(new int[25]);
        MiniBatch batch = Batches.withWords(units, new WordSpec(8, 5, false, ""), K, seed);
        MiniBatch sequences = batch.spelled().sequences();
        int[] lengths = Rows.lengths(sequences);
        int[] ends = Arrays.stream(batch.spelled().lanes())
                .map(lane -> sequences.inputs()[sequences.offset(first ? 0 : lengths[lane] - 1) + lane])
                .toArray();
        return Batches.with(batch, new Targets.Classes(Targets.Level.STEP, ends));
    }
}
