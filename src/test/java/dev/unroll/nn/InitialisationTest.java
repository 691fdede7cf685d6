package dev.unroll.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.WordVectors;
import dev.unroll.spec.Activation;
import dev.unroll.spec.Cell;
import dev.unroll.spec.HeadSpec;
import dev.unroll.spec.NetworkSpec;
import dev.unroll.spec.Output;
import dev.unroll.spec.Pool;
import dev.unroll.spec.WordSpec;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class InitialisationTest {
    private static final int VOCABULARY = 11;

    private static Network network(Cell cell, int embedding, Activation g, double uniform) {
        NetworkSpec spec = new NetworkSpec(cell, 2, 17, false, embedding, g, false, 0, 0, uniform);
        Sizes sizes = Sizes.ofUnits(VOCABULARY);
        return new Network(spec, sizes, InputPath.scoring(spec, sizes));
    }

    private static float[] slot(Network network, float[] weights, String name) {
        Layout.Slot slot = network.layout().slot(name);
        return Arrays.copyOfRange(weights, slot.offset(), slot.offset() + slot.size());
    }

    @Test
    void recurrentMatricesAreOrthogonalGateByGate() {
        Network network = network(Cell.LSTM, 5, Activation.TANH, 0);
        float[] weights = network.initialWeights(3);
        for (String gate : Cell.LSTM.gates()) {
            float[] w = slot(network, weights, "layer0.forward." + gate + ".W");
            for (int i = 0; i < 17; i++) {
                for (int j = 0; j < 17; j++) {
                    double dot = 0;
                    for (int k = 0; k < 17; k++) {
                        dot += (double) w[i * 22 + k] * w[j * 22 + k];
                    }
                    assertEquals(i == j ? 1 : 0, dot, 1e-6);
                }
            }
        }
    }

    @Test
    void aReluNetworkBeginsWithTheIdentity() {
        Network network = network(Cell.RNN, 0, Activation.RELU, 0);
        float[] w = slot(network, network.initialWeights(3), "layer1.forward.a.W");
        for (int i = 0; i < 17; i++) {
            for (int j = 0; j < 17; j++) {
                assertEquals(i == j ? 1f : 0f, w[i * 34 + j]);
            }
        }
    }

    @Test
    void inputsAndOutputsKeepTheirRanges() {
        Network network = network(Cell.GRU, 5, Activation.TANH, 0);
        float[] weights = network.initialWeights(4);
        assertRange(slot(network, weights, "embedding.E"), 0.1);
        assertRange(slot(network, weights, "output.W"), 1 / Math.sqrt(17));
        assertRange(inputs(slot(network, weights, "layer0.forward.candidate.W"), 5), Math.sqrt(3.0 / 5));
    }

    @Test
    void oneHotInputsHaveTheRangeOfTheHiddenWidthAndTheLayersAboveThatOfTheirInput() {
        for (Cell cell : Cell.values()) {
            Network network = network(cell, 0, Activation.TANH, 0);
            float[] weights = network.initialWeights(6);
            for (String gate : cell.gates()) {
                float[] first = inputs(slot(network, weights, "layer0.forward." + gate + ".W"), VOCABULARY);
                assertRange(first, 1 / Math.sqrt(17));
                float[] second = inputs(slot(network, weights, "layer1.forward." + gate + ".W"), 17);
                assertRange(second, Math.sqrt(3.0 / 17));
            }
        }
    }

    /** The columns of W that act on the input. */
    private static float[] inputs(float[] w, int width) {
        float[] inputs = new float[17 * width];
        for (int i = 0; i < 17; i++) {
            System.arraycopy(w, i * (17 + width) + 17, inputs, i * width, width);
        }
        return inputs;
    }

    @Test
    void featuresBesideAUnitHaveARangeOfTheirOwn() {
        NetworkSpec spec = new NetworkSpec(Cell.LSTM, 1, 17, false, 0, Activation.TANH, false, 0, 0, 0);
        Network network = new Network(spec, new Sizes(VOCABULARY, 4, 3), InputPath.ROWS);
        float[] w = slot(network, network.initialWeights(5), "layer0.forward.output.W");
        float[] unit = new float[17 * VOCABULARY];
        float[] features = new float[17 * 4];
        for (int i = 0; i < 17; i++) {
            System.arraycopy(w, i * 32 + 17, unit, i * VOCABULARY, VOCABULARY);
            System.arraycopy(w, i * 32 + 17 + VOCABULARY, features, i * 4, 4);
        }
        assertRange(unit, 1 / Math.sqrt(17));
        assertRange(features, Math.sqrt(3.0 / 4));
    }

    @Test
    void charactersOfWordsAreReadByAnLstmWhateverTheCell() {
        for (Cell cell : new Cell[] {Cell.RNN, Cell.GRU}) {
            Activation g = cell == Cell.RNN ? Activation.RELU : Activation.TANH;
            NetworkSpec spec =
                    new NetworkSpec(cell, 1, 17, false, 5, g, false, 0, 0, 0).withWords(new WordSpec(6, 13, true, ""));
            Network network = new Network(spec, new Sizes(VOCABULARY, 0, 3, 29), InputPath.ROWS);
            float[] weights = network.initialWeights(8);
            assertRange(slot(network, weights, "embedding.E"), 0.1);
            assertRange(slot(network, weights, "spelling.embedding.E"), Math.sqrt(3.0 / 13));
            float[] forget = new float[6];
            Arrays.fill(forget, 1f);
            assertArrayEquals(forget, slot(network, weights, "spelling.backward.forget.b"));
            assertArrayEquals(new float[6], slot(network, weights, "spelling.forward.update.b"));
            float[] w = slot(network, weights, "spelling.forward.candidate.W");
            float[] inputs = new float[6 * 13];
            for (int i = 0; i < 6; i++) {
                double norm = 0;
                for (int j = 0; j < 6; j++) {
                    norm += (double) w[i * 19 + j] * w[i * 19 + j];
                    assertTrue(j == i || w[i * 19 + j] != 0);
                }
                assertEquals(1, norm, 1e-6);
                System.arraycopy(w, i * 19 + 6, inputs, i * 13, 13);
            }
            assertRange(inputs, Math.sqrt(3.0 / 13));
            int gates = cell.gates().size();
            assertEquals(
                    VOCABULARY * 5
                            + 29 * 13
                            + 2 * 4 * 6 * (6 + 13 + 1)
                            + gates * 17 * (17 + 5 + 12 + 6 + 1)
                            + 3 * 17
                            + 3,
                    weights.length);
        }
    }

    @Test
    void givenVectorsTakeThePlaceOfDraws() {
        Network network = network(Cell.LSTM, 5, Activation.TANH, 0);
        float[] drawn = network.initialWeights(3);
        float[] values = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        float[] given = network.initialWeights(3, new WordVectors(5, new int[] {2, 9}, values, 1, 7));
        float[] expected = drawn.clone();
        System.arraycopy(values, 0, expected, 2 * 5, 5);
        System.arraycopy(values, 5, expected, 9 * 5, 5);
        assertArrayEquals(expected, given);
        WordVectors narrow = new WordVectors(4, new int[] {2}, new float[4], 1, 1);
        assertThrows(IllegalArgumentException.class, () -> network.initialWeights(3, narrow));
    }

    @Test
    void attentionIsDrawnAndAChainBeginsWithoutAPreference() {
        NetworkSpec spec = new NetworkSpec(Cell.GRU, 1, 17, true, 5, Activation.TANH, false, 0, 0, 0);
        Sizes sizes = new Sizes(VOCABULARY, 0, 6);
        Network pooled = new Network(
                spec.withHead(new HeadSpec(Output.LINEAR, Pool.ATTENTION, false, 0)), sizes, InputPath.TABLE);
        float[] weights = pooled.initialWeights(6);
        assertRange(slot(pooled, weights, "attention.W"), Math.sqrt(3.0 / 34));
        assertRange(slot(pooled, weights, "attention.v"), 1 / Math.sqrt(34));
        assertArrayEquals(new float[34], slot(pooled, weights, "attention.b"));
        Network chain =
                new Network(spec.withHead(new HeadSpec(Output.SOFTMAX, Pool.NONE, true, 0)), sizes, InputPath.TABLE);
        weights = chain.initialWeights(6);
        assertArrayEquals(new float[36], slot(chain, weights, "crf.transition"));
        assertArrayEquals(new float[6], slot(chain, weights, "crf.first"));
        assertArrayEquals(new float[6], slot(chain, weights, "crf.last"));
    }

    private static void assertRange(float[] values, double range) {
        float largest = 0;
        for (float value : values) {
            assertTrue(Math.abs(value) <= range, value + " beyond " + range);
            largest = Math.max(largest, Math.abs(value));
        }
        assertTrue(largest > 0.8 * range, "the range is not used: " + largest + " of " + range);
    }

    @Test
    void gatesThatKeepAreOpenAtFirst() {
        Network lstm = network(Cell.LSTM, 0, Activation.TANH, 0);
        float[] forget = new float[17];
        Arrays.fill(forget, 1f);
        assertArrayEquals(forget, slot(lstm, lstm.initialWeights(1), "layer1.forward.forget.b"));
        assertArrayEquals(new float[17], slot(lstm, lstm.initialWeights(1), "layer1.forward.update.b"));
        for (Cell cell : new Cell[] {Cell.GRU, Cell.GRU_SIMPLE}) {
            Network gru = network(cell, 0, Activation.TANH, 0);
            float[] update = new float[17];
            Arrays.fill(update, -1f);
            assertArrayEquals(update, slot(gru, gru.initialWeights(1), "layer0.forward.update.b"));
        }
    }

    @Test
    void uniformCoversEverything() {
        Network network = network(Cell.LSTM, 5, Activation.TANH, 0.1);
        float[] weights = network.initialWeights(2);
        assertRange(weights, 0.1);
        assertRange(slot(network, weights, "layer0.forward.forget.b"), 0.1);
    }

    @Test
    void theSeedDecides() {
        Network network = network(Cell.LSTM, 5, Activation.TANH, 0);
        assertArrayEquals(network.initialWeights(7), network.initialWeights(7));
        assertFalse(Arrays.equals(network.initialWeights(7), network.initialWeights(8)));
    }

    @Test
    void slotsFollowEachOtherAndKnowTheirNames() {
        Layout layout = network(Cell.GRU, 5, Activation.TANH, 0).layout();
        int next = 0;
        for (Layout.Slot slot : layout.slots()) {
            assertEquals(next, slot.offset(), slot.name());
            assertEquals(slot, layout.slotAt(next));
            next += slot.size();
            assertEquals(slot, layout.slotAt(next - 1));
        }
        assertEquals(layout.size(), next);
    }
}
