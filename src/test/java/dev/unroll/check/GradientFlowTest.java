package dev.unroll.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.MiniBatch;
import dev.unroll.data.Targets;
import dev.unroll.math.Kernels;
import dev.unroll.nn.Batches;
import dev.unroll.nn.Carry;
import dev.unroll.nn.GradientFlow;
import dev.unroll.nn.GradientFlow.State;
import dev.unroll.nn.InputPath;
import dev.unroll.nn.LabelRules;
import dev.unroll.nn.Labelled;
import dev.unroll.nn.Labelled.Mask;
import dev.unroll.nn.Network;
import dev.unroll.nn.PackedNetwork;
import dev.unroll.nn.Sizes;
import dev.unroll.spec.Activation;
import dev.unroll.spec.Cell;
import dev.unroll.spec.HeadSpec;
import dev.unroll.spec.NetworkSpec;
import dev.unroll.spec.Output;
import dev.unroll.spec.Pool;
import dev.unroll.spec.UsageException;
import dev.unroll.spec.WordSpec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradient by states on the way, against central differences of a loss in double in which one state is changed a little. */
class GradientFlowTest {
    private static final long SEED = 11;
    private static final int CHARACTERS = 7;
    private static final int[] LENGTHS = {7, 5, 5, 2, 1};
    private static final double BY = 1e-5;

    private static final HeadSpec TAGS = HeadSpec.SOFTMAX;
    private static final HeadSpec CHAIN = new HeadSpec(Output.SOFTMAX, Pool.NONE, true, 0);
    private static final HeadSpec NUMBERS = new HeadSpec(Output.LINEAR, Pool.NONE, false, 0);
    private static final HeadSpec LAST = new HeadSpec(Output.LINEAR, Pool.LAST, false, 0);
    private static final HeadSpec MEAN = new HeadSpec(Output.SIGMOID, Pool.MEAN, false, 0);

    static Stream<Arguments> cells() {
        return Arrays.stream(Cell.values())
                .flatMap(cell -> Stream.of(1, 2).flatMap(directions -> Stream.of(TAGS, CHAIN, NUMBERS, LAST, MEAN)
                        .map(head -> Arguments.of(cell, directions, head))));
    }

    @ParameterizedTest(name = "{0}, directions {1}, {2}")
    @MethodSource("cells")
    void normsAreThoseOfDifferences(Cell cell, int directions, HeadSpec head) {
        for (Mask mask : Mask.values()) {
            new Trial(cell, directions, head, mask).check(GradientFlow.LAST);
        }
    }

