package dev.unroll.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.Example.Reading;
import dev.unroll.data.ExampleRules.Says;
import dev.unroll.spec.DataSpec;
import dev.unroll.spec.VocabularySpec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Records that are written from their labels: units with an end, and what each begins from. */
class WrittenRecordTest {
    private static final UnitRules LETTERS = new UnitRules(
            new VocabularySpec(VocabularySpec.Unit.CHAR, 6, 0, 1, false, VocabularySpec.Normalize.NONE),
            DataSpec.Context.LINE,
            true,
            DataSpec.InvalidUtf8.REPLACE,
            0,
            DataSpec.TooLong.REJECT);
    private static final Vocabulary VOCABULARY =
            Vocabulary.of(VocabularySpec.Unit.CHAR, List.of("<unk>", "<eos>", "a", "b", "c"));
    private static final int A = 2;
    private static final int B = 3;
    private static final int C = 4;

    private static Example named(String text, String... labels) {
        return new Example("here", "", reading(text), new Labels.OfRecord(List.of(labels)));
    }

    private static Reading reading(String text) {
        return Reading.ofText(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Shard shard(Says says, int values, Example... examples) {
        ExampleShardBuilder builder = new ExampleShardBuilder(
                new ExampleRules(LETTERS, says),
                new ExampleShardBuilder.Widths(0, values),
                VOCABULARY,
                LabelSet.of(List.of("left", "right")));
        for (Example example : examples) {
            builder.add(new byte[0], ExampleCodec.toBytes(example));
        }
        return Shard.fromBytes(builder.build(0).toBytes());
    }

    private static MiniBatch window(Shard shard, RecordContent content, int steps, int window) {
        return new TurnSpec(1, 8, steps, content).turn(shard, 0).at(window);
    }

    @Test
    void aRecordIsItsUnitsAndItsEndFromTheClassItBeginsFrom() {
        Shard shard = shard(Says.UNITS_OF_CLASS, 0, named("abc", "right"), named("b", "left"), named("ca"));
        RecordContent content = new RecordContent.UnitsOf(2, Standardisation.none(0));
        MiniBatch batch = window(shard, content, 0, 0);
        assertEquals(4 + 2 + 3, shard.units());
        assertArrayEquals(new int[] {A, C, B, B, A, UnitIds.END, C, UnitIds.END, UnitIds.END}, batch.classes());
        assertArrayEquals(new int[] {MiniBatch.NONE, MiniBatch.NONE, MiniBatch.NONE, A, C, B, B, A, C}, batch.inputs());
        assertEquals(Given.ofClasses(2, 1, MiniBatch.NONE, 0), batch.given());
    }

    @Test
    void laterWindowsGoOnAndBeginFromNothing() {
        Shard shard = shard(Says.UNITS_OF_CLASS, 0, named("abc", "right"));
        RecordContent content = new RecordContent.UnitsOf(2, Standardisation.none(0));
        assertEquals(Given.ofClasses(2, 1), window(shard, content, 3, 0).given());
        assertTrue(window(shard, content, 3, 1).given().isNone());
        assertArrayEquals(new int[] {C}, window(shard, content, 3, 1).inputs());
    }

    @Test
    void aClassThatWasNotInTrainingIsNothing() {
        Shard shard = shard(Says.UNITS_OF_CLASS, 0, named("abc", "straight"));
        RecordContent content = new RecordContent.UnitsOf(2, Standardisation.none(0));
        assertEquals(
                Given.ofClasses(2, MiniBatch.NONE), window(shard, content, 0, 0).given());
    }

    @Test
    void numbersAreStandardisedAndAMissingOneIsTheMean() {
        Example first = new Example(
                "a", "", reading("abc"), new Labels.Values(Targets.Level.RECORD, 2, new float[] {30, Float.NaN}));
        Example second =
                new Example("b", "", reading("b"), new Labels.Values(Targets.Level.RECORD, 2, new float[] {5, 1}));
        Shard shard = shard(Says.UNITS_OF_NUMBERS, 2, second, first);
        Standardisation by = new Standardisation(new float[] {10, 3}, new float[] {0.5f, 2});
        MiniBatch batch = window(shard, new RecordContent.UnitsOf(2, by), 0, 0);
        assertEquals(Given.ofNumbers(2, 10, 0, -2.5f, -4), batch.given());
    }

    @Test
    void withoutLookingAtLabelsRecordsBeginFromNothing() {
        Shard shard = shard(Says.UNITS, 0, named("ab", "left"));
        assertTrue(shard.annotation().isNone());
        assertTrue(window(shard, new RecordContent.UnitsOf(0, Standardisation.none(0)), 0, 0)
                .given()
                .isNone());
        ExampleCounter counter = new ExampleCounter(new ExampleRules(LETTERS, Says.UNITS));
        counter.add(named("ab", "left"));
        assertEquals(Map.of(), counter.count().labels());
        assertEquals(1, counter.count().targets());
    }

    @Test
    void whatCannotBeWrittenIsRejectedWithItsReason() {
        ExampleCounter counter = new ExampleCounter(new ExampleRules(LETTERS, Says.UNITS_OF_CLASS));
        assertEquals(Optional.of("nothing to read"), counter.add(named("", "left")));
        assertEquals(Optional.of("several labels: a record begins from one"), counter.add(named("a", "left", "right")));
        Example numbers = new Example("a", "", Reading.ofFeatures(1, new float[] {1}), Labels.NONE);
        assertEquals(Optional.of("numbers, where units are to be written"), counter.add(numbers));
        assertEquals(Optional.empty(), counter.add(named("ab", "left")));
        assertEquals(Map.of("a", 1L, "b", 1L, "<eos>", 1L), counter.count().units());
        assertEquals(3, counter.count().steps());
        assertEquals(Map.of("left", 1L), counter.count().labels());
    }

    @Test
    void whatIsGivenTravelsWithTheShard() {
        Targets classes = new Targets.Classes(Targets.Level.RECORD, new int[] {1, MiniBatch.NONE});
        Targets values = new Targets.Values(Targets.Level.RECORD, 2, new float[] {1, 2, Float.NaN, 4});
        Spellings spellings = new Spellings(new int[] {0, 0}, new int[] {0, 2}, new char[] {1, 2}, new byte[0]);
        Targets said = new Targets.Values(Targets.Level.STEP, 3, new float[] {5, 6, 7});
        for (Targets given : List.of(classes, values)) {
            for (Annotation annotation : List.of(
                    Annotation.ofGiven(given),
                    new Annotation(1, new float[] {8, 9}, said, Spellings.NONE, given, new String[0]),
                    new Annotation(1, new float[] {8, 9}, said, spellings, given, new String[] {"a", ""}))) {
                byte[] bytes = annotation.toBytes();
                assertEquals(annotation, Annotation.fromBytes(ByteBuffer.wrap(bytes)));
                assertNotEquals(
                        new Annotation(annotation.featureWidth(), annotation.features(), annotation.targets()),
                        annotation);
            }
        }
        byte[] bytes = Annotation.ofGiven(classes).toBytes();
        bytes[5 * Integer.BYTES] = 99; // the length of what is given
        assertThrows(IllegalArgumentException.class, () -> Annotation.fromBytes(ByteBuffer.wrap(bytes)));
    }

    @Test
    void whatOneLaneBeginsFromCanBeThatOfMany() {
        List<Given> all = new ArrayList<>(List.of(Given.ofClasses(3, 2), Given.ofNumbers(2, 4, 5), Given.NONE));
        List<Given> three = List.of(Given.ofClasses(3, 2, 2, 2), Given.ofNumbers(2, 4, 5, 4, 5, 4, 5), Given.NONE);
        all.replaceAll(given -> given.repeated(3));
        assertEquals(three, all);
        assertEquals(List.of(3, 3, 0), all.stream().map(Given::lanes).toList());
        assertEquals("[2, 2, 2]", Arrays.toString(all.get(0).classes()));
    }
}
