package dev.unroll.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.unroll.data.ExampleRules.Says;
import dev.unroll.data.LabelSet;
import dev.unroll.data.Standardisation;
import dev.unroll.nn.Loss;
import dev.unroll.train.figures.Figure;
import dev.unroll.train.figures.FigureRules;
import dev.unroll.train.figures.FigureRules.Classes;
import dev.unroll.train.figures.Result;
import dev.unroll.train.figures.Spoken;
import dev.unroll.train.figures.Spoken.Row;
import dev.unroll.train.figures.Spoken.Spell;
import dev.unroll.train.metrics.Bootstrap.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FiguresTableTest {
    private static final Result.Details NO_DETAILS =
            new Result.Details(List.of(), List.of(), null, List.of(), List.of());

    private static SortedMap<String, SortedMap<String, Double>> baselines(Map<String, Map<String, Double>> figures) {
        SortedMap<String, SortedMap<String, Double>> sorted = new TreeMap<>();
        figures.forEach((name, values) -> sorted.put(name, new TreeMap<>(values)));
        return sorted;
    }

    private static Result ofFigures(Says says, Loss loss, Figure... figures) {
        return new Result(new Result.Seen(says, 2, 3, 0), loss, List.of(figures), NO_DETAILS);
    }

    private static Result classes(int classes, int[] truth, int[] said) {
        List<String> names = new ArrayList<>();
        for (int k = 0; k < classes; k++) {
            names.add("c" + k);
        }
        return classes(names, truth, said);
    }

    private static Result classes(List<String> names, int[] truth, int[] said) {
        FigureRules rules = FigureRules.of(Says.STEP_CLASS, Classes.of(names), 1);
        return Spoken.figures(rules, 0, List.of(Spell.of(0, names.size(), truth, said)), 1)
                .result();
    }

    /** The lines behind the blank line of this number. */
    private static List<String> block(Result result, int number) {
        List<String> lines = new FiguresTable(result).lines(new TreeMap<>());
        int from = 0;
        for (int i = 0; i < number; i++) {
            from += lines.subList(from, lines.size()).indexOf("") + 1;
        }
        int blank = lines.subList(from, lines.size()).indexOf("");
        return lines.subList(from, blank < 0 ? lines.size() : from + blank);
    }

    @Test
    void figuresStandBesideThoseOfBaselines() {
        Result result = ofFigures(
                Says.STEP_CLASS,
                new Loss(0.6, 3),
                new Figure("accuracy", 0.94312, new Interval(0.9395, 0.9466, 200)),
                new Figure("mcc", 0.8, null),
                new Figure("roc_auc", Double.NaN, new Interval(Double.NaN, Double.NaN, 0)),
                new Figure("nats", 0.25, null));
        assertEquals(
                List.of(
                        "  per step  this network     95 % interval  majority  naive-bayes",
                        "  accuracy        0.9431  0.9395 to 0.9466    0.1360       0.8810",
                        "  mcc             0.8000                                   0.7000",
                        "  roc_auc              -",
                        "  nats            0.2500",
                        "  loss            0.2000",
                        "  accuracy is 0.0621 better than that of the best baseline"),
                new FiguresTable(result)
                        .lines(baselines(Map.of(
                                "majority", Map.of("accuracy", 0.136),
                                "naive-bayes", Map.of("accuracy", 0.881, "mcc", 0.7),
                                "witten-bell", Map.of("context_0", 3.3)))));
    }

    @Test
    void anOracleIsShownAndNoRival() {
        Result result = ofFigures(Says.STEP_CLASS, new Loss(0, 3), new Figure("accuracy", 0.75, null));
        assertEquals(
                List.of(
                        "  per step  this network  95 % interval  majority  persistence-oracle",
                        "  accuracy        0.7500                   0.5000              0.9000",
                        "  loss            0.0000",
                        "  accuracy is 0.2500 better than that of the best baseline"),
                new FiguresTable(result)
                        .lines(baselines(Map.of(
                                "majority", Map.of("accuracy", 0.5),
                                "persistence-oracle", Map.of("accuracy", 0.9)))));
    }

    @Test
    void lessIsBetterWhereErrorsAreMeasured() {
        Result result = ofFigures(Says.RECORD_VALUES, new Loss(3, 3), new Figure("rmse", 12_345.6, null));
        assertEquals(
                List.of(
                        "  per record  this network  95 % interval    mean",
                        "  rmse              12,346                 10,000",
                        "  loss              1.0000",
                        "  rmse is 2,345.6 worse than that of the best baseline"),
                new FiguresTable(result).lines(baselines(Map.of("mean", Map.of("rmse", 10_000.0)))));
    }

    @Test
    void classesAndTheirConfusionFollow() {
        Result result = classes(
                List.of("EI", "IE", "N", "seldom"), new int[] {0, 0, 1, 2, LabelSet.UNKNOWN}, new int[] {0, 0, 1, 1, 2
                });
        assertEquals(
                List.of(
                        "  class      precision  recall      f1  support",
                        "  EI            1.0000  1.0000  1.0000        2",
                        "  IE            0.5000  1.0000  0.6667        1",
                        "  N             0.0000  0.0000  0.0000        1",
                        "  <unknown>     0.0000  0.0000  0.0000        1"),
                block(result, 1));
    }

    @Test
    void aNarrowConfusionIsHeadedByNamesAndAWideOneByNumbers() {
        int[] truth = {0, 0, 1, 2, LabelSet.UNKNOWN};
        int[] said = {0, 0, 1, 1, 2};
        assertEquals(
                List.of(
                        "  true \\ said  EI  IE  N",
                        "  EI            2   .  .",
                        "  IE            .   1  .",
                        "  N             .   1  ."),
                block(classes(List.of("EI", "IE", "N"), new int[] {0, 0, 1, 2}, new int[] {0, 0, 1, 1}), 2));
        assertEquals(
                List.of(
                        "  true \\ said      1  2  3",
                        "  1 B-corporation  2  .  .",
                        "  2 I-corporation  .  1  .",
                        "  3 O              .  1  .",
                        "  <unknown>        .  .  1"),
                block(classes(List.of("B-corporation", "I-corporation", "O"), truth, said), 2));
    }

    @Test
    void aMatrixOfManyClassesIsNotShown() {
        List<String> twelve = new FiguresTable(classes(12, new int[] {3}, new int[] {3})).lines(new TreeMap<>());
        List<String> thirteen = new FiguresTable(classes(13, new int[] {3}, new int[] {3})).lines(new TreeMap<>());
        assertEquals(14, twelve.size() - thirteen.size(), "a blank line, a heading and twelve rows");
    }

    /** Classes 0 to 59, of which the first nine are rare. */
    @Test
    void ofManyClassesTheFrequentOnesAreShown() {
        int[] truth = new int[9 + 2 * 51];
        for (int i = 0; i < truth.length; i++) {
            truth[i] = i < 9 ? i : 9 + (i - 9) / 2;
        }
        List<String> lines = block(classes(60, truth, truth), 1);
        assertEquals(52, lines.size());
        assertEquals("  c9        1.0000  1.0000  1.0000        2", lines.get(1));
        assertEquals("  c58       1.0000  1.0000  1.0000        2", lines.get(50));
        assertEquals("  and 10 more; --json has all of them", lines.get(51));
    }

    @Test
    void entitiesTakeThePlaceOfLabels() {
        List<String> names = List.of("B", "B-x", "I-x", "O");
        FigureRules rules = FigureRules.of(Says.STEP_CLASS, Classes.ofChunks(names), 1);
        Spell record = Spell.of(0, 4, new int[] {0, 1, 2, 3}, new int[] {0, 1, 1, 3});
        Result result = Spoken.figures(rules, 0, List.of(record), 1).result();
        assertEquals(
                List.of(
                        "  type       precision  recall      f1  support",
                        "  (no type)     1.0000  1.0000  1.0000        1",
                        "  x             0.0000  0.0000  0.0000        1"),
                block(result, 1));
    }

    @Test
    void severalNumbersHaveALineEach() {
        Spell record = Spell.of(0, Row.of(new float[] {1, 2}, new float[] {2, 1000}, 5));
        FigureRules rules = FigureRules.of(Says.STEP_VALUES, Standardisation.none(2), 1);
        Result result = Spoken.figures(rules, 0, List.of(record), 1).result();
        assertEquals(
                List.of(
                        "  number    rmse     mae      r2  values",
                        "  1       1.0000  1.0000  0.0000       1",
                        "  2       998.00  998.00  0.0000       1"),
                block(result, 1));
    }

    @Test
    void theHeadingSaysWhatWasMeasured() {
        assertEquals(
                "test.conll: 3 steps in 2 records",
                new FiguresTable(ofFigures(Says.STEP_CLASS, Loss.NONE)).heading("test.conll"));
        assertEquals(
                "test.txt: 2 records", new FiguresTable(ofFigures(Says.RECORD_CLASS, Loss.NONE)).heading("test.txt"));
        Result unknown = classes(2, new int[] {0, LabelSet.UNKNOWN}, new int[] {0, 0});
        assertEquals(
                "x: 2 steps in 1 record, 1 with a label that was not in training, counted as wrong",
                new FiguresTable(unknown).heading("x"));
    }

    @Test
    void jsonHasNoNumberThatIsNone() throws Exception {
        Result result = classes(2, new int[] {-1}, new int[] {0});
        String json = new ObjectMapper().writeValueAsString(result.byName());
        assertFalse(json.contains("NaN"), json);
        assertEquals(
                "{\"calibration\":[],\"classes\":{\"c0\":{\"f1\":0.0,\"precision\":0.0,\"recall\":0.0,\"support\":0},"
                        + "\"c1\":{\"f1\":0.0,\"precision\":0.0,\"recall\":0.0,\"support\":0}},"
                        + "\"confusion\":{\"c0\":{},\"c1\":{}},\"intervals\":{},\"records\":0,\"steps\":0,"
                        + "\"unknown_labels\":0}",
                json);
    }
}
