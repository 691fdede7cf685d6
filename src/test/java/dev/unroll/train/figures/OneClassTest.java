package dev.unroll.train.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.ExampleRules.Says;
import dev.unroll.data.LabelSet;
import dev.unroll.nn.Loss;
import dev.unroll.nn.Outputs;
import dev.unroll.train.figures.FigureRules.Classes;
import dev.unroll.train.figures.Spoken.Row;
import dev.unroll.train.figures.Spoken.Spell;
import dev.unroll.train.metrics.Matches;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class OneClassTest {
    private static final int NONE = -1;
    private static final int UNKNOWN = LabelSet.UNKNOWN;
    private static final Classes ABC = Classes.of(List.of("a", "b", "c"));

    private static final List<Spell> RECORDS = List.of(
            Spell.of(1, 3, new int[] {0, 1, 2}, new int[] {0, 1, 1}),
            Spell.of(2, 3, new int[] {0, NONE, 1}, new int[] {0, 2, 2}),
            Spell.of(3, 3, new int[] {UNKNOWN}, new int[] {0}),
            Spell.of(4, 3, new int[] {NONE, NONE}, new int[] {1, 1}));

    /**
     * By hand: six rows have a label, a b c a b and an unknown one; said a b b a c a. F1 of a is 4/5, of b 2/4, of c and the unknown
     * label 0. R_K with t = 2 2 1 1, p = 3 2 1 0: (6 * 3 - 6 - 4 - 1) / sqrt((36 - 10) (36 - 14)). Each row is said with confidence 0.5
     * and half are right.
     */
    @Test
    void labelsOfStepsAreAsCalculatedByHand() {
        Result result = Spoken.figures(FigureRules.of(Says.STEP_CLASS, ABC, 7), 0, RECORDS, 4)
                .result();
        assertEquals(new Result.Seen(Says.STEP_CLASS, 3, 6, 1), result.seen());
        SortedMap<String, Double> figures = result.figuresByName();
        assertEquals(3.0 / 6, figures.get("accuracy"));
        assertEquals((0.8 + 0.5) / 4, figures.get("macro_f1"), 1e-15);
        assertEquals(3.0 / 6, figures.get("micro_f1"));
        assertEquals(7 / Math.sqrt(26.0 * 22), figures.get("mcc"), 1e-15);
        assertEquals(0, figures.get("calibration_error"));
        assertEquals(0.5, figures.get("nats"), "of the five rows that have a loss");
        assertEquals(0.5, figures.get("loss"));
        assertEquals(
                Set.of("accuracy", "macro_f1", "micro_f1", "mcc", "calibration_error", "nats", "loss"),
                figures.keySet());
        assertEquals("accuracy", result.headline().name());
        assertFalse(result.lessIsBetter());
        assertEquals(
                List.of(
                        new Result.Row("a", new Matches(2, 1, 0)),
                        new Result.Row("b", new Matches(1, 1, 1)),
                        new Result.Row("c", new Matches(0, 1, 1)),
                        new Result.Row("<unknown>", new Matches(0, 0, 1))),
                result.details().classes());
    }

    @Test
    void everythingHasANameInJson() {
        Map<String, Object> json = Spoken.figures(FigureRules.of(Says.STEP_CLASS, ABC, 7), 0, RECORDS, 1)
                .result()
                .byName();
        assertEquals(3L, json.get("records"));
        assertEquals(6L, json.get("steps"));
        assertEquals(1L, json.get("unknown_labels"));
        assertEquals(
                Map.of(
                        "a", Map.of("a", 2L),
                        "b", Map.of("b", 1L, "c", 1L),
                        "c", Map.of("b", 1L),
                        "<unknown>", Map.of("a", 1L)),
                json.get("confusion"));
        assertEquals(
                Map.of("precision", 2.0 / 3, "recall", 1.0, "f1", 0.8, "support", 2L),
                ((Map<?, ?>) json.get("classes")).get("a"));
        assertEquals(
                List.of(Map.of("above", 7.0 / 15, "up_to", 8.0 / 15, "count", 6L, "confidence", 0.5, "accuracy", 0.5)),
                json.get("calibration"));
        assertEquals(Set.of("accuracy", "macro_f1", "micro_f1", "mcc"), ((Map<?, ?>) json.get("intervals")).keySet());
        assertFalse(json.containsKey("f1") || json.containsKey("entities") || json.containsKey("outputs"));
    }

    /** Records with one answer count as steps do, whatever their length. */
    @Test
    void answersForRecordsGiveTheFiguresOfAsManySteps() {
        List<Spell> steps = new ArrayList<>();
        List<Spell> records = new ArrayList<>();
        for (Spell spell : RECORDS) {
            for (Row row : spell.rows()) {
                steps.add(Spell.of(steps.size(), row));
                records.add(new Spell(records.size(), 1 + records.size() % 4, List.of(row)));
            }
        }
        Result ofSteps = Spoken.figures(FigureRules.of(Says.STEP_CLASS, ABC, 7), 3, steps, 4)
                .result();
        Result ofRecords = Spoken.figures(FigureRules.of(Says.RECORD_CLASS, ABC, 7), 3, records, 3)
                .result();
        assertEquals(ofSteps.figures(), ofRecords.figures());
        assertEquals(ofSteps.loss(), ofRecords.loss());
        assertEquals(ofSteps.details().classes(), ofRecords.details().classes());
        assertEquals(new Result.Seen(Says.RECORD_CLASS, 6, 6, 1), ofRecords.seen());
        assertEquals("record", ofRecords.seen().row());
        assertFalse(ofRecords.byName().containsKey("steps"));
    }

    /**
     * The example of scikit-learn's roc_auc_score and average_precision_score: 0.75 and 0.5 + 0.5 * 2/3. Said positive: the rows of 0.8
     * and 0.6, a third of three not positive; an unknown label is not positive either.
     */
    @Test
    void aPositiveLabelIsAsCalculatedByHand() {
        Classes classes = Classes.of(List.of("no", "yes")).withPositive("yes");
        float[] scores = {0.1f, 0.4f, 0.35f, 0.8f};
        int[] truth = {0, 0, 1, 1};
        List<Spell> records = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            records.add(Spell.of(i, scored(truth[i], scores[i])));
        }
        FigureRules rules = FigureRules.of(Says.RECORD_CLASS, classes, 1);
        SortedMap<String, Double> figures =
                Spoken.figures(rules, 0, records, 3).result().figuresByName();
        assertEquals(0.75, figures.get("roc_auc"));
        assertEquals(0.5 + 0.5 * 2 / 3, figures.get("pr_auc"), 1e-15);
        assertEquals(1, figures.get("precision"));
        assertEquals(0.5, figures.get("sensitivity"));
        assertEquals(1, figures.get("specificity"));
        assertEquals(2.0 / 3, figures.get("positive_f1"));
        records.add(Spell.of(4, scored(UNKNOWN, 0.6f)));
        Result more = Spoken.figures(rules, 0, records, 2).result();
        assertEquals(0.5, more.figuresByName().get("precision"));
        assertEquals(2.0 / 3, more.figuresByName().get("specificity"));
        assertEquals(4.0 / 6, more.figuresByName().get("roc_auc"), 1e-15);
        assertEquals(
                Set.of(
                        "accuracy",
                        "macro_f1",
                        "micro_f1",
                        "mcc",
                        "positive_f1",
                        "precision",
                        "sensitivity",
                        "specificity"),
                ((Map<?, ?>) more.byName().get("intervals")).keySet());
    }

    private static Row scored(int truth, float score) {
        return new Row(truth, new float[0], score > 0.5f ? 1 : 0, new float[] {1 - score, score}, 0);
    }

    /** Terms of weight 1 and 3 with losses 2 and 1: 5/4 as training counts them, 3/2 nats each. */
    @Test
    void classWeightsReachTheLossAndNoFigure() {
        Spoken spoken = Spoken.of(
                Says.STEP_CLASS,
                List.of(Spell.of(
                        0,
                        new Row(0, new float[0], 0, new float[] {1, 0}, 2),
                        new Row(1, new float[0], 1, new float[] {0, 1}, 1))));
        Outputs said = spoken.outputs();
        Figures figures = new Figures(FigureRules.of(Says.STEP_CLASS, Classes.of(List.of("a", "b")), 1));
        figures.add(
                0,
                spoken.batch(),
                new Outputs(said.width(), said.values(), said.labels(), said.losses(), new Loss(5, 4, 2)));
        assertEquals(new Loss(5, 4, 2), figures.loss());
        assertEquals(1.25, figures.result().figuresByName().get("loss"));
        assertEquals(1.5, figures.result().figuresByName().get("nats"));
        assertEquals(1, figures.result().figuresByName().get("accuracy"));
    }

    /** Lanes of 2 and 1 steps with losses 3 and 1.5: 4.5 over three labelled steps. */
    @Test
    void aLinearChainHasALossForEachRecord() {
        Spoken spoken = Spoken.of(
                Says.STEP_CLASS,
                List.of(Spell.of(0, 3, new int[] {0, 1}, new int[] {0, 1}), Spell.of(1, 3, new int[] {2}, new int[] {1
                })));
        Outputs said = spoken.outputs();
        Figures figures = new Figures(FigureRules.of(Says.STEP_CLASS, ABC, 1));
        figures.add(
                0,
                spoken.batch(),
                new Outputs(said.width(), said.values(), said.labels(), new double[] {3, 1.5}, new Loss(4.5, 3)));
        assertEquals(1.5, figures.result().figuresByName().get("nats"));
        assertEquals(2.0 / 3, figures.result().figuresByName().get("accuracy"));
    }

    @Test
    void withoutLabelsNothingIsKnown() {
        FigureRules rules = FigureRules.of(Says.STEP_CLASS, ABC, 1);
        Result none = Spoken.figures(rules, 0, List.of(RECORDS.get(3)), 1).result();
        assertEquals(new Figures(rules).result().seen(), none.seen());
        none.figures().forEach(figure -> assertTrue(Double.isNaN(figure.value()), figure.name()));
        assertEquals(Map.of(), none.figuresByName());
        assertEquals(Map.of(), none.byName().get("intervals"));
    }

    /** With the unknown label 701 classes, of which no matrix is kept and only accuracy is drawn. */
    @Test
    void manyClassesKeepTheirFiguresAndLoseTheMatrix() {
        List<String> names = new ArrayList<>();
        for (int k = 0; k < 700; k++) {
            names.add("class " + k);
        }
        Spell record = Spell.of(0, 700, new int[] {699, 3, 4}, new int[] {699, 4, 4});
        Result result = Spoken.figures(FigureRules.of(Says.STEP_CLASS, Classes.of(names), 1), 0, List.of(record), 1)
                .result();
        assertEquals(2.0 / 3, result.figuresByName().get("accuracy"));
        assertEquals((1 + 0 + 2.0 / 3) / 3, result.figuresByName().get("macro_f1"), 1e-15);
        assertNull(result.details().confusion());
        assertNotNull(result.headline().interval());
        assertEquals(Set.of("accuracy"), ((Map<?, ?>) result.byName().get("intervals")).keySet());
        assertFalse(result.byName().containsKey("confusion"));
        names.remove(0);
        Result fewer = new Figures(FigureRules.of(Says.STEP_CLASS, Classes.of(names), 1)).result();
        assertNotNull(fewer.details().confusion());
    }
}
