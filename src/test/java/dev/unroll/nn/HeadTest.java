package dev.unroll.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.Constraints;
import dev.unroll.data.MiniBatch;
import dev.unroll.data.Targets;
import dev.unroll.math.Kernels;
import dev.unroll.spec.Activation;
import dev.unroll.spec.Cell;
import dev.unroll.spec.HeadSpec;
import dev.unroll.spec.NetworkSpec;
import dev.unroll.spec.Output;
import dev.unroll.spec.Pool;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What heads make of scores that are given: here the output layer's bias, under states that weigh nothing. */
class HeadTest {
    private static final float NONE = Float.NaN;

    /** One lane, one row for each group of targets. */
    private static final class Trial {
        final Network network;
        final PackedNetwork packed;
        final MiniBatch batch;
        final float[] gradient;

        /** @param scores b_y (K) */
        Trial(HeadSpec head, LabelRules rules, Targets targets, float... scores) {
            NetworkSpec spec =
                    new NetworkSpec(Cell.RNN, 1, 2, false, 0, Activation.TANH, false, 0, 0, 0).withHead(head);
            network = new Network(spec, new Sizes(3, 0, scores.length), InputPath.ONE_HOT, rules);
            int[] offsets = new int[targets.rows() + 1];
            Arrays.setAll(offsets, t -> t);
            batch = new MiniBatch(
                    offsets, new MiniBatch.Read(new int[targets.rows()], 0, new float[0]), targets, new long[1]);
            float[] weights = new float[network.layout().size()];
            System.arraycopy(
                    scores, 0, weights, network.layout().slot("output.b").offset(), scores.length);
            gradient = new float[weights.length];
            packed = network.allocate(Kernels.best());
            network.load(weights, packed);
        }

        private Network.Window window() {
            return new Network.Window(batch, network.zeroCarry(1), null);
        }

        Outputs outputs() {
            return network.outputs(packed, window(), network.workspace());
        }

        /** Sum over the rows of the gradient by the scores. */
        float[] train() {
            network.train(packed, window(), network.workspace(), gradient);
            Layout.Slot slot = network.layout().slot("output.b");
            return Arrays.copyOfRange(gradient, slot.offset(), slot.offset() + slot.size());
        }
    }

    private static Trial values(Output output, double huber, float[] targets, float... scores) {
        HeadSpec head = new HeadSpec(output, Pool.NONE, false, huber);
        return new Trial(head, LabelRules.NONE, new Targets.Values(Targets.Level.STEP, scores.length, targets), scores);
    }

    private static Targets classes(int... ids) {
        return new Targets.Classes(Targets.Level.STEP, ids);
    }

    @Test
    void crossEntropyIsThatOfItsDefinition() {
        Trial trial = values(Output.SIGMOID, 0, new float[] {1, 0, 0.25f}, 0.5f, -1.5f, 2);
        double[] p = {1 / (1 + Math.exp(-0.5)), 1 / (1 + Math.exp(1.5)), 1 / (1 + Math.exp(-2))};
        Outputs outputs = trial.outputs();
        double loss = -Math.log(p[0]) - Math.log(1 - p[1]) - 0.25 * Math.log(p[2]) - 0.75 * Math.log(1 - p[2]);
        assertEquals(loss, outputs.losses()[0], 1e-6);
        float[] ds = trial.train();
        for (int k = 0; k < 3; k++) {
            assertEquals(p[k], outputs.values()[k], 1e-7);
            assertEquals(p[k] - new double[] {1, 0, 0.25}[k], ds[k], 1e-6);
        }
        assertEquals(0, outputs.labels().length);
    }

    @Test
    void crossEntropyNeitherOverflowsNorVanishes() {
        Outputs wrong = values(Output.SIGMOID, 0, new float[] {0, 1}, 300, -300).outputs();
        assertEquals(600, wrong.losses()[0], 1e-3);
        Outputs right = values(Output.SIGMOID, 0, new float[] {1, 0}, 18, -18).outputs();
        assertEquals(2 * Math.log1p(Math.exp(-18)), right.losses()[0], 1e-14);
    }

    @Test
    void squaredErrorHasNoHalf() {
        Trial trial = values(Output.LINEAR, 0, new float[] {1, -2}, 4, 0.5f);
        assertArrayEquals(new float[] {4, 0.5f}, trial.outputs().values());
        assertEquals(9 + 6.25, trial.outputs().losses()[0]);
        assertArrayEquals(new float[] {6, 5}, trial.train());
    }

    @Test
    void hubersErrorIsSquaredWithinDeltaAndLinearBeyond() {
        float[] scores = {0.5f, -0.75f, 1.25f, -9};
        Trial trial = values(Output.LINEAR, 0.75, new float[4], scores);
        double loss = 0.25 + 0.5625 + (2 * 0.75 * 1.25 - 0.5625) + (2 * 0.75 * 9 - 0.5625);
        assertEquals(loss, trial.outputs().losses()[0], 1e-6);
        assertArrayEquals(new float[] {1, -1.5f, 1.5f, -1.5f}, trial.train());
    }

    @Test
    void anOutputWithoutATargetHasNoTerm() {
        for (Output output : new Output[] {Output.SIGMOID, Output.LINEAR}) {
            float[] all = values(output, 0, new float[] {1, 0}, 2, 3).train();
            float[] targets = {NONE, 0, NONE, NONE, 1, NONE};
            Trial trial = values(output, 0, targets, 2, 3);
            Outputs outputs = trial.outputs();
            assertEquals(2, outputs.loss().terms());
            assertEquals(2, outputs.loss().weight());
            assertEquals(0, outputs.losses()[1]);
            assertEquals(
                    outputs.losses()[0] + outputs.losses()[2], outputs.loss().sum());
            assertArrayEquals(all, trial.train());
        }
    }

