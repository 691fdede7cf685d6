package dev.unroll.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.unroll.data.MiniBatch;
import dev.unroll.math.Kernels;
import dev.unroll.spec.Activation;
import dev.unroll.spec.Cell;
import dev.unroll.spec.NetworkSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A sequence's numbers have the same bits whatever its batch, lane, neighbours, chunking or input path. */
class ExactEqualityTest {
    private static final int VOCABULARY = 9;
    private static final Sizes SIZES = Sizes.ofUnits(VOCABULARY);
    private static final long SEED = 3;

    static Stream<NetworkSpec> networks() {
        List<NetworkSpec> specs = new ArrayList<>();
        for (Cell cell : Cell.values()) {
            specs.add(new NetworkSpec(cell, 2, 19, false, 0, Activation.TANH, false, 0, 0, 0.3));
            specs.add(new NetworkSpec(cell, 2, 19, false, 5, Activation.TANH, false, 0, 0, 0.3));
            specs.add(new NetworkSpec(cell, 2, 19, true, 5, Activation.TANH, false, 0, 0, 0.3));
        }
        return specs.stream();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void aLaneAloneHasTheBitsItHasAmongOthers(NetworkSpec spec) {
        Run run = new Run(spec, InputPath.scoring(spec, SIZES));
        MiniBatch all = Batches.random(VOCABULARY, SEED, 8, 8, 6, 5, 5, 3, 1);
        double[] together = run.score(all, run.network.zeroCarry(all.lanes()));
        for (int n = 0; n < all.lanes(); n++) {
            MiniBatch one = Batches.slice(all, n, 1, 0, all.steps());
            double[] alone = run.score(one, run.network.zeroCarry(1));
            for (int t = 0; t < one.steps(); t++) {
                assertEquals(together[all.offset(t) + n], alone[t], 0.0, "lane " + n + " step " + t);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void chunksWithCarryEqualTheWhole(NetworkSpec spec) {
        if (spec.bidirectional()) {
            return; // has no carry
        }
        Run run = new Run(spec, InputPath.scoring(spec, SIZES));
        MiniBatch all = Batches.random(VOCABULARY, SEED, 8, 8, 6, 5, 5, 3, 1);
        Carry wholeCarry = run.network.zeroCarry(all.lanes());
        double[] whole = run.score(all, wholeCarry);
        for (int chunk = 1; chunk <= 5; chunk++) {
            Carry carry = run.network.zeroCarry(all.lanes());
            for (int from = 0; from < all.steps(); from += chunk) {
                MiniBatch part = Batches.slice(all, 0, all.lanes(), from, from + chunk);
                double[] scores = run.score(part, carry);
                int row = all.offset(from);
                assertArrayEquals(
                        Arrays.copyOfRange(whole, row, row + part.rows()), Arrays.copyOf(scores, part.rows()));
            }
            for (int s = 0; s < carry.states().length; s++) {
                assertArrayEquals(wholeCarry.states()[s], carry.states()[s], "state " + s);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void statesAndTheGradientOfTheInputAreTheSameInAnyCompany(NetworkSpec spec) {
        Run run = new Run(spec, spec.embedding() == 0 ? InputPath.ONE_HOT : InputPath.ROWS);
        MiniBatch all = Batches.random(VOCABULARY, SEED, 8, 8, 6, 5, 5, 3, 1);
        Carry together = run.network.zeroCarry(all.lanes());
        float[] dX = run.inputGradient(List.of(all), together);
        int width = spec.embedding();
        for (int count = 1; count <= 3; count += 2) {
            for (int first = 0; first + count <= all.lanes(); first++) {
                MiniBatch some = Batches.slice(all, first, count, 0, all.steps());
                Carry carry = run.network.zeroCarry(count);
                float[] own = run.inputGradient(List.of(some), carry);
                String what = count + " lanes from " + first;
                for (int t = 0; t < some.steps(); t++) {
                    int row = all.offset(t) + first;
                    assertArrayEquals(
                            Arrays.copyOfRange(dX, row * width, (row + some.active(t)) * width),
                            Arrays.copyOfRange(own, some.offset(t) * width, some.offset(t + 1) * width),
                            what + " step " + t);
                }
                for (int s = 0; s < carry.states().length; s++) {
                    int hidden = carry.states()[s].length / count;
                    assertArrayEquals(
                            Arrays.copyOfRange(together.states()[s], first * hidden, (first + count) * hidden),
                            carry.states()[s],
                            what + " state " + s);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void theGradientOfTheInputIsTheSameInChunksWhenTheStatesGradientIsCarried(NetworkSpec spec) {
        if (spec.bidirectional() || spec.embedding() == 0) {
            return; // no carry; no gradient of the input
        }
        MiniBatch all = Batches.random(VOCABULARY, SEED, 6, 6, 6, 4);
        Run run = new Run(spec, InputPath.ROWS);
        int cut = 4;
        float[] whole = run.inputGradient(List.of(all), run.network.zeroCarry(all.lanes()));
        float[] chunked = run.inputGradient(
                List.of(
                        Batches.slice(all, 0, all.lanes(), 0, cut),
                        Batches.slice(all, 0, all.lanes(), cut, all.steps())),
                run.network.zeroCarry(all.lanes()));
        assertArrayEquals(whole, chunked);
    }

    /** Sums over rows begin anew in each mini-batch, so here equality ends. */
    @ParameterizedTest
    @MethodSource("networks")
    void theGradientOfTheWeightsHardlyDependsOnTheGrouping(NetworkSpec spec) {
        MiniBatch all = Batches.random(VOCABULARY, SEED, 8, 8, 6, 5, 5, 3, 1);
        for (Run run : runs(spec)) {
            float[] together = run.gradient(all, run.network.workspace());
            for (int count = 1; count <= 4; count += 3) {
                float[] regrouped = new float[together.length];
                for (int first = 0; first < all.lanes(); first += count) {
                    int lanes = Math.min(count, all.lanes() - first);
                    MiniBatch some = Batches.slice(all, first, lanes, 0, all.steps());
                    run.addGradient(some, run.network.workspace(), regrouped);
                }
                for (Layout.Slot slot : run.network.layout().slots()) {
                    float largest = 0;
                    for (int i = slot.offset(); i < slot.offset() + slot.size(); i++) {
                        largest = Math.max(largest, Math.abs(together[i]));
                    }
                    for (int i = slot.offset(); i < slot.offset() + slot.size(); i++) {
                        assertEquals(together[i], regrouped[i], 1e-5f * largest, slot.name() + " in " + count + "s");
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void bothWaysOfTheInputGiveTheSameScores(NetworkSpec spec) {
        if (spec.embedding() == 0) {
            return;
        }
        MiniBatch all = Batches.random(VOCABULARY, SEED, 8, 8, 6, 5, 5, 3, 1);
        Run table = new Run(spec, InputPath.TABLE);
        Run rows = new Run(spec, InputPath.ROWS);
        assertArrayEquals(
                table.score(all, table.network.zeroCarry(all.lanes())),
                rows.score(all, rows.network.zeroCarry(all.lanes())));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void aUsedWorkspaceChangesNothing(NetworkSpec spec) {
        MiniBatch small = Batches.random(VOCABULARY, SEED + 1, 3, 2);
        MiniBatch large = Batches.random(VOCABULARY, SEED + 2, 9, 8, 8, 7, 1);
        for (Run run : runs(spec)) {
            float[] fresh = run.gradient(small, run.network.workspace());
            double[] scores = run.score(small, run.network.zeroCarry(2));
            Workspace used = run.network.workspace();
            run.gradient(large, used);
            assertArrayEquals(fresh, run.gradient(small, used));
            assertArrayEquals(scores, run.score(small, run.network.zeroCarry(2), used));
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void dropoutFallsOnTrainingAlone(NetworkSpec spec) {
        MiniBatch small = Batches.random(VOCABULARY, SEED + 1, 3, 2);
        InputPath path = spec.embedding() == 0 ? InputPath.ONE_HOT : InputPath.ROWS;
        Run plain = new Run(spec, path);
        Run dropping = new Run(withDropout(spec), path);
        assertFalse(Arrays.equals(
                plain.gradient(small, plain.network.workspace()),
                dropping.gradient(small, dropping.network.workspace())));
        assertArrayEquals(
                plain.score(small, plain.network.zeroCarry(2)), dropping.score(small, dropping.network.zeroCarry(2)));
    }

    private static NetworkSpec withDropout(NetworkSpec spec) {
        return new NetworkSpec(
                spec.cell(),
                spec.layers(),
                spec.hidden(),
                spec.bidirectional(),
                spec.embedding(),
                spec.activation(),
                spec.tied(),
                0.4,
                0.3,
                spec.initUniform());
    }

    /** With and without dropout, on every path of the input that allows it. */
    private static List<Run> runs(NetworkSpec spec) {
        return spec.embedding() == 0
                ? List.of(new Run(spec, InputPath.ONE_HOT), new Run(withDropout(spec), InputPath.ONE_HOT))
                : List.of(
                        new Run(spec, InputPath.TABLE),
                        new Run(spec, InputPath.ROWS),
                        new Run(withDropout(spec), InputPath.ROWS));
    }

    private static final class Run {
        final Network network;
        final PackedNetwork packed;

        Run(NetworkSpec spec, InputPath path) {
            network = new Network(spec, SIZES, path);
            packed = network.allocate(Kernels.best());
            network.load(network.initialWeights(SEED), packed);
        }

        double[] score(MiniBatch batch, Carry carry) {
            return score(batch, carry, network.workspace());
        }

        double[] score(MiniBatch batch, Carry carry, Workspace work) {
            network.score(packed, batch, carry, work);
            return Arrays.copyOf(work.losses(), batch.rows());
        }

        float[] gradient(MiniBatch batch, Workspace work) {
            float[] gradient = new float[network.layout().size()];
            addGradient(batch, work, gradient);
            return gradient;
        }

        void addGradient(MiniBatch batch, Workspace work, float[] gradient) {
            Carry carry = network.zeroCarry(batch.lanes());
            network.train(packed, new Network.Window(batch, carry, new Dropout(1, 2, 3, 4, 5, 6)), work, gradient);
        }

        /**
         * dX of all rows, the windows walked forward with the state, which stays behind the last, and back with the state's
         * gradient.
         */
        float[] inputGradient(List<MiniBatch> windows, Carry carry) {
            List<Carry> before = new ArrayList<>();
            for (MiniBatch window : windows) {
                before.add(carry.copy());
                network.layers().forward(packed, new Network.Window(window, carry, null), network.workspace());
            }
            float[][] parts = new float[windows.size()][];
            Workspace work = network.workspace();
            network.layers().zeroStateGradients(windows.get(0), work);
            int width = network.spec().embedding();
            for (int w = windows.size() - 1; w >= 0; w--) {
                MiniBatch batch = windows.get(w);
                Network.Window window = new Network.Window(batch, before.get(w), null);
                float[] h = network.layers().forward(packed, window, work);
                work.dOut = h.clone(); // the loss is half the sum of squares of the outputs
                network.layers()
                        .backward(
                                packed, window, work, new float[network.layout().size()], Probe.OfScans.NONE);
                parts[w] = Arrays.copyOf(work.dOut, batch.rows() * width);
            }
            float[] joined = new float[0];
            for (float[] part : parts) {
                int at = joined.length;
                joined = Arrays.copyOf(joined, at + part.length);
                System.arraycopy(part, 0, joined, at, part.length);
            }
            return joined;
        }
    }
}
