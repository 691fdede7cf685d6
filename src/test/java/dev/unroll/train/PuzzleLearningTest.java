package dev.unroll.train;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.Example;
import dev.unroll.data.ExampleCodec;
import dev.unroll.data.ExampleRules;
import dev.unroll.data.ExampleRules.Says;
import dev.unroll.data.ExampleShardBuilder;
import dev.unroll.data.LabelSet;
import dev.unroll.data.RecordContent;
import dev.unroll.data.Shard;
import dev.unroll.data.Standardisation;
import dev.unroll.data.Turn;
import dev.unroll.data.TurnSpec;
import dev.unroll.data.UnitRules;
import dev.unroll.data.Vocabulary;
import dev.unroll.data.format.ExampleReader;
import dev.unroll.data.format.Puzzle;
import dev.unroll.data.format.Synthetic;
import dev.unroll.math.Kernels;
import dev.unroll.nn.InputPath;
import dev.unroll.nn.Loss;
import dev.unroll.nn.Network;
import dev.unroll.nn.PackedNetwork;
import dev.unroll.nn.Sizes;
import dev.unroll.nn.Workspace;
import dev.unroll.optim.Clip;
import dev.unroll.optim.Optimizer;
import dev.unroll.spec.Activation;
import dev.unroll.spec.Cell;
import dev.unroll.spec.DataSpec;
import dev.unroll.spec.HeadSpec;
import dev.unroll.spec.NetworkSpec;
import dev.unroll.spec.OptimizerSpec;
import dev.unroll.spec.Output;
import dev.unroll.spec.Pool;
import dev.unroll.spec.VocabularySpec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Networks learn what the puzzles ask of them, if they are made for it. */
class PuzzleLearningTest {
    private static final long SEED = 1;
    private static final int BATCH = 32;
    private static final UnitRules LETTERS = new UnitRules(
            new VocabularySpec(VocabularySpec.Unit.CHAR, 6, 0, 1, false, VocabularySpec.Normalize.NONE),
            DataSpec.Context.LINE,
            false,
            DataSpec.InvalidUtf8.REPLACE,
            0,
            DataSpec.TooLong.REJECT);
    private static final List<String> SYMBOLS = List.of("a", "b", "c", "d", "e", "f", "g", "h");
    private static final Vocabulary VOCABULARY =
            Vocabulary.of(VocabularySpec.Unit.CHAR, List.of("<unk>", "a", "b", "c", "d", "e", "f", "g", "h", "_", "!"));

    /** Guessing has an error of 1/6. */
    @Test
    void aGruLearnsToAddWhatIsMarked() {
        HeadSpec head = new HeadSpec(Output.LINEAR, Pool.LAST, false, 0);
        Trial trial = new Trial(Puzzle.ADDING, network(Cell.GRU, false, head, new Sizes(0, 2, 1)), 20);
        double before = trial.loss();
        trial.train(12, 0.01);
        double after = trial.loss();
        assertTrue(before > 0.15 && after < 0.01, "error before " + before + " after " + after + ", seed " + SEED);
    }

    /** Guessing costs log 8 = 2.079 nats a step. */
    @Test
    void whatIsAheadIsSeenByTwoDirectionsAndNotByOne() {
        Trial one = new Trial(Puzzle.AHEAD, tagger(false), 16);
        one.train(6, 0.01);
        Trial two = new Trial(Puzzle.AHEAD, tagger(true), 16);
        two.train(6, 0.01);
        double seen = two.loss();
        assertTrue(one.loss() > 2 && seen < 0.2, "one " + one.loss() + " two " + seen + ", seed " + SEED);
    }

    private static Network tagger(boolean bidirectional) {
        return network(Cell.RNN, bidirectional, HeadSpec.SOFTMAX, new Sizes(VOCABULARY.size(), 0, SYMBOLS.size()));
    }

    private static Network network(Cell cell, boolean bidirectional, HeadSpec head, Sizes sizes) {
        NetworkSpec spec = new NetworkSpec(cell, 1, 32, bidirectional, 0, Activation.TANH, false, 0, 0, 0);
        return new Network(spec.withHead(head), sizes, InputPath.scoring(spec, sizes));
    }

    /** A network, records to train it on and others to measure it on. */
    private static final class Trial {
        final Network network;
        final Shard training;
        final Shard heldOut;
        final RecordContent content;
        final float[] weights;

        Trial(Puzzle puzzle, Network network, int length) {
            this.network = network;
            training = shard(new Synthetic(puzzle, length, 4000, SEED));
            heldOut = shard(new Synthetic(puzzle, length, 500, SEED + 1));
            int features = network.sizes().features();
            int values = puzzle == Puzzle.ADDING ? 1 : 0;
            content = new RecordContent.Labelled(Standardisation.none(features), Standardisation.none(values));
            weights = network.initialWeights(SEED);
        }

        private static Shard shard(Synthetic source) {
            boolean numbers = source.puzzle() == Puzzle.ADDING;
            ExampleShardBuilder builder = new ExampleShardBuilder(
                    new ExampleRules(LETTERS, numbers ? Says.RECORD_VALUES : Says.STEP_CLASS),
                    new ExampleShardBuilder.Widths(numbers ? 2 : 0, numbers ? 1 : 0),
                    VOCABULARY,
                    LabelSet.of(SYMBOLS));
            ExampleReader reader = source.open(0, 1);
            reader.forEachRemaining(found -> builder.add(new byte[0], ExampleCodec.toBytes((Example) found)));
            return builder.build(0);
        }

        void train(int epochs, double rate) {
            Optimizer adam = Optimizer.of(
                    new OptimizerSpec(OptimizerSpec.Kind.ADAM, 0, false, 0, 0.9, 0.999, 1e-8), weights.length);
            PackedNetwork packed = network.allocate(Kernels.best());
            Workspace work = network.workspace();
            for (int epoch = 0; epoch < epochs; epoch++) {
                Turn turn = new TurnSpec(SEED, BATCH, 0, content).turn(training, epoch);
                for (int w = 0; w < turn.windows(); w++) {
                    network.load(weights, packed);
                    float[] gradient = new float[weights.length];
                    Network.Window window = new Network.Window(turn.at(w), network.zeroCarry(BATCH), null);
                    Loss loss = network.train(packed, window, work, gradient);
                    GradientSum.dense(gradient, loss).mean();
                    Clip.byNorm(gradient, 1);
                    adam.step(weights, gradient, rate);
                }
            }
        }

        /** Mean over the held-out records, or their steps. */
        double loss() {
            Worker.Round round = new Worker.Round(0, 0, weights.clone(), new float[0][], 0);
            Turn turn = new TurnSpec(SEED, BATCH, 0, content).turn(heldOut, 0);
            return Scoring.loss(network, new PackedPool(), round, turn).mean();
        }
    }
}
