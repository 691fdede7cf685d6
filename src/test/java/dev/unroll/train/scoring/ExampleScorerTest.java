package dev.unroll.train.scoring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.unroll.data.Example;
import dev.unroll.data.LabelSet;
import dev.unroll.data.Labels;
import dev.unroll.data.MiniBatch;
import dev.unroll.data.Prediction;
import dev.unroll.data.Standardisation;
import dev.unroll.data.Targets;
import dev.unroll.data.Vocabulary;
import dev.unroll.math.Kernels;
import dev.unroll.nn.LabelRules;
import dev.unroll.nn.Labelled;
import dev.unroll.nn.Network;
import dev.unroll.nn.Outputs;
import dev.unroll.nn.PackedNetwork;
import dev.unroll.nn.Workspace;
import dev.unroll.spec.Output;
import dev.unroll.spec.Pool;
import dev.unroll.spec.VocabularySpec.Unit;
import dev.unroll.train.scoring.ExampleScorer.Detail;
import dev.unroll.train.scoring.ExampleScorer.Limits;
import dev.unroll.train.scoring.ExampleScorer.Wanted;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExampleScorerTest {
    private static final Vocabulary WORDS =
            Vocabulary.of(Unit.WORD, List.of("<unk>", "a", "b", "c", "d", "e", "f", "g", "h"));
    private static final LabelSet LABELS = LabelSet.of(List.of("w", "x", "y", "z"));
    private static final Standardisation FEATURES =
            new Standardisation(new float[] {0.5f, 0, -1}, new float[] {1, 2, 0.5f});

    private static Stream<Labelled.Kind> kinds() {
        return Labelled.kinds().stream();
    }

    private static TinyScorer model(Labelled.Kind kind, boolean bidirectional) {
        LabelSet labels = kind.spec().output() == Output.LINEAR ? LabelSet.of(List.of()) : LABELS;
        TinyScorer.Shape shape = new TinyScorer.Shape(kind.spec(), kind.rules(), bidirectional);
        return new TinyScorer(shape, WORDS, labels, Labelled.OUTPUTS, FEATURES);
    }

    private static TinyScorer model(Output output, Pool pool) {
        return model(new Labelled.Kind(TinyScorer.Shape.of(output, pool).head(), LabelRules.NONE), true);
    }

    /** Words a to i, of which i is not known, and numbers beside them, some missing. */
    private static Example example(Random random, int length) {
        StringBuilder text = new StringBuilder();
        int[] ends = new int[length];
        float[] numbers = new float[3 * length];
        for (int t = 0; t < length; t++) {
            text.append((char) ('a' + random.nextInt(9)));
            ends[t] = t + 1;
        }
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = random.nextInt(9) == 0 ? Float.NaN : 2 * random.nextFloat() - 1;
        }
        byte[] utf8 = text.toString().getBytes(StandardCharsets.UTF_8);
        return new Example("here", "", new Example.Reading(utf8, ends, 3, numbers), Labels.NONE);
    }

    private static List<Example> examples() {
        Random random = new Random(TinyScorer.SEED);
        List<Example> examples = new ArrayList<>();
        for (int length : new int[] {3, 1, 0, 8, 3, 21, 2, 5, 1, 13, 8}) {
            examples.add(example(random, length));
        }
        return examples;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void companyAndWindowsDoNotChangeABit(Labelled.Kind kind) {
        for (boolean bidirectional : new boolean[] {true, false}) {
            ExampleScorer scorer = model(kind, bidirectional).scorer(TinyScorer.ALL);
            List<Example> examples = examples();
            List<Prediction> together = scorer.score(examples);
            String where = kind + " both ways " + bidirectional + ", seed " + TinyScorer.SEED;
            for (Limits limits : List.of(new Limits(1, 1), new Limits(3, 4), new Limits(2, 9), new Limits(64, 20))) {
                assertEquals(together, scorer.within(limits).score(examples), where + " " + limits);
            }
            for (int i = 0; i < examples.size(); i++) {
                assertEquals(List.of(together.get(i)), scorer.score(List.of(examples.get(i))), where);
            }
            Collections.reverse(examples);
            Collections.reverse(together);
            assertEquals(together, scorer.score(examples), where);
        }
    }

    /** The record as a mini-batch of one lane, numbers standardised. */
    private static Outputs alone(TinyScorer model, Example example) {
        float[] given = example.reading().features();
        float[] numbers = new float[given.length];
        int steps = given.length / 3;
        int[] units = new int[steps];
        int[] offsets = new int[steps + 1];
        for (int t = 0; t < steps; t++) {
            offsets[t + 1] = t + 1;
            int letter = example.reading().text()[t] - 'a';
            units[t] = letter == 8 ? 0 : 1 + letter;
        }
        for (int i = 0; i < numbers.length; i++) {
            float x = given[i];
            numbers[i] = Float.isNaN(x) ? 0 : (x - FEATURES.mean()[i % 3]) * FEATURES.scale()[i % 3];
        }
        PackedNetwork packed = model.network.allocate(Kernels.best());
        model.network.load(model.round.weights(), packed);
        MiniBatch batch = new MiniBatch(offsets, new MiniBatch.Read(units, 3, numbers), Targets.NONE, new long[] {0});
        return model.network.outputs(
                packed, new Network.Window(batch, model.network.zeroCarry(1), null), model.network.workspace());
    }

    @ParameterizedTest
    @EnumSource(
            value = Pool.class,
            names = {"NONE", "LAST"})
    void whatTheNetworkSaysIsSaidByName(Pool pool) {
        Example example = examples().get(3);
        Targets.Level level = pool == Pool.NONE ? Targets.Level.STEP : Targets.Level.RECORD;
        TinyScorer softmax = model(Output.SOFTMAX, pool);
        Outputs expected = alone(softmax, example);
        Prediction.Classes one = assertInstanceOf(
                Prediction.Classes.class,
                softmax.scorer(TinyScorer.ALL).score(List.of(example)).get(0));
        assertEquals(level, one.level());
        assertArrayEquals(expected.values(), one.probabilities());
        assertArrayEquals(expected.labels(), one.ids());
        assertEquals(pool == Pool.NONE ? 8 : 1, one.rows());
        for (int row = 0; row < one.rows(); row++) {
            int id = expected.labels()[row];
            assertEquals(List.of(LABELS.names().get(id)), one.labels(row));
            assertEquals(expected.values()[row * Labelled.OUTPUTS + id], one.confidence()[row]);
        }
        Prediction.Classes less = (Prediction.Classes) softmax.scorer(new Wanted(Detail.SAID, null))
                .score(List.of(example))
                .get(0);
        assertEquals(new Prediction.Classes(level, LABELS.names(), one.ids(), one.confidence(), new float[0]), less);

        TinyScorer sigmoid = model(Output.SIGMOID, pool);
        assertEquals(
                List.of(new Prediction.Sets(
                        level, LABELS.names(), alone(sigmoid, example).values())),
                sigmoid.scorer(TinyScorer.ALL).score(List.of(example)));

        TinyScorer linear = model(Output.LINEAR, pool);
        float[] numbers = alone(linear, example).values();
        assertEquals(
                List.of(new Prediction.Values(level, Labelled.OUTPUTS, numbers)),
                linear.scorer(TinyScorer.ALL).score(List.of(example)));
        Standardisation values = new Standardisation(new float[] {5, 0, -1, 2}, new float[] {2, 1, 0.5f, 4});
        float[] restored = new float[numbers.length];
        for (int i = 0; i < restored.length; i++) {
            restored[i] = numbers[i] / values.scale()[i % 4] + values.mean()[i % 4];
        }
        assertEquals(
                List.of(new Prediction.Values(level, Labelled.OUTPUTS, restored)),
                linear.restoring(values).score(List.of(example)));
    }

    @Test
    void classesWhoseProbabilityIsAHalfAreSaid() {
        Prediction.Sets sets =
                new Prediction.Sets(Targets.Level.STEP, List.of("x", "y"), new float[] {0.5f, 0.49f, 0, 0, 1, 0.75f});
        assertEquals(List.of("x"), sets.labels(0));
        assertEquals(List.of(), sets.labels(1));
        assertEquals(List.of("x", "y"), sets.labels(2));
    }

    @Test
    void whatCannotBeReadHasAReasonAndTheRestIsScored() {
        ExampleScorer scorer = model(Output.SOFTMAX, Pool.NONE).scorer(TinyScorer.ALL);
        List<Example> examples = examples();
        Example narrow = new Example(
                "here", "", new Example.Reading(new byte[] {'a'}, new int[] {1}, 1, new float[1]), Labels.NONE);
        List<Prediction> said = scorer.score(List.of(examples.get(0), narrow, examples.get(2), examples.get(1)));
        assertEquals(new Prediction.None("other numbers a step: found=1 expected=3"), said.get(1));
        assertEquals(new Prediction.None("nothing to read"), said.get(2));
        assertEquals(0, said.get(1).rows());
        assertEquals(List.of(), said.get(1).labels(0));
        assertEquals(scorer.score(examples.subList(0, 2)), List.of(said.get(0), said.get(3)));
        assertEquals(List.of(), scorer.score(List.of()));
    }

    @Test
    void weightsAndScratchAreGivenBack() {
        TinyScorer model = model(Output.SOFTMAX, Pool.NONE);
        ExampleScorer scorer = model.scorer(TinyScorer.ALL);
        scorer.score(examples());
        Workspace work = model.pool.workspace(model.network);
        model.pool.release(work);
        scorer.score(examples());
        assertEquals(work, model.pool.workspace(model.network));
    }

    @Test
    void aModelThatDoesNotFitTogetherIsRefused() {
        TinyScorer model = model(Output.SOFTMAX, Pool.NONE);
        ExampleScorer.Knowledge given = model.knowledge;
        List<ExampleScorer.Knowledge> others = List.of(
                new ExampleScorer.Knowledge(
                        given.rules(),
                        given.vocabulary(),
                        given.characters(),
                        LabelSet.of(List.of("w")),
                        given.features(),
                        given.values()),
                new ExampleScorer.Knowledge(
                        given.rules(),
                        given.vocabulary(),
                        given.characters(),
                        given.labels(),
                        Standardisation.none(2),
                        given.values()),
                new ExampleScorer.Knowledge(
                        model(Output.SOFTMAX, Pool.MAX).knowledge.rules(),
                        given.vocabulary(),
                        given.characters(),
                        given.labels(),
                        given.features(),
                        given.values()));
        for (ExampleScorer.Knowledge other : others) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new ExampleScorer(model.network, other, TinyScorer.ALL, model.pool, model.round));
        }
    }
}
