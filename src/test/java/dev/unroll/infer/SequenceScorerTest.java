package dev.unroll.infer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unroll.data.MiniBatch;
import dev.unroll.math.Kernels;
import dev.unroll.nn.InputPath;
import dev.unroll.nn.Network;
import dev.unroll.nn.PackedNetwork;
import dev.unroll.nn.Sizes;
import dev.unroll.nn.Workspace;
import dev.unroll.spec.Activation;
import dev.unroll.spec.Cell;
import dev.unroll.spec.NetworkSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SequenceScorerTest {
    private static final int VOCABULARY = 7;
    private static final long SEED = 20;

    private final Network network = new Network(
            new NetworkSpec(Cell.LSTM, 2, 6, false, 5, Activation.TANH, false, 0, 0, 0.4),
            Sizes.ofUnits(VOCABULARY),
            InputPath.TABLE);
    private final PackedNetwork packed = network.allocate(Kernels.best());

    SequenceScorerTest() {
        network.load(network.initialWeights(SEED), packed);
    }

    private SequenceScorer scorer() {
        return new SequenceScorer(network, packed, network.workspace());
    }

    private static List<int[]> sequences(int... lengths) {
        Random random = new Random(SEED);
        List<int[]> sequences = new ArrayList<>();
        for (int length : lengths) {
            sequences.add(random.ints(length, 0, VOCABULARY).toArray());
        }
        return sequences;
    }

    /** The whole sequence as one lane of one mini-batch. */
    private double[] alone(int[] units) {
        int[] offsets = new int[units.length + 1];
        int[] inputs = new int[units.length];
        for (int t = 0; t < units.length; t++) {
            offsets[t + 1] = t + 1;
            inputs[t] = t == 0 ? MiniBatch.NONE : units[t - 1];
        }
        Workspace work = network.workspace();
        network.score(packed, new MiniBatch(offsets, inputs, units, new long[] {0}), network.zeroCarry(1), work);
        return Arrays.stream(work.losses())
                .limit(units.length)
                .map(loss -> -loss)
                .toArray();
    }

    @Test
    void companyAndWindowsDoNotChangeABit() {
        // Below, at and above the window of 64 steps, and more sequences than lanes.
        int[] lengths = new int[80];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = new int[] {0, 3, 64, 65, 130, 1}[i % 6];
        }
        List<int[]> sequences = sequences(lengths);
        List<double[]> positions = scorer().positions(sequences);
        double[] sums = scorer().sums(sequences);
        for (int i = 0; i < lengths.length; i++) {
            double[] expected = lengths[i] == 0 ? new double[0] : alone(sequences.get(i));
            assertArrayEquals(expected, positions.get(i), "sequence " + i + " of seed " + SEED);
            double sum = 0;
            for (double logP : expected) {
                sum += logP;
            }
            assertEquals(sum, sums[i], "sequence " + i + " of seed " + SEED);
        }
    }

    @Test
    void noSequencesHaveNoScores() {
        assertEquals(0, scorer().sums(List.of()).length);
        assertEquals(List.of(), scorer().positions(List.of()));
    }
}
