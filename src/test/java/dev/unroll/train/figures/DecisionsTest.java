package dev.unroll.train.figures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.unroll.data.ExampleRules.Says;
import dev.unroll.data.MiniBatch;
import dev.unroll.data.Targets;
import dev.unroll.train.figures.FigureRules.Classes;
import dev.unroll.train.figures.Spoken.Row;
import dev.unroll.train.figures.Spoken.Spell;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said without probabilities, by baselines. */
class DecisionsTest {
    private static final long SEED = 64;

    /** The rows of a record, true or said, as a shard's annotation has them. */
    private static Targets rows(Says says, Spell record, boolean truth) {
        List<Row> rows = record.rows();
        if (says.classes() && !says.several()) {
            return new Targets.Classes(
                    says.level(),
                    rows.stream()
                            .mapToInt(row -> truth ? row.truth() : row.label())
                            .toArray());
        }
        int width = rows.get(0).values().length;
        float[] values = new float[rows.size() * width];
        for (int t = 0; t < rows.size(); t++) {
            System.arraycopy(truth ? rows.get(t).targets() : rows.get(t).values(), 0, values, t * width, width);
        }
        return new Targets.Values(says.level(), width, values);
    }

    @ParameterizedTest
    @EnumSource(value = Says.class, names = "NEXT_VECTOR|UNITS.*", mode = EnumSource.Mode.MATCH_NONE)
    void theirFiguresAreThoseOfANetworkThatDecidesAlike(Says says) {
        FigureRules rules = RandomSpeech.rules(says);
        List<Spell> records = RandomSpeech.records(says, new Random(SEED), 40);
        Figures decided = new Figures(rules);
        for (Spell record : records) {
            decided.add(3, record.id(), rows(says, record, true), rows(says, record, false));
        }
        Result network = Spoken.figures(rules, 3, records, 1).result();
        Result baseline = decided.result();
        assertEquals(network.decisionsByName(), baseline.decisionsByName(), "seed " + SEED);
        assertEquals(network.seen(), baseline.seen());
        assertEquals(network.headline(), baseline.headline());
        assertEquals(network.details().chunks(), baseline.details().chunks());
    }

    @Test
    void figuresOfProbabilitiesAreLeftOut() {
        Figures figures = new Figures(
                FigureRules.of(Says.RECORD_CLASS, Classes.of(List.of("a", "b")).withPositive("b"), 1));
        figures.add(0, 0, classes(1), classes(1));
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
                figures.result().decisionsByName().keySet());
        SortedMap<String, Double> all = figures.result().figuresByName();
        assertEquals(1, all.get("accuracy"));
        assertFalse(all.containsKey("loss"), "there is none");
    }

    private static Targets classes(int... ids) {
        return new Targets.Classes(Targets.Level.RECORD, ids);
    }

    @Test
    void whatSaysNothingIsRefused() {
        Figures figures = new Figures(FigureRules.of(Says.RECORD_CLASS, Classes.of(List.of("a", "b")), 1));
        assertThrows(IllegalArgumentException.class, () -> figures.add(0, 0, classes(1), classes(MiniBatch.NONE)));
        assertThrows(IllegalArgumentException.class, () -> figures.add(0, 0, classes(1), classes(2)));
        assertThrows(IllegalArgumentException.class, () -> figures.add(0, 0, classes(1), classes()));
        figures.add(0, 0, Targets.NONE, Targets.NONE);
        assertArrayEquals(
                new Figures(FigureRules.of(Says.RECORD_CLASS, Classes.of(List.of("a", "b")), 1)).toBytes(),
                figures.toBytes());
        Figures vectors = new Figures(FigureRules.ofNextVectors(1));
        Targets two = new Targets.Values(Targets.Level.STEP, 2, new float[] {1, 0});
        Targets one = new Targets.Values(Targets.Level.STEP, 1, new float[] {0.5f});
        assertThrows(IllegalArgumentException.class, () -> vectors.add(0, 0, two, one));
    }

    /**
     * By hand: steps from the second on have -log 1/2 -log 3/4 and -log 1/4 -log 1/2, of one piece; the other has a single step. All
     * three steps of the first and the second piece's: that and twice -log 1/2 -log 1/2.
     */
    @Test
    void probabilitiesOfVectorsHaveALoss() {
        Figures vectors = new Figures(FigureRules.ofNextVectors(1));
        float[] truth = {1, 1, 0, 1, 1, 0};
        float[] said = {0.5f, 0.5f, 0.5f, 0.75f, 0.25f, 0.5f};
        vectors.add(
                0,
                0,
                new Targets.Values(Targets.Level.STEP, 2, truth),
                new Targets.Values(Targets.Level.STEP, 2, said));
        vectors.add(
                0,
                1,
                new Targets.Values(Targets.Level.STEP, 2, new float[] {0, 0}),
                new Targets.Values(Targets.Level.STEP, 2, new float[] {0.5f, 0.5f}));
        double later = -Math.log(0.5 * 0.75) - Math.log(0.25 * 0.5);
        SortedMap<String, Double> figures = vectors.result().decisionsByName();
        assertEquals(later / 2, figures.get("nll_per_step"), 1e-9);
        assertEquals(later / 2, figures.get("nll_per_piece"), 1e-9);
        assertEquals((later - 4 * Math.log(0.5)) / 4, figures.get("loss"), 1e-9);
    }
}
