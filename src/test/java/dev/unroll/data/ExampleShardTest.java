package dev.unroll.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unroll.data.Example.Reading;
import dev.unroll.data.ExampleRules.Says;
import dev.unroll.spec.DataSpec;
import dev.unroll.spec.VocabularySpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExampleShardTest {
    private static final UnitRules WORDS = new UnitRules(
            new VocabularySpec(VocabularySpec.Unit.WORD, 6, 0, 1, false, VocabularySpec.Normalize.NONE),
            DataSpec.Context.LINE,
            false,
            DataSpec.InvalidUtf8.REPLACE,
            0,
            DataSpec.TooLong.REJECT);
    private static final Vocabulary VOCABULARY =
            Vocabulary.of(VocabularySpec.Unit.WORD, List.of("<unk>", "Harry", "met", "Hermione", "New\u00A0York"));
    private static final LabelSet TAGS = LabelSet.of(List.of("O", "B-PER"));

    private static Reading words(String... words) {
        StringBuilder text = new StringBuilder();
        int[] ends = new int[words.length];
        for (int i = 0; i < words.length; i++) {
            text.append(words[i]);
            ends[i] = text.toString().getBytes(StandardCharsets.UTF_8).length;
        }
        return Reading.ofUnits(text.toString().getBytes(StandardCharsets.UTF_8), ends);
    }

    private static Example tagged(Reading reading, int... ids) {
        return new Example("here", "", reading, new Labels.OfSteps(List.of("B-PER", "O", "B-LOC"), ids));
    }

    private static Shard shard(ExampleRules rules, LabelSet labels, List<Example> examples, int features, int values) {
        ExampleShardBuilder builder =
                new ExampleShardBuilder(rules, new ExampleShardBuilder.Widths(features, values), VOCABULARY, labels);
        examples.forEach(
                example -> builder.add(example.key().getBytes(StandardCharsets.UTF_8), ExampleCodec.toBytes(example)));
        return Shard.fromBytes(builder.build(3).toBytes());
    }

    private static MiniBatch batch(Shard shard, Standardisation features, Standardisation values) {
        return new TurnSpec(1, 4, 0, new RecordContent.Labelled(features, values))
                .turn(shard, 0)
                .at(0);
    }

    private static final Standardisation NOTHING = Standardisation.none(0);

    @Test
    void wordsAndTheirTagsKeepTogether() {
        List<Example> examples = List.of(
                tagged(words("Harry", "met", "Hermione"), 0, 1, 0),
                tagged(words("Draco", "met"), 2, -1),
                tagged(words("New York"), 1));
        MiniBatch batch =
                batch(shard(new ExampleRules(WORDS, Says.STEP_CLASS), TAGS, examples, 0, 0), NOTHING, NOTHING);
        assertEquals(3, batch.steps());
        assertEquals(6, batch.rows());
        assertArrayEquals(new int[] {1, 0, 4, 2, 2, 3}, batch.inputs());
        // B-PER is 0, O is 1; B-LOC is none of them, and a step without a tag has no loss term
        assertArrayEquals(new int[] {0, LabelSet.UNKNOWN, 1, 1, MiniBatch.NONE, 0}, batch.classes());
    }

    /** Longer than what is kept of the words before: the buffer of 64 bytes grows for 40, and again for 200. */
    @Test
    void aLongWordBehindAShortOneIsReadAsItStands() {
        String longer = "x".repeat(40);
        String longest = "y".repeat(200);
        ExampleCounter counter = new ExampleCounter(new ExampleRules(WORDS, Says.STEP_CLASS));
        assertEquals(Optional.empty(), counter.add(tagged(words("met", longer, longest, "met"), 0, 1, 0, 1)));
        assertEquals(Map.of("met", 2L, longer, 1L, longest, 1L), counter.count().units());
    }

    @Test
    void aRecordsClassStandsByItsLane() {
        List<Example> examples = List.of(
                new Example("a", "", words("met"), new Labels.OfRecord(List.of("O"))),
                new Example("b", "", words("Harry", "met"), new Labels.OfRecord(List.of("B-PER"))),
                new Example("c", "", words("met", "met", "met"), Labels.NONE));
        MiniBatch batch =
                batch(shard(new ExampleRules(WORDS, Says.RECORD_CLASS), TAGS, examples, 0, 0), NOTHING, NOTHING);
        assertEquals(Targets.Level.RECORD, batch.targets().level());
        assertArrayEquals(new int[] {MiniBatch.NONE, 0, 1}, batch.classes());
    }

    @Test
    void numbersAreStandardisedAndMissingOnesAreTheMean() {
        Example example = new Example(
                "a",
                "",
                Reading.ofFeatures(2, new float[] {1, 10, 3, Float.NaN}),
                new Labels.Values(Targets.Level.RECORD, 1, new float[] {7}));
        Shard shard =
                shard(new ExampleRules(WORDS, Says.RECORD_VALUES), LabelSet.of(List.of()), List.of(example), 2, 1);
        Standardisation features = new Standardisation(new float[] {2, 8}, new float[] {1, 0.5f});
        Standardisation values = new Standardisation(new float[] {5}, new float[] {0.25f});
        MiniBatch batch = batch(shard, features, values);
        assertEquals(2, shard.units());
        assertEquals(0, batch.inputs().length);
        assertArrayEquals(new float[] {-1, 1, 1, 0}, batch.features());
        assertArrayEquals(new float[] {0.5f}, ((Targets.Values) batch.targets()).values());
        assertEquals(7f, values.restore(0.5f, 0));
    }

    @Test
    void aVectorIsReadFromTheOneBefore() {
        Example piece = new Example("p", "", Reading.ofFeatures(2, new float[] {1, 0, 0, 1, 1, 1}), Labels.NONE);
        Shard shard = shard(new ExampleRules(WORDS, Says.NEXT_VECTOR), LabelSet.of(List.of()), List.of(piece), 2, 0);
        MiniBatch batch = new TurnSpec(1, 4, 2, new RecordContent.NextVector())
                .turn(shard, 0)
                .at(1);
        assertArrayEquals(new float[] {0, 1}, batch.features());
        assertArrayEquals(new float[] {1, 1}, ((Targets.Values) batch.targets()).values());
    }

    @Test
    void severalClassesAreZerosAndOnes() {
        Labels both = new Labels.SetsOfSteps(List.of("O", "B-PER"), new long[] {3, 0, -1});
        Example example = new Example("s", "", words("Harry", "met", "met"), both);
        MiniBatch batch = batch(
                shard(new ExampleRules(WORDS, Says.STEP_CLASSES), TAGS, List.of(example), 0, 0), NOTHING, NOTHING);
        float nan = Float.NaN;
        assertArrayEquals(new float[] {1, 1, 0, 0, nan, nan}, ((Targets.Values) batch.targets()).values());
    }

    @Test
    void theOrderInWhichExamplesComeChangesNothing() {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 37; i++) {
            examples.add(tagged(words("Harry", "w" + i % 5, "met"), i % 3, 1, 0));
        }
        ExampleRules rules = new ExampleRules(WORDS, Says.STEP_CLASS);
        byte[] expected = shard(rules, TAGS, examples, 0, 0).toBytes();
        Collections.shuffle(examples, new Random(5));
        assertArrayEquals(expected, shard(rules, TAGS, examples, 0, 0).toBytes(), "seed 5");
    }

    @Test
    void whatDoesNotFitIsNotCounted() {
        ExampleCounter counter = new ExampleCounter(new ExampleRules(WORDS, Says.STEP_CLASS));
        assertEquals(Optional.empty(), counter.add(tagged(words("Harry", "met"), 0, 1)));
        assertEquals(
                Optional.of("labels of another kind than task and network.output ask for"),
                counter.add(new Example("x", "", words("met"), new Labels.OfRecord(List.of("O")))));
        assertEquals(Optional.of("nothing to read"), counter.add(tagged(words())));
        ExampleCounter.Count count = counter.count();
        assertEquals(1, count.records());
        assertEquals(2, count.steps());
        assertEquals(2, count.targets());
        assertEquals(1L, count.labels().get("O"));
        assertEquals(1L, count.units().get("met"));
    }
}
