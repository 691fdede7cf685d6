package dev.unroll.train.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.unroll.data.ExampleRules.Says;
import dev.unroll.train.figures.FigureRules.Classes;
import dev.unroll.train.figures.Spoken.Row;
import dev.unroll.train.figures.Spoken.Spell;
import dev.unroll.train.metrics.Bootstrap;
import dev.unroll.train.metrics.ClassCounts;
import dev.unroll.train.metrics.Matches;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class AnyClassTest {
    private static final float NAN = Float.NaN;
    private static final Classes ABC = Classes.of(List.of("a", "b", "c")).withPositive("b");

    private static Row row(float[] targets, float... values) {
        return Row.of(targets, values, 1.5);
    }

    private static final List<Spell> RECORDS = List.of(
            Spell.of(
                    1,
                    row(new float[] {1, 1, 0}, 0.75f, 0.25f, 0.25f),
                    row(new float[] {0, 1, 0}, 0.25f, 0.75f, 0.75f)),
            Spell.of(2, row(new float[] {1, 0, NAN}, 0.75f, 0.25f, 0.75f)),
            Spell.of(3, Row.of(new float[] {NAN, NAN, NAN}, new float[] {0.75f, 0.75f, 0.75f}, 0)));

    /**
     * By hand: labels {a, b}, {b} and {a}, whose c nobody knows; said {a}, {b, c} and {a}. F1 of a is 1, of b 2/3, of c 0; over all 2 * 3
     * / (4 + 4). One row of three is right, 6 of 8 decisions are, all with confidence 3/4. b: TP 1, FN 1, TN 1.
     */
    @Test
    void severalLabelsOfAStepAreAsCalculatedByHand() {
        Result result = Spoken.figures(FigureRules.of(Says.STEP_CLASSES, ABC, 3), 0, RECORDS, 2)
                .result();
        SortedMap<String, Double> figures = result.figuresByName();
        assertEquals((1 + 2.0 / 3) / 3, figures.get("macro_f1"), 1e-15);
        assertEquals(6.0 / 8, figures.get("micro_f1"));
        assertEquals(1.0 / 3, figures.get("accuracy"));
        assertEquals(0, figures.get("calibration_error"));
        assertEquals(1, figures.get("precision"));
        assertEquals(0.5, figures.get("sensitivity"));
        assertEquals(1, figures.get("specificity"));
        assertEquals(2.0 / 3, figures.get("positive_f1"));
        assertEquals(0.75, figures.get("roc_auc"), "a tie counts half");
        assertEquals(1.5, figures.get("nats"), "of the three rows that have labels");
        assertFalse(figures.containsKey("mcc"));
        assertEquals("macro_f1", result.headline().name());
        assertEquals(new Result.Seen(Says.STEP_CLASSES, 2, 3, 0), result.seen());
        assertEquals(
                List.of(
                        new Result.Row("a", new Matches(2, 0, 0)),
                        new Result.Row("b", new Matches(1, 0, 1)),
                        new Result.Row("c", new Matches(0, 1, 0))),
                result.details().classes());
        assertEquals(3L, result.byName().get("steps"));
        assertEquals(2L, ((Map<?, ?>) ((Map<?, ?>) result.byName().get("classes")).get("a")).get("support"));
    }

    @Test
    void theIntervalOfMacroF1DrawsRecords() {
        Bootstrap expected = new Bootstrap(3, 9);
        expected.add(1, new long[] {1, 1, 0, 1, 2, 0, 1, 1, 1});
        expected.add(2, new long[] {1, 0, 0, 1, 0, 0, 1, 0, 0});
        Result result = Spoken.figures(FigureRules.of(Says.STEP_CLASSES, ABC, 3), 0, RECORDS, 3)
                .result();
        assertEquals(
                expected.interval(counts -> ClassCounts.ofCounts(counts).macroF1()),
                result.headline().interval());
    }

    @Test
    void severalLabelsOfARecordAreAsCalculatedByHand() {
        List<Spell> records = List.of(
                new Spell(0, 3, List.of(row(new float[] {1, 0, 1}, 0.75f, 0.25f, 0.75f))),
                new Spell(1, 1, List.of(row(new float[] {0, 0, 0}, 0.25f, 0.25f, 0.75f))));
        Result result = Spoken.figures(FigureRules.of(Says.RECORD_CLASSES, ABC, 3), 0, records, 2)
                .result();
        assertEquals((1 + 2.0 / 3) / 2, result.headline().value(), 1e-15, "b never occurs");
        assertEquals(0.5, result.figuresByName().get("accuracy"));
        assertEquals(new Result.Seen(Says.RECORD_CLASSES, 2, 2, 0), result.seen());
    }

    /** A probability of exactly 1/2 says nothing. */
    @Test
    void aLabelIsSaidWhereItIsLikelierThanNot() {
        float[] targets = {1, 1, 1};
        float[] values = {0.5f, Math.nextUp(0.5f), Math.nextDown(0.5f)};
        Result result = Spoken.figures(
                        FigureRules.of(Says.RECORD_CLASSES, ABC, 3), 0, List.of(Spell.of(0, row(targets, values))), 1)
                .result();
        assertEquals(
                List.of(0L, 1L, 0L),
                result.details().classes().stream()
                        .map(row -> row.matches().right())
                        .toList(),
                Arrays.toString(values));
    }
}
