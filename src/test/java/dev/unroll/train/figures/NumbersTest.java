package dev.unroll.train.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.ExampleRules.Says;
import dev.unroll.data.Standardisation;
import dev.unroll.train.figures.Spoken.Row;
import dev.unroll.train.figures.Spoken.Spell;
import dev.unroll.train.metrics.Bootstrap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class NumbersTest {
    private static final float NAN = Float.NaN;

    /** Mean 10 and standard deviation 4; mean -1 and standard deviation 0.5. */
    private static final Standardisation VALUES = new Standardisation(new float[] {10, -1}, new float[] {0.25f, 2});

    private static final List<Spell> RECORDS = List.of(
            Spell.of(
                    4,
                    Row.of(new float[] {0, 2}, new float[] {0.5f, 0}, 4.25),
                    Row.of(new float[] {1, NAN}, new float[] {1, 7}, 0)),
            Spell.of(5, Row.of(new float[] {-1, 0}, new float[] {-0.25f, 1}, 1.5625)),
            Spell.of(6, Row.of(new float[] {NAN, NAN}, new float[] {3, 3}, 0)));

    /**
     * By hand, in the units of the data: the first number is 10 14 6, said 12 14 9, errors 2 0 3, squared deviations 32; the second is 0
     * and -1, said -1 and -0.5, errors -1 and 0.5, squared deviations 0.5.
     */
    @Test
    void figuresAreInTheUnitsOfTheData() {
        Result result = Spoken.figures(FigureRules.of(Says.STEP_VALUES, VALUES, 2), 0, RECORDS, 3)
                .result();
        SortedMap<String, Double> figures = result.figuresByName();
        assertEquals(Math.sqrt((4 + 9 + 1 + 0.25) / 5), figures.get("rmse"), 1e-15);
        assertEquals((2 + 3 + 1 + 0.5) / 5, figures.get("mae"), 1e-15);
        assertEquals(((1 - 13.0 / 32) + (1 - 1.25 / 0.5)) / 2, figures.get("r2"), 1e-15);
        assertEquals(5.8125 / 3, figures.get("loss"), 1e-15, "as training counts it");
        assertEquals(Set.of("rmse", "mae", "r2", "loss"), figures.keySet());
        assertEquals("rmse", result.headline().name());
        assertTrue(result.lessIsBetter());
        assertEquals(new Result.Seen(Says.STEP_VALUES, 2, 3, 0), result.seen());
        assertEquals(
                new Result.Output(Math.sqrt(13.0 / 3), 5.0 / 3, 1 - 13.0 / 32, 3),
                result.details().outputs().get(0));
        assertEquals(2L, ((Map<?, ?>) ((List<?>) result.byName().get("outputs")).get(1)).get("terms"));
    }

    @Test
    void intervalsDrawRecords() {
        Bootstrap expected = new Bootstrap(2, 1, 2);
        expected.add(4, new long[] {3}, new double[] {5, 3});
        expected.add(5, new long[] {2}, new double[] {9.25, 3.5});
        List<Figure> figures = Spoken.figures(FigureRules.of(Says.STEP_VALUES, VALUES, 2), 0, RECORDS, 1)
                .result()
                .figures();
        assertEquals(
                expected.intervalWithSums((terms, sums) -> Math.sqrt(sums[0] / terms[0])),
                figures.get(0).interval());
        assertEquals(
                expected.intervalWithSums((terms, sums) -> sums[1] / terms[0]),
                figures.get(1).interval());
    }

    @Test
    void numbersOfRecordsGiveTheFiguresOfAsManySteps() {
        List<Spell> single = List.of(
                Spell.of(0, Row.of(new float[] {0, 2}, new float[] {0.5f, 0}, 4.25)),
                Spell.of(1, Row.of(new float[] {1, NAN}, new float[] {1, 7}, 0)));
        List<Spell> records = single.stream()
                .map(spell -> new Spell(spell.id(), 3, spell.rows()))
                .toList();
        Result steps = Spoken.figures(FigureRules.of(Says.STEP_VALUES, VALUES, 2), 0, single, 2)
                .result();
        Result whole = Spoken.figures(FigureRules.of(Says.RECORD_VALUES, VALUES, 2), 0, records, 2)
                .result();
        assertEquals(steps.figures(), whole.figures());
        assertEquals(steps.loss(), whole.loss());
    }
}
