package dev.unroll.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unroll.data.Example.Reading;
import dev.unroll.spec.VocabularySpec;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExampleBatchTest {
    private static final UnitRules BASES =
            Settings.rules("vocabulary.unit=nucleotide", "data.context=line", "data.eos=false");
    private static final Vocabulary VOCABULARY =
            Vocabulary.of(VocabularySpec.Unit.NUCLEOTIDE, List.of("<unk>", "A", "C", "G", "T"));
    private static final Standardisation NOTHING = Standardisation.none(0);
    private static final Standardisation TWO = new Standardisation(new float[] {1, 2}, new float[] {2, 0.5f});

    private static Example bases(String letters) {
        return of(Reading.ofText(letters.getBytes(StandardCharsets.UTF_8)));
    }

    private static Example of(Reading reading) {
        return new Example("here", "", reading, Labels.NONE);
    }

    private static Example both(String letters, float... numbers) {
        return of(new Reading(letters.getBytes(StandardCharsets.UTF_8), new int[0], 2, numbers));
    }

    private static ExampleBatch batch(int known, Standardisation features, Example... examples) {
        return ExampleBatch.of(
                new ExampleBatch.Reads(
                        new ExampleRules(BASES, ExampleRules.Says.STEP_CLASS),
                        VOCABULARY,
                        Vocabulary.ofCharacters(Map.of()),
                        known,
                        features),
                List.of(examples));
    }

    private static String groups(ExampleBatch batch, int lanes, int rows) {
        StringBuilder text = new StringBuilder();
        batch.groups(lanes, rows)
                .forEach(group -> text.append(Arrays.toString(group)).append(' '));
        return text.toString().strip();
    }

    @Test
    void recordsAreGroupedByLengthWhateverTheirOrder() {
        ExampleBatch batch =
                batch(5, NOTHING, bases("AC"), bases(""), bases("ACGTA"), bases("GG"), bases("TTT"), bases("A"));
        assertEquals("[2, 4, 0, 3, 5]", groups(batch, 9, 99));
        assertEquals("[2, 4] [0, 3] [5]", groups(batch, 2, 99));
        assertEquals("[2] [4, 0] [3, 5]", groups(batch, 9, 5));
        assertEquals("[2] [4] [0] [3] [5]", groups(batch, 9, 1));
        assertEquals(Optional.of("nothing to read"), batch.fault(1));
        assertEquals(Optional.empty(), batch.fault(0));
        assertEquals("", groups(batch(5, NOTHING), 9, 9));
        assertEquals("", groups(batch(5, NOTHING, bases(" ")), 9, 9));
    }

    @Test
    void aWindowHoldsTheLanesThatAreSoLong() {
        ExampleBatch batch = batch(5, NOTHING, bases("AC"), bases("GTAXc"));
        MiniBatch first = batch.window(new int[] {1, 0}, 0, 3);
        assertArrayEquals(new int[] {3, 1, 4, 2, 1}, first.inputs());
        assertEquals(0, first.targets().rows());
        MiniBatch second = batch.window(new int[] {1, 0}, 3, 5);
        assertArrayEquals(new int[] {0, 2}, second.inputs());
        assertEquals(1, second.lanes());
    }

    @Test
    void numbersAreStandardisedAndMissingOnesAreTheMean() {
        ExampleBatch batch = batch(5, TWO, both("AC", 3, 2, Float.NaN, 6), both("G", 0, 0));
        MiniBatch window = batch.window(new int[] {0, 1}, 0, 2);
        assertArrayEquals(new int[] {1, 3, 2}, window.inputs());
        assertArrayEquals(new float[] {4, 0, -2, -1, 0, 2}, window.features());
        ExampleBatch alone = batch(0, TWO, of(Reading.ofFeatures(2, new float[] {3, 2, 1, 2})));
        assertEquals(2, alone.steps(0));
        assertEquals(0, alone.window(new int[] {0}, 0, 2).inputs().length);
    }

    @Test
    void whatCannotBeReadHasAReason() {
        Example numbers = of(Reading.ofFeatures(2, new float[] {3, 2}));
        Example cut = of(Reading.ofUnits("ACG".getBytes(StandardCharsets.UTF_8), new int[] {2, 3}));
        ExampleBatch units = batch(5, NOTHING, numbers, cut, both("A", 1, 2), bases("A"));
        assertEquals(Optional.of("numbers alone, where the model reads units"), units.fault(0));
        assertEquals(Optional.of("a unit is not one by vocabulary.unit"), units.fault(1));
        assertEquals(Optional.of("other numbers a step: found=2 expected=0"), units.fault(2));
        assertEquals(Optional.empty(), units.fault(3));
        assertArrayEquals(new int[] {1}, units.window(new int[] {3}, 0, 1).inputs());
        ExampleBatch both =
                batch(5, TWO, bases("A"), both("AC", 1, 2), both("A", 1, Float.NEGATIVE_INFINITY), both("T", 1, 2));
        assertEquals(Optional.of("other numbers a step: found=0 expected=2"), both.fault(0));
        assertEquals(Optional.of("units and numbers differ: units=2 numbers=1"), both.fault(1));
        assertEquals(Optional.of("a number is infinite"), both.fault(2));
        assertArrayEquals(new int[] {4}, both.window(new int[] {3}, 0, 1).inputs());
        assertEquals(
                Optional.of("units, where the model reads numbers alone"),
                batch(0, TWO, both("A", 1, 2)).fault(0));
    }

    @Test
    void labelsOfRecordsDoNotMatter() {
        Example labelled =
                new Example("here", "", bases("A").reading(), new Labels.Values(Targets.Level.RECORD, 1, new float[] {
                    Float.POSITIVE_INFINITY
                }));
        assertEquals(Optional.empty(), batch(5, NOTHING, labelled).fault(0));
    }

    @Test
    void aReversedRecordHasOtherUnitsAndItsOwnNumbers() {
        ExampleBatch batch = batch(5, TWO, both("AC", 3, 2, 1, 6), both("G", 1), both("GAX", 0, 0, 2, 2, 3, 3));
        ExampleBatch reversed = batch.reversed(new int[] {0, 4, 3, 2, 1}, 0);
        assertEquals("[2, 0]", groups(reversed, 9, 99));
        MiniBatch window = reversed.window(new int[] {2, 0}, 0, 3);
        assertArrayEquals(new int[] {0, 3, 4, 4, 2}, window.inputs());
        assertArrayEquals(new float[] {4, 0.5f, 0, 2, 2, 0, 4, 0, -2, -1}, window.features());
        assertEquals(batch.fault(1), reversed.fault(1));
    }
}
