package dev.unroll.data.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.Example;
import dev.unroll.data.ExampleRules.Says;
import dev.unroll.data.Labels;
import dev.unroll.data.Rejected;
import dev.unroll.data.Targets;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowExamplesTest {
    private static final String PLACE = "data.train=table key=7";

    private static RowExamples rows(Says says) {
        return new RowExamples(says, "", LabelMap.NONE);
    }

    private static Example.Reading read(Object read) {
        return example(rows(Says.RECORD_CLASS), read, "x").reading();
    }

    private static Labels said(RowExamples rows, Object read, @Nullable Object said) {
        return example(rows, read, said).labels();
    }

    private static Example example(RowExamples rows, Object read, @Nullable Object said) {
        Example example = (Example) rows.example(PLACE, "7", read, said);
        assertEquals(PLACE, example.place());
        assertEquals("7", example.key());
        return example;
    }

    private static String rejected(Says says, @Nullable Object read, @Nullable Object said) {
        Rejected rejected = (Rejected) rows(says).example(PLACE, "7", read, said);
        assertEquals(PLACE, rejected.place());
        assertEquals(String.valueOf(read), rejected.text());
        return rejected.reason();
    }

    @Test
    void textsAreCutByTheVocabularysRules() {
        assertEquals(Example.Reading.ofText("ein Bär".getBytes(UTF_8)), read("ein Bär"));
        assertEquals(Example.Reading.ofText(new byte[] {1, 2}), read(new byte[] {1, 2}));
        assertEquals("3.5", new String(read(3.5).text(), UTF_8));
        assertEquals(-1, read("abc").steps());
    }

    @Test
    void listsOfTextsAreUnitsThatAreCutAlready() {
        Example.Reading units = read(List.of("New York", "", "é"));
        assertEquals("New Yorké", new String(units.text(), UTF_8));
        assertArrayEquals(new int[] {8, 8, 10}, units.ends());
        assertEquals(3, units.steps());
    }

    @Test
    void listsOfNumbersAreOneAStepAndListsOfListsAreVectors() {
        Example.Reading one = read(Arrays.asList(1, 2.5f, null, new BigDecimal("4.25")));
        assertEquals(1, one.featureWidth());
        assertArrayEquals(new float[] {1, 2.5f, Float.NaN, 4.25f}, one.features());
        Example.Reading two = read(List.of(Arrays.asList(1.5, "2"), Arrays.asList(null, "NA"), List.of("1e3", " -4 ")));
        assertEquals(2, two.featureWidth());
        assertArrayEquals(new float[] {1.5f, 2, Float.NaN, Float.NaN, 1000, -4}, two.features());
        assertEquals(3, two.steps());
    }

    @Test
    void aStepAloneIsARecord() {
        Example.Reading step = read(List.of(List.of(0.5, 7)));
        assertEquals(1, step.steps());
        assertArrayEquals(new float[] {0.5f, 7}, step.features());
    }

    @Test
    void whatCannotBeReadIsRejectedWithItsReason() {
        assertEquals("nothing to read", rejected(Says.RECORD_CLASS, null, "x"));
        assertEquals("nothing to read", rejected(Says.RECORD_CLASS, List.of(), "x"));
        assertEquals("unit is missing: step=2", rejected(Says.RECORD_CLASS, Arrays.asList("a", null), "x"));
        assertEquals(
                "steps have different numbers: step=2",
                rejected(Says.RECORD_CLASS, List.of(List.of(1, 2), List.of(3)), "x"));
        assertEquals("steps have different numbers: step=1", rejected(Says.RECORD_CLASS, List.of(List.of()), "x"));
        assertEquals("not a number: what", rejected(Says.RECORD_CLASS, List.of(List.of("what")), "x"));
        assertEquals("not a number: many", rejected(Says.RECORD_VALUES, "text", "many"));
        assertEquals("label is empty", rejected(Says.RECORD_CLASS, "text", " "));
        assertEquals("labels of steps are no list", rejected(Says.STEP_CLASS, List.of("a"), "x"));
        assertEquals(
                "steps and labels differ: steps=2 labels=1",
                rejected(Says.STEP_CLASS, List.of("a", "b"), List.of("x")));
    }

    @Test
    void classesOfARecordAreOneOrSeveral() {
        assertEquals(new Labels.OfRecord(List.of("x y")), said(rows(Says.RECORD_CLASS), "t", " x y "));
        assertEquals(new Labels.OfRecord(List.of("3")), said(rows(Says.RECORD_CLASS), "t", 3));
        assertEquals(
                new Labels.OfRecord(List.of("x", "y")),
                said(rows(Says.RECORD_CLASSES), "t", Arrays.asList("x", null, " y", "")));
        RowExamples several = new RowExamples(Says.RECORD_CLASSES, ";", LabelMap.parse("y -> z, w ->"));
        assertEquals(new Labels.OfRecord(List.of("x", "z")), said(several, "t", "x; y;w"));
        assertEquals(Labels.NONE, said(rows(Says.RECORD_CLASS), "t", null));
    }

    @Test
    void classesOfStepsMayBeMissing() {
        Labels.OfSteps labels = (Labels.OfSteps)
                said(rows(Says.STEP_CLASS), List.of("a", "b", "c", "d"), Arrays.asList("N", null, "V", "N"));
        assertEquals(List.of("N", "V"), labels.names());
        assertArrayEquals(new int[] {0, -1, 1, 0}, labels.ids());
    }

    @Test
    void numbersAreOfARecordOrOfItsSteps() {
        Labels.Values record = (Labels.Values) said(rows(Says.RECORD_VALUES), "t", "2.5");
        assertEquals(new Labels.Values(Targets.Level.RECORD, 1, new float[] {2.5f}), record);
        assertEquals(
                new Labels.Values(Targets.Level.RECORD, 2, new float[] {1, Float.NaN}),
                said(rows(Says.RECORD_VALUES), "t", Arrays.asList(1, null)));
        assertEquals(
                new Labels.Values(Targets.Level.STEP, 1, new float[] {1, 2}),
                said(rows(Says.STEP_VALUES), List.of("a", "b"), List.of(1, "2")));
        assertEquals(
                new Labels.Values(Targets.Level.STEP, 2, new float[] {1, 2, 3, 4}),
                said(rows(Says.STEP_VALUES), List.of("a", "b"), List.of(List.of(1, 2), List.of(3, 4))));
    }

    @Test
    void aRecordThatIsOnlyReadHasNoLabels() {
        assertTrue(rows(Says.STEP_VALUES).example(PLACE, "", List.of(1, 2), null) instanceof Example);
    }
}