    @Test
    void theLikeliestLabelIsTheLowestAmongEquals() {
        Outputs outputs = new Trial(HeadSpec.SOFTMAX, LabelRules.NONE, classes(-1), 1, 5, 5, 2).outputs();
        assertArrayEquals(new int[] {1}, outputs.labels());
        assertEquals(Loss.NONE, outputs.loss());
    }

    @Test
    void classWeightsMultiplyTermAndGradient() {
        LabelRules rules = new LabelRules(new float[] {1, 0.5f, 0}, Constraints.NONE);
        Trial weighted = new Trial(HeadSpec.SOFTMAX, rules, classes(0, 1, 1, 2, -1), 0.3f, -0.2f, 1);
        Trial plain = new Trial(HeadSpec.SOFTMAX, LabelRules.NONE, classes(0, 1), 0.3f, -0.2f, 1);
        Loss loss = weighted.outputs().loss();
        assertEquals(plain.outputs().loss().sum(), loss.sum(), 1e-9);
        assertEquals(2, loss.weight());
        assertEquals(4, loss.terms());
        assertEquals(loss.sum() / 2, loss.mean());
        assertArrayEquals(plain.train(), weighted.train(), 1e-6f);
        assertEquals(plain.outputs().losses()[1], weighted.outputs().losses()[2], "a row's own loss is unweighted");
    }

    @Test
    void aChainWithoutTransitionsIsASoftmaxAtEachStep() {
        HeadSpec crf = new HeadSpec(Output.SOFTMAX, Pool.NONE, true, 0);
        Targets targets = classes(0, 2, -1, 1);
        Trial chain = new Trial(crf, LabelRules.NONE, targets, 0.3f, -0.2f, 1);
        Trial softmax = new Trial(HeadSpec.SOFTMAX, LabelRules.NONE, targets, 0.3f, -0.2f, 1);
        assertEquals(softmax.outputs().loss().sum(), chain.outputs().loss().sum(), 1e-6);
        assertEquals(3, chain.outputs().loss().weight());
        assertEquals(3, chain.outputs().loss().terms());
        assertArrayEquals(softmax.outputs().values(), chain.outputs().values(), 1e-6f);
        assertArrayEquals(softmax.outputs().labels(), chain.outputs().labels());
        assertArrayEquals(softmax.train(), chain.train(), 1e-6f);
    }

    @Test
    void labelsThatBreakAConstraintHaveAnInfiniteLoss() {
        HeadSpec crf = new HeadSpec(Output.SOFTMAX, Pool.NONE, true, 0);
        boolean[] next = {false, true, false, false};
        Constraints constraints = new Constraints(next, new boolean[2], new boolean[2]);
        LabelRules rules = new LabelRules(new float[0], constraints);
        assertEquals(
                Double.POSITIVE_INFINITY,
                new Trial(crf, rules, classes(0, 1), 1, 2).outputs().loss().sum());
        assertTrue(Double.isFinite(
                new Trial(crf, rules, classes(1, 0), 1, 2).outputs().loss().sum()));
    }

    @Test
    void rulesOfOtherHeadsAreRefused() {
        LabelRules weights = new LabelRules(new float[] {1, 1}, Constraints.NONE);
        LabelRules constraints =
                new LabelRules(new float[0], new Constraints(new boolean[4], new boolean[2], new boolean[2]));
        HeadSpec crf = new HeadSpec(Output.SOFTMAX, Pool.NONE, true, 0);
        HeadSpec sigmoid = new HeadSpec(Output.SIGMOID, Pool.NONE, false, 0);
        refuses(() -> new Trial(sigmoid, weights, Targets.NONE, 1, 1));
        refuses(() -> new Trial(crf, weights, Targets.NONE, 1, 1));
        refuses(() -> new Trial(HeadSpec.SOFTMAX, constraints, Targets.NONE, 1, 1));
        refuses(() -> new Trial(HeadSpec.SOFTMAX, weights, Targets.NONE, 1, 1, 1));
        refuses(() -> new Trial(crf, constraints, Targets.NONE, 1, 1, 1));
        refuses(() -> new LabelRules(new float[] {-1}, Constraints.NONE));
    }

    @Test
    void targetsOfOtherHeadsAreRefused() {
        refuses(() -> new Trial(new HeadSpec(Output.SIGMOID, Pool.NONE, false, 0), LabelRules.NONE, classes(0, 1), 1, 1)
                .outputs());
        refuses(() -> new Trial(
                        HeadSpec.SOFTMAX,
                        LabelRules.NONE,
                        new Targets.Values(Targets.Level.STEP, 2, new float[4]),
                        1,
                        1)
                .outputs());
        refuses(() -> new Trial(
                        HeadSpec.SOFTMAX, LabelRules.NONE, new Targets.Classes(Targets.Level.RECORD, new int[1]), 1, 1)
                .outputs());
        refuses(() -> new Trial(
                        new HeadSpec(Output.LINEAR, Pool.NONE, false, 0),
                        LabelRules.NONE,
                        new Targets.Values(Targets.Level.STEP, 3, new float[6]),
                        1,
                        1)
                .outputs());
    }

    private static void refuses(Executable call) {
        assertThrows(IllegalArgumentException.class, call);
    }
}
