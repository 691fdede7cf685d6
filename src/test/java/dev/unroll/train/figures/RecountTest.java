package dev.unroll.train.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unroll.data.ExampleRules.Says;
import dev.unroll.data.LabelSet;
import dev.unroll.data.MiniBatch;
import dev.unroll.train.figures.Spoken.Row;
import dev.unroll.train.figures.Spoken.Spell;
import dev.unroll.train.metrics.EntitySpans;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Figures of random records against their definitions, counted over lists of all rows. */
class RecountTest {
    private static final long SEED = 62;
    private static final int POSITIVE = 1;
    private static final int CLASSES = RandomSpeech.NAMES.size();

    /** A decision about one class: there or not, said or not, with a probability of being there. */
    private record Decision(boolean there, boolean said, double score) {}

    private static List<Row> rows(List<Spell> records) {
        List<Row> rows = new ArrayList<>();
        records.forEach(record -> rows.addAll(record.rows()));
        return rows;
    }

    private static SortedMap<String, Double> figures(Says says, List<Spell> records) {
        Figures whole = new Figures(RandomSpeech.rules(says));
        for (int shard = 0; shard < 4; shard++) {
            List<Spell> own = records.subList(records.size() * shard / 4, records.size() * (shard + 1) / 4);
            whole.merge(Spoken.figures(RandomSpeech.rules(says), shard, own, 11));
        }
        return whole.result().figuresByName();
    }

    private static double f1(List<Decision> decisions) {
        double both = decisions.stream().filter(d -> d.there && d.said).count();
        double sum = decisions.stream().filter(d -> d.there).count()
                + decisions.stream().filter(d -> d.said).count();
        return 2 * both / sum;
    }

    private static double share(List<Decision> among, boolean said) {
        return (double) among.stream().filter(d -> d.said == said).count() / among.size();
    }

    private static void assertPositive(List<Decision> decisions, SortedMap<String, Double> figures) {
        List<Decision> there = decisions.stream().filter(d -> d.there).toList();
        List<Decision> not = decisions.stream().filter(d -> !d.there).toList();
        List<Decision> said = decisions.stream().filter(d -> d.said).toList();
        double above = 0;
        double precisions = 0;
        for (Decision positive : there) {
            for (Decision negative : not) {
                above += positive.score > negative.score ? 1 : positive.score == negative.score ? 0.5 : 0;
            }
            List<Decision> called =
                    decisions.stream().filter(d -> d.score >= positive.score).toList();
            precisions += (double) called.stream().filter(d -> d.there).count() / called.size();
        }
        String seed = "seed " + SEED;
        assertEquals(share(there, true), figures.get("sensitivity"), 1e-15, seed);
        assertEquals(share(not, false), figures.get("specificity"), 1e-15, seed);
        assertEquals(
                (double) said.stream().filter(d -> d.there).count() / said.size(),
                figures.get("precision"),
                1e-15,
                seed);
        assertEquals(f1(decisions), figures.get("positive_f1"), 1e-15, seed);
        assertEquals(above / there.size() / not.size(), figures.get("roc_auc"), 1e-12, seed);
        assertEquals(precisions / there.size(), figures.get("pr_auc"), 1e-12, seed);
    }

    private static double nats(List<Row> rows) {
        List<Row> labelled = rows.stream().filter(Row::isLabelled).toList();
        return labelled.stream().mapToDouble(Row::loss).sum() / labelled.size();
    }

    /** Fifteen bins, each the difference of its right rows and the confidences. */
    private static double calibrationError(List<double[]> confidenceAndRight) {
        double error = 0;
        for (int b = 0; b < 15; b++) {
            double difference = 0;
            for (double[] row : confidenceAndRight) {
                boolean inside = row[0] > b / 15.0 && row[0] <= (b + 1) / 15.0 || (b == 0 && row[0] == 0);
                difference += inside ? row[1] - row[0] : 0;
            }
            error += Math.abs(difference);
        }
        return error / confidenceAndRight.size();
    }