    @ParameterizedTest
    @EnumSource(Cell.class)
    void theLossOfAnyStepIsFollowedBack(Cell cell) {
        for (int directions = 1; directions <= 2; directions++) {
            Trial trial = new Trial(cell, directions, TAGS, Mask.SOME);
            for (int step = 1; step <= LENGTHS[0] + 1; step++) {
                trial.check(step);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Mask.class)
    void howWordsAreWrittenIsReadOnTheWay(Mask mask) {
        Trial trial = new Trial(Cell.LSTM, 2, TAGS, mask, new WordSpec(2, 3, true, ""));
        trial.check(GradientFlow.LAST);
        trial.check(2);
    }

    @Test
    void aStepThatNoRecordHasLeavesNothing() {
        assertEquals(List.of(), new Trial(Cell.GRU, 1, TAGS, Mask.NONE).norms(LENGTHS[0] + 1));
    }

    @Test
    void aRecordsLossHasNoStep() {
        for (HeadSpec head : List.of(CHAIN, LAST)) {
            Trial trial = new Trial(Cell.RNN, 1, head, Mask.NONE);
            UsageException refusal = assertThrows(UsageException.class, () -> trial.norms(3));
            assertTrue(String.valueOf(refusal.getMessage()).contains("step=3"), refusal.getMessage());
        }
    }

    @Test
    void theStateIsCarriedOn() {
        Trial trial = new Trial(Cell.LSTM, 1, TAGS, Mask.NONE);
        Carry carry = trial.carry.copy();
        trial.network.score(trial.packed, trial.batch, carry, trial.network.workspace());
        Carry own = trial.carry.copy();
        new GradientFlow(trial.network, 2).norms(trial.packed, trial.batch, own, trial.network.workspace());
        assertTrue(Arrays.deepEquals(carry.states(), own.states()));
    }

    @Test
    void lookingOnChangesNoGradient() {
        Trial trial = new Trial(Cell.GRU, 2, LAST, Mask.NONE);
        float[] alone = trial.gradient();
        new GradientFlow(trial.network, GradientFlow.LAST)
                .norms(trial.packed, trial.batch, trial.carry.copy(), trial.network.workspace());
        assertTrue(Arrays.equals(alone, trial.gradient()));
    }

    /** Two layers with random weights over lanes of different lengths, from a random state. */
    private static final class Trial {
        final Network network;
        final PackedNetwork packed;
        final MiniBatch batch;
        final Carry carry;
        final DoubleNetwork oracle;

        Trial(Cell cell, int directions, HeadSpec head, Mask mask) {
            this(cell, directions, head, mask, WordSpec.NONE);
        }

        Trial(Cell cell, int directions, HeadSpec head, Mask mask, WordSpec words) {
            NetworkSpec layers = new NetworkSpec(cell, 2, 3, directions == 2, 4, Activation.TANH, false, 0, 0, 0.9)
                    .withHead(head)
                    .withWords(words);
            Sizes sizes = new Sizes(5, 2, Labelled.OUTPUTS, words.spelling() > 0 ? CHARACTERS : 0);
            network = new Network(layers, sizes, InputPath.ROWS, LabelRules.NONE);
            float[] weights = network.initialWeights(SEED);
            packed = network.allocate(Kernels.best());
            network.load(weights, packed);
            MiniBatch units = Batches.withFeatures(Batches.random(sizes.vocabulary(), SEED, LENGTHS), 2, SEED);
            MiniBatch read = words.reads() ? Batches.withWords(units, words, CHARACTERS, SEED) : units;
            batch = Labelled.with(read, head, mask, SEED);
            carry = network.zeroCarry(batch.lanes());
            for (float[] state : carry.states()) {
                System.arraycopy(Batches.numbers(state.length, SEED), 0, state, 0, state.length);
            }
            double[] w = new double[weights.length];
            Arrays.setAll(w, i -> weights[i]);
            oracle = new DoubleNetwork(network, w);
        }

        List<double[][]> norms(int step) {
            return new GradientFlow(network, step).norms(packed, batch, carry.copy(), network.workspace());
        }

        float[] gradient() {
            float[] gradient = new float[network.layout().size()];
            network.train(packed, new Network.Window(batch, carry.copy(), null), network.workspace(), gradient);
            return gradient;
        }

        void check(int step) {
            List<State> states = new GradientFlow(network, step).states();
            boolean whole = batch.targets().level() == Targets.Level.RECORD
                    || network.spec().head().crf();
            List<double[][]> norms = norms(step);
            int counted = 0;
            for (int n = 0; n < LENGTHS.length; n++) {
                int s = whole ? LENGTHS[n] : chosen(n, step);
                if (s == 0 || (whole && !hasTarget(n))) {
                    continue;
                }
                Network.Window window =
                        new Network.Window(whole ? batch : Batches.with(batch, only(n, s)), carry, null);
                double[][] own = norms.get(counted++);
                for (int i = 0; i < states.size(); i++) {
                    boolean backward = !whole && states.get(i).direction() == 1;
                    int last = backward ? LENGTHS[n] - s : s - 1;
                    assertEquals(last + 1, own[i].length, states.get(i) + " lane " + n);
                    for (int k = 0; k <= last; k++) {
                        double expected = norm(window, n, states.get(i), last - k);
                        assertEquals(
                                expected,
                                own[i][k],
                                1e-5 * expected + 1e-7,
                                states.get(i) + " lane " + n + " k " + k + " step " + step + ", seed " + SEED);
                    }
                }
            }
            assertEquals(counted, norms.size());
        }

        /** s of lane n from 1 on, 0 without. */
        private int chosen(int n, int step) {
            int s = 0;
            for (int t = 0; t < LENGTHS[n]; t++) {
                boolean wanted = step == GradientFlow.LAST || step == t + 1;
                s = wanted && batch.targets().isLabelled(batch.offset(t) + n) ? t + 1 : s;
            }
            return s;
        }

        private boolean hasTarget(int n) {
            return batch.targets().level() == Targets.Level.RECORD
                    ? batch.targets().isLabelled(n)
                    : chosen(n, GradientFlow.LAST) > 0;
        }

        /** The target of one row. */
        private Targets only(int n, int s) {
            int row = batch.offset(s - 1) + n;
            if (batch.targets() instanceof Targets.Values all) {
                float[] values = all.values().clone();
                for (int i = 0; i < values.length; i++) {
                    values[i] = i / all.width() == row ? values[i] : Float.NaN;
                }
                return new Targets.Values(all.level(), all.width(), values);
            }
            int[] ids = batch.classes().clone();
            for (int r = 0; r < ids.length; r++) {
                ids[r] = r == row ? ids[r] : MiniBatch.NONE;
            }
            return new Targets.Classes(Targets.Level.STEP, ids);
        }

        private double norm(Network.Window window, int n, State state, int step) {
            double sum = 0;
            for (int j = 0; j < network.spec().hidden(); j++) {
                double up = oracle.loss(window, n, new Nudge(state, step, j, BY));
                double down = oracle.loss(window, n, new Nudge(state, step, j, -BY));
                double slope = (up - down) / (2 * BY);
                sum += slope * slope;
            }
            return Math.sqrt(sum);
        }
    }
}
