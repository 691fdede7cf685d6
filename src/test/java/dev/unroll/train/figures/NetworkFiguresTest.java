package dev.unroll.train.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.unroll.data.ExampleRules.Says;
import dev.unroll.data.MiniBatch;
import dev.unroll.data.Standardisation;
import dev.unroll.data.Targets;
import dev.unroll.math.Kernels;
import dev.unroll.nn.Batches;
import dev.unroll.nn.InputPath;
import dev.unroll.nn.Labelled;
import dev.unroll.nn.Labelled.Kind;
import dev.unroll.nn.Labelled.Mask;
import dev.unroll.nn.Network;
import dev.unroll.nn.Outputs;
import dev.unroll.nn.PackedNetwork;
import dev.unroll.nn.Sizes;
import dev.unroll.spec.Activation;
import dev.unroll.spec.Cell;
import dev.unroll.spec.NetworkSpec;
import dev.unroll.spec.Output;
import dev.unroll.spec.Pool;
import dev.unroll.train.figures.FigureRules.Classes;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Figures of what networks say, through every head and pooling. */
class NetworkFiguresTest {
    private static final long SEED = 63;
    private static final Sizes SIZES = new Sizes(9, 3, Labelled.OUTPUTS);
    private static final int[] LENGTHS = {8, 8, 6, 5, 5, 3, 1};

    static Stream<Kind> kinds() {
        return Labelled.kinds().stream();
    }

    private static FigureRules rules(Kind kind) {
        boolean steps = kind.spec().pool() == Pool.NONE;
        Classes classes = Classes.of(List.of("a", "b", "c", "d")).withPositive("b");
        Output output = kind.spec().output();
        if (output == Output.LINEAR) {
            Standardisation values = Standardisation.none(Labelled.OUTPUTS);
            return FigureRules.of(steps ? Says.STEP_VALUES : Says.RECORD_VALUES, values, SEED);
        }
        Says one = steps ? Says.STEP_CLASS : Says.RECORD_CLASS;
        Says any = steps ? Says.STEP_CLASSES : Says.RECORD_CLASSES;
        return FigureRules.of(output == Output.SOFTMAX ? one : any, classes, SEED);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void recordsTogetherAndAloneGiveTheSameFigures(Kind kind) {
        for (Mask mask : Mask.values()) {
            Run run = new Run(kind);
            MiniBatch all = Labelled.with(run.read, kind.spec(), mask, SEED);
            Figures together = new Figures(rules(kind));
            Outputs outputs = run.outputs(all);
            together.add(0, all, outputs);
            Figures alone = new Figures(rules(kind));
            for (int n = 0; n < all.lanes(); n++) {
                MiniBatch one = Batches.slice(all, n, 1, 0, all.steps());
                alone.add(0, one, run.outputs(one));
            }
            String where = kind + " " + mask + ", seed " + SEED;
            Result expected = together.result();
            assertEquals(outputs.loss(), together.loss(), where);
            assertEquals(outputs.loss().terms(), expected.seen().rows(), where);
            assertEquals(expected.seen(), alone.result().seen(), where);
            assertEquals(expected.details().classes(), alone.result().details().classes(), where);
            assertEquals(expected.figures().size(), alone.result().figures().size(), where);
            for (int i = 0; i < expected.figures().size(); i++) {
                Figure figure = expected.figures().get(i);
                assertEquals(figure.value(), alone.result().figures().get(i).value(), 1e-12, where + figure.name());
            }
        }
    }

    /** Without class weights training counts each label once. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void natsAreTheLossUnlessClassesHaveWeights(Kind kind) {
        Run run = new Run(kind);
        MiniBatch all = Labelled.with(run.read, kind.spec(), Mask.SOME, SEED);
        Figures figures = new Figures(rules(kind));
        figures.add(0, all, run.outputs(all));
        Double nats = figures.result().figuresByName().get("nats");
        if (kind.spec().output() == Output.LINEAR) {
            assertNull(nats);
        } else {
            boolean same = figures.loss().mean() == nats;
            assertEquals(kind.rules().weights().length == 0, same, kind + ", seed " + SEED);
        }
    }

    /** What follows the first step of each record, by the rows' losses. */
    @ParameterizedTest
    @EnumSource(Cell.class)
    void vectorsAreMeasuredFromTheSecondStepOn(Cell cell) {
        Kind kind = Labelled.kinds().stream()
                .filter(one ->
                        one.spec().output() == Output.SIGMOID && one.spec().pool() == Pool.NONE)
                .findFirst()
                .orElseThrow();
        Run run = new Run(kind, cell);
        MiniBatch all = Labelled.with(run.read, kind.spec(), Mask.NONE, SEED);
        Outputs outputs = run.outputs(all);
        double sum = 0;
        for (int row = all.active(0); row < all.rows(); row++) {
            sum += outputs.losses()[row];
        }
        Figures figures = new Figures(FigureRules.ofNextVectors(SEED));
        figures.add(0, all, outputs);
        assertEquals(Targets.Level.STEP, all.targets().level());
        assertEquals(
                sum / (all.rows() - all.lanes()), figures.result().headline().value(), 1e-12, cell + ", seed " + SEED);
    }

    /** A bidirectional network over units and features. */
    private static final class Run {
        final MiniBatch read =
                Batches.withFeatures(Batches.random(SIZES.vocabulary(), SEED, LENGTHS), SIZES.features(), SEED);
        final Network network;
        final PackedNetwork packed;

        Run(Kind kind) {
            this(kind, Cell.LSTM);
        }

        Run(Kind kind, Cell cell) {
            NetworkSpec spec =
                    new NetworkSpec(cell, 1, 6, true, 5, Activation.TANH, false, 0, 0, 0.5).withHead(kind.spec());
            network = new Network(spec, SIZES, InputPath.ROWS, kind.rules());
            packed = network.allocate(Kernels.best());
            network.load(network.initialWeights(SEED), packed);
        }

        Outputs outputs(MiniBatch batch) {
            Network.Window window = new Network.Window(batch, network.zeroCarry(batch.lanes()), null);
            return network.outputs(packed, window, network.workspace());
        }
    }
}
