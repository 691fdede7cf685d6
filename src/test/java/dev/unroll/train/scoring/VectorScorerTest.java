package dev.unroll.train.scoring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unroll.data.Example;
import dev.unroll.data.ExampleBatch;
import dev.unroll.data.ExampleRules;
import dev.unroll.data.Labels;
import dev.unroll.data.Standardisation;
import dev.unroll.data.UnitRules;
import dev.unroll.data.Vocabulary;
import dev.unroll.nn.InputPath;
import dev.unroll.nn.Network;
import dev.unroll.nn.Sizes;
import dev.unroll.spec.Activation;
import dev.unroll.spec.Cell;
import dev.unroll.spec.Conf;
import dev.unroll.spec.HeadSpec;
import dev.unroll.spec.NetworkSpec;
import dev.unroll.spec.Output;
import dev.unroll.spec.Pool;
import dev.unroll.spec.Spec;
import dev.unroll.train.PackedPool;
import dev.unroll.train.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VectorScorerTest {
    private static final int WIDTH = 3;
    private static final long SEED = 8;

    private static VectorScorer scorer(float[] weights, Network network) {
        Spec spec = Spec.from(Conf.parse("a.conf", "", List.of("data.format=piano-rolls")));
        ExampleBatch.Reads reads = new ExampleBatch.Reads(
                new ExampleRules(UnitRules.of(spec), ExampleRules.Says.NEXT_VECTOR),
                Vocabulary.ofCharacters(Map.of()),
                Vocabulary.ofCharacters(Map.of()),
                0,
                Standardisation.none(WIDTH));
        Worker.Round round = new Worker.Round(0, 0, weights, new float[0][], 0);
        return new VectorScorer(network, reads, new PackedPool(), round);
    }

    private static Network network() {
        NetworkSpec spec = new NetworkSpec(Cell.LSTM, 1, 6, false, 0, Activation.TANH, false, 0, 0, 1)
                .withHead(new HeadSpec(Output.SIGMOID, Pool.NONE, false, 0));
        Sizes sizes = new Sizes(0, WIDTH, WIDTH, 0);
        return new Network(spec, sizes, InputPath.scoring(spec, sizes));
    }

    private static Example piece(float... numbers) {
        return new Example("", "", Example.Reading.ofFeatures(WIDTH, numbers), Labels.NONE);
    }

    /** With all weights 0 but the output's bias, p is that of the bias: by hand -log 3/4, -log 1/2 and -log 1/4 for ones. */
    @Test
    void aStepsScoreIsTheSumOfItsNumbersLogarithms() {
        Network network = network();
        float[] weights = new float[network.layout().size()];
        int bias = network.layout().slot("output.b").offset();
        weights[bias] = (float) Math.log(3);
        weights[bias + 2] = (float) -Math.log(3);
        VectorScorer.Score score = scorer(weights, network)
                .scores(List.of(piece(1, 1, 1, 1, 0, 0)))
                .get(0);
        assertEquals("", score.fault());
        assertEquals(Math.log(0.75 * 0.5 * 0.25), score.steps()[0], 1e-6);
        assertEquals(Math.log(0.75 * 0.5 * 0.75), score.steps()[1], 1e-6);
        assertEquals(score.steps()[0] + score.steps()[1], score.sum());
    }

    @Test
    void aRecordsScoreIsTheSameInAnyCompany() {
        Network network = network();
        VectorScorer scorer = scorer(network.initialWeights(5), network);
        Random random = new Random(SEED);
        List<Example> pieces = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            float[] numbers = new float[WIDTH * (1 + random.nextInt(i == 3 ? 300 : 20))];
            for (int k = 0; k < numbers.length; k++) {
                numbers[k] = random.nextInt(2);
            }
            pieces.add(piece(numbers));
        }
        List<VectorScorer.Score> together = scorer.scores(pieces);
        for (int i = 0; i < pieces.size(); i++) {
            double[] alone = scorer.scores(List.of(pieces.get(i))).get(0).steps();
            assertArrayEquals(alone, together.get(i).steps(), "seed " + SEED + " piece " + i);
        }
    }

    @Test
    void aRecordOfAnotherWidthHasAReasonInsteadOfAScore() {
        Network network = network();
        Example other = new Example("", "", Example.Reading.ofFeatures(2, new float[] {1, 0}), Labels.NONE);
        List<VectorScorer.Score> scores =
                scorer(network.initialWeights(5), network).scores(List.of(other, piece(1, 0, 1)));
        assertEquals("other numbers a step: found=2 expected=3", scores.get(0).fault());
        assertEquals(0, scores.get(0).steps().length);
        assertEquals(1, scores.get(1).steps().length);
    }
}
