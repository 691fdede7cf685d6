package dev.unroll.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.MiniBatch;
import dev.unroll.data.Targets;
import dev.unroll.math.Kernels;
import dev.unroll.nn.Labelled.Kind;
import dev.unroll.nn.Labelled.Mask;
import dev.unroll.spec.Activation;
import dev.unroll.spec.Cell;
import dev.unroll.spec.NetworkSpec;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of a record has the same bits whatever is beside it. */
class CompanyTest {
    private static final long SEED = 8;
    private static final Sizes SIZES = new Sizes(9, 3, Labelled.OUTPUTS);
    private static final int[] LENGTHS = {8, 8, 6, 5, 5, 3, 1};

    static Stream<Kind> kinds() {
        return Labelled.kinds().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void aRecordAloneHasTheBitsItHasAmongOthers(Kind kind) {
        for (Cell cell : new Cell[] {Cell.LSTM, Cell.GRU}) {
            Run run = new Run(cell, kind);
            MiniBatch all = Labelled.with(run.read, kind.spec(), Mask.SOME, SEED);
            Outputs together = run.outputs(all);
            boolean steps = all.targets().level() == Targets.Level.STEP;
            for (int n = 0; n < all.lanes(); n++) {
                MiniBatch one = Batches.slice(all, n, 1, 0, all.steps());
                Outputs alone = run.outputs(one);
                int rows = steps ? one.steps() : 1;
                for (int t = 0; t < rows; t++) {
                    int row = all.offset(t) + n;
                    String where = kind + " lane " + n + " step " + t + ", seed " + SEED;
                    assertArrayEquals(row(together, row), row(alone, t), where);
                    if (together.labels().length > 0) {
                        assertEquals(together.labels()[row], alone.labels()[t], where);
                    }
                    int place = kind.spec().crf() ? n : row;
                    assertEquals(
                            together.losses()[place], alone.losses()[kind.spec().crf() ? 0 : t], 0.0, where);
                }
            }
        }
    }

    private static float[] row(Outputs outputs, int row) {
        return Arrays.copyOfRange(outputs.values(), row * outputs.width(), (row + 1) * outputs.width());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void recordsWithoutATargetChangeNoGradient(Kind kind) {
        Run run = new Run(Cell.LSTM, kind);
        MiniBatch all = Labelled.with(run.read, kind.spec(), Mask.NONE, SEED);
        MiniBatch few = Batches.slice(all, 1, 3, 0, all.steps());
        float[] expected = new float[run.network.layout().size()];
        Loss loss = run.train(few, expected);
        float[] found = new float[expected.length];
        assertEquals(loss, run.train(onlyLanes(all, 1, 4), found));
        for (int i = 0; i < expected.length; i++) {
            assertTrue(
                    expected[i] == found[i],
                    run.network.layout().slotAt(i).name() + ": " + expected[i] + " became " + found[i]);
        }
    }

    /** The same mini-batch, its other lanes without a target. */
    private static MiniBatch onlyLanes(MiniBatch batch, int from, int to) {
        Targets targets = batch.targets();
        int steps = targets.level() == Targets.Level.STEP ? batch.steps() : 1;
        int[] ids = batch.classes().clone();
        float[] values = batch.values().clone();
        for (int t = 0; t < steps; t++) {
            for (int n = 0; n < batch.active(t); n++) {
                int row = batch.offset(t) + n;
                if (n >= from && n < to) {
                    continue;
                }
                if (ids.length > 0) {
                    ids[row] = MiniBatch.NONE;
                } else {
                    Arrays.fill(values, row * Labelled.OUTPUTS, (row + 1) * Labelled.OUTPUTS, Float.NaN);
                }
            }
        }
        return Batches.with(
                batch,
                ids.length > 0
                        ? new Targets.Classes(targets.level(), ids)
                        : new Targets.Values(targets.level(), Labelled.OUTPUTS, values));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void answersDoNotDependOnTargetsAndAgreeWithTheScore(Kind kind) {
        Run run = new Run(Cell.GRU, kind);
        MiniBatch labelled = Labelled.with(run.read, kind.spec(), Mask.SOME, SEED);
        Outputs with = run.outputs(labelled);
        Outputs without = run.outputs(Batches.with(run.read, Targets.NONE));
        assertArrayEquals(with.values(), without.values());
        assertArrayEquals(with.labels(), without.labels());
        assertEquals(Loss.NONE, without.loss());
        Workspace work = run.network.workspace();
        Carry carry = run.network.zeroCarry(labelled.lanes());
        assertEquals(with.loss(), run.network.score(run.packed, labelled, carry, work));
        assertArrayEquals(with.losses(), Arrays.copyOf(work.losses(), with.losses().length));
        assertEquals(
                with.loss(), run.train(labelled, new float[run.network.layout().size()]));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void aUsedWorkspaceChangesNothing(Kind kind) {
        Run run = new Run(Cell.LSTM, kind);
        MiniBatch all = Labelled.with(run.read, kind.spec(), Mask.LANES, SEED);
        MiniBatch few = Batches.slice(all, 2, 3, 0, all.steps());
        float[] fresh = new float[run.network.layout().size()];
        run.train(few, fresh);
        Workspace used = run.network.workspace();
        float[] gradient = new float[fresh.length];
        run.network.train(run.packed, run.window(all), used, gradient);
        Arrays.fill(gradient, 0f);
        run.network.train(run.packed, run.window(few), used, gradient);
        assertArrayEquals(fresh, gradient);
    }

    /** A bidirectional network over units and features. */
    private static final class Run {
        final MiniBatch read =
                Batches.withFeatures(Batches.random(SIZES.vocabulary(), SEED, LENGTHS), SIZES.features(), SEED);
        final Network network;
        final PackedNetwork packed;

        Run(Cell cell, Kind kind) {
            NetworkSpec spec =
                    new NetworkSpec(cell, 2, 17, true, 5, Activation.TANH, false, 0, 0, 0.3).withHead(kind.spec());
            network = new Network(spec, SIZES, InputPath.ROWS, kind.rules());
            packed = network.allocate(Kernels.best());
            network.load(network.initialWeights(SEED), packed);
        }

        Network.Window window(MiniBatch batch) {
            return new Network.Window(batch, network.zeroCarry(batch.lanes()), null);
        }

        Outputs outputs(MiniBatch batch) {
            return network.outputs(packed, window(batch), network.workspace());
        }

        Loss train(MiniBatch batch, float[] gradient) {
            return network.train(packed, window(batch), network.workspace(), gradient);
        }
    }
}