    @ParameterizedTest
    @EnumSource(
            value = Says.class,
            names = {"STEP_CLASS", "RECORD_CLASS"})
    void oneClassOfSeveralFollowsTheDefinitions(Says says) {
        List<Spell> records = RandomSpeech.records(says, new Random(SEED), 150);
        SortedMap<String, Double> figures = figures(says, records);
        List<Row> all = rows(records);
        List<Row> rows =
                all.stream().filter(row -> row.truth() != MiniBatch.NONE).toList();
        double right = rows.stream().filter(row -> row.truth() == row.label()).count();
        double macro = f1(decisions(rows, LabelSet.UNKNOWN)) / (CLASSES + 1);
        for (int k = 0; k < CLASSES; k++) {
            macro += f1(decisions(rows, k)) / (CLASSES + 1);
        }
        List<double[]> confidences = new ArrayList<>();
        rows.forEach(
                row -> confidences.add(new double[] {row.values()[row.label()], row.truth() == row.label() ? 1 : 0}));
        String seed = "seed " + SEED;
        assertEquals(right / rows.size(), figures.get("accuracy"), 1e-15, seed);
        assertEquals(right / rows.size(), figures.get("micro_f1"), 1e-15, seed);
        assertEquals(macro, figures.get("macro_f1"), 1e-14, seed);
        assertEquals(correlation(rows), figures.get("mcc"), 1e-12, seed);
        assertEquals(calibrationError(confidences), figures.get("calibration_error"), 1e-12, seed);
        assertEquals(nats(all), figures.get("nats"), 1e-12, seed);
        assertPositive(decisions(rows, POSITIVE), figures);
    }

    private static List<Decision> decisions(List<Row> rows, int label) {
        return rows.stream()
                .map(row ->
                        new Decision(row.truth() == label, row.label() == label, label < 0 ? 0 : row.values()[label]))
                .toList();
    }

    /** Over pairs of rows: the covariance of being of one class in truth and being of one class as said (Gorodkin 2004). */
    private static double correlation(List<Row> rows) {
        double n = rows.size();
        double both = 0;
        double truth = 0;
        double said = 0;
        for (Row a : rows) {
            both += a.truth() == a.label() ? 1 / n : 0;
            for (Row b : rows) {
                both -= a.truth() == b.label() ? 1 / n / n : 0;
                truth += a.truth() == b.truth() ? 1 / n / n : 0;
                said += a.label() == b.label() ? 1 / n / n : 0;
            }
        }
        return both / Math.sqrt((1 - truth) * (1 - said));
    }

    @Test
    void chunksAreSetsOfSpans() {
        List<Spell> records = RandomSpeech.records(Says.STEP_CLASS, new Random(SEED), 150);
        SortedMap<String, Double> figures = figures(Says.STEP_CLASS, records);
        double right = 0;
        double there = 0;
        double found = 0;
        for (Spell record : records) {
            Set<EntitySpans.Span> truth = spans(record, Row::truth);
            Set<EntitySpans.Span> said =
                    spans(record, row -> row.truth() == MiniBatch.NONE ? MiniBatch.NONE : row.label());
            there += truth.size();
            found += said.size();
            said.retainAll(truth);
            right += said.size();
        }
        assertEquals(right / found, figures.get("entity_precision"), 1e-15, "seed " + SEED);
        assertEquals(right / there, figures.get("entity_recall"), 1e-15, "seed " + SEED);
        assertEquals(2 * right / (found + there), figures.get("entity_f1"), 1e-15, "seed " + SEED);
    }

    private static Set<EntitySpans.Span> spans(Spell record, ToIntFunction<Row> label) {
        List<String> names = new ArrayList<>();
        for (Row row : record.rows()) {
            int id = label.applyAsInt(row);
            names.add(id == MiniBatch.NONE ? "O" : id == LabelSet.UNKNOWN ? "I-new" : RandomSpeech.NAMES.get(id));
        }
        return new HashSet<>(EntitySpans.of(names));
    }

    @ParameterizedTest
    @EnumSource(
            value = Says.class,
            names = {"STEP_CLASSES", "RECORD_CLASSES"})
    void anyNumberOfClassesFollowsTheDefinitions(Says says) {
        List<Spell> records = RandomSpeech.records(says, new Random(SEED), 150);
        SortedMap<String, Double> figures = figures(says, records);
        List<Row> rows = rows(records).stream().filter(Row::isLabelled).toList();
        List<Decision> all = new ArrayList<>();
        double macro = 0;
        for (int k = 0; k < CLASSES; k++) {
            List<Decision> own = ofClass(rows, k);
            macro += f1(own) / CLASSES;
            all.addAll(own);
        }
        double right = rows.stream().filter(RecountTest::isRight).count();
        List<double[]> confidences = new ArrayList<>();
        all.forEach(d -> confidences.add(new double[] {Math.max(d.score, 1 - d.score), d.there == d.said ? 1 : 0}));
        String seed = "seed " + SEED;
        assertEquals(macro, figures.get("macro_f1"), 1e-14, seed);
        assertEquals(f1(all), figures.get("micro_f1"), 1e-14, seed);
        assertEquals(right / rows.size(), figures.get("accuracy"), 1e-15, seed);
        assertEquals(calibrationError(confidences), figures.get("calibration_error"), 1e-12, seed);
        assertEquals(nats(rows), figures.get("nats"), 1e-12, seed);
        assertPositive(ofClass(rows, POSITIVE), figures);
    }

    private static List<Decision> ofClass(List<Row> rows, int k) {
        return rows.stream()
                .filter(row -> !Float.isNaN(row.targets()[k]))
                .map(row -> new Decision(row.targets()[k] == 1, row.values()[k] > 0.5, row.values()[k]))
                .toList();
    }

    private static boolean isRight(Row row) {
        boolean right = true;
        for (int k = 0; k < CLASSES; k++) {
            right &= Float.isNaN(row.targets()[k]) || (row.targets()[k] == 1) == (row.values()[k] > 0.5);
        }
        return right;
    }

    @ParameterizedTest
    @EnumSource(
            value = Says.class,
            names = {"STEP_VALUES", "RECORD_VALUES"})
    void numbersFollowTheDefinitions(Says says) {
        List<Spell> records = RandomSpeech.records(says, new Random(SEED), 150);
        SortedMap<String, Double> figures = figures(says, records);
        double squared = 0;
        double absolute = 0;
        int terms = 0;
        double r2 = 0;
        for (int k = 0; k < RandomSpeech.VALUES.width(); k++) {
            int output = k;
            double unit = 1 / RandomSpeech.VALUES.scale()[k];
            List<Row> known = rows(records).stream()
                    .filter(row -> !Float.isNaN(row.targets()[output]))
                    .toList();
            double mean = known.stream()
                    .mapToDouble(row -> row.targets()[output])
                    .average()
                    .orElseThrow();
            double deviations = 0;
            double errors = 0;
            for (Row row : known) {
                double error = unit * (row.values()[k] - row.targets()[k]);
                errors += error * error;
                absolute += Math.abs(error);
                deviations += unit * unit * (row.targets()[k] - mean) * (row.targets()[k] - mean);
            }
            squared += errors;
            terms += known.size();
            r2 += (1 - errors / deviations) / RandomSpeech.VALUES.width();
        }
        assertEquals(Math.sqrt(squared / terms), figures.get("rmse"), 1e-12, "seed " + SEED);
        assertEquals(absolute / terms, figures.get("mae"), 1e-12, "seed " + SEED);
        assertEquals(r2, figures.get("r2"), 1e-12, "seed " + SEED);
    }

    @Test
    void piecesFollowTheDefinitions() {
        List<Spell> records = RandomSpeech.records(Says.NEXT_VECTOR, new Random(SEED), 60);
        SortedMap<String, Double> figures = figures(Says.NEXT_VECTOR, records);
        double sum = 0;
        int steps = 0;
        double means = 0;
        for (Spell record : records) {
            double own = record.rows().stream().skip(1).mapToDouble(Row::loss).sum();
            sum += own;
            steps += record.steps() - 1;
            means += own / (record.steps() - 1);
        }
        assertEquals(sum / steps, figures.get("nll_per_step"), 1e-12, "seed " + SEED);
        assertEquals(means / records.size(), figures.get("nll_per_piece"), 1e-12, "seed " + SEED);
    }
}
