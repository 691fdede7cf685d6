package dev.unroll.train.figures;

import dev.unroll.data.ExampleRules.Says;
import dev.unroll.data.Targets;
import dev.unroll.nn.Loss;
import dev.unroll.train.metrics.Calibration;
import dev.unroll.train.metrics.ClassCounts;
import dev.unroll.train.metrics.ConfusionMatrix;
import dev.unroll.train.metrics.Matches;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All figures of some records.
 *
 * @param seen what they are figures of
 * @param loss as training counts it, classes having their weights
 * @param figures the most telling one first
 * @param details what is behind them
 */
public record Result(Seen seen, Loss loss, List<Figure> figures, Details details) {
    private static final Set<String> OF_PROBABILITIES =
            Set.of("calibration_error", "loss", "nats", "nll_per_piece", "nll_per_step", "pr_auc", "roc_auc");

    /**
     * What was measured.
     *
     * @param says what is said
     * @param records with a label
     * @param rows steps, or records, with a label
     * @param unknown of these, rows whose label was not in the training part
     */
    public record Seen(Says says, long records, long rows, long unknown) {
        /** {@code step} or {@code record}. */
        public String row() {
            return says.level() == Targets.Level.STEP ? "step" : "record";
        }
    }

    /**
     * What is behind the figures; each may be empty.
     *
     * @param classes each against all others, by id
     * @param chunks each type of spans against all others, by name
     * @param confusion which class was taken for which; null where they are too many or do not exclude each other
     * @param calibration rows by confidence
     * @param outputs of several numbers each
     */
    public record Details(
            List<Row> classes,
            List<Row> chunks,
            @Nullable Confusion confusion,
            List<Calibration.Bin> calibration,
            List<Output> outputs) {}

    /** A class, or a type of spans, against all others. */
    public record Row(String name, Matches matches) {
        /** The first classes, by id. */
        static List<Row> of(List<String> names, ClassCounts counts) {
            List<Row> rows = new ArrayList<>();
            for (int k = 0; k < names.size(); k++) {
                rows.add(new Row(names.get(k), counts.matches(k)));
            }
            return rows;
        }

        private SortedMap<String, Object> byName() {
            SortedMap<String, Object> figures = new TreeMap<>();
            figures.put("precision", matches.precision());
            figures.put("recall", matches.recall());
            figures.put("f1", matches.f1());
            figures.put("support", matches.support());
            return figures;
        }

        private static SortedMap<String, Object> byName(List<Row> rows) {
            SortedMap<String, Object> figures = new TreeMap<>();
            rows.forEach(row -> figures.put(row.name, row.byName()));
            return figures;
        }
    }

    /**
     * Which class was taken for which.
     *
     * @param names of the first classes of the matrix; behind them there are no rows
     * @param matrix by true class and class that was said
     */
    public record Confusion(List<String> names, ConfusionMatrix matrix) {
        /** Where there is a count: by true class, then by the class that was said. */
        private SortedMap<String, Object> byName() {
            SortedMap<String, Object> rows = new TreeMap<>();
            for (int truth = 0; truth < names.size(); truth++) {
                SortedMap<String, Object> row = new TreeMap<>();
                for (int said = 0; said < names.size(); said++) {
                    if (matrix.count(truth, said) > 0) {
                        row.put(names.get(said), matrix.count(truth, said));
                    }
                }
                rows.put(names.get(truth), row);
            }
            return rows;
        }
    }

    /** One of several numbers: its errors in its own units, and how many true values it has. */
    public record Output(double rmse, double mae, double r2, long terms) {}

    /** Takes a copy. */
    public Result {
        figures = List.copyOf(figures);
    }

    /** The most telling figure, with its interval. */
    public Figure headline() {
        return figures.get(0);
    }

    /** Whether less is better in the {@link #headline}. */
    public boolean lessIsBetter() {
        return !seen.says.classes();
    }

    /** All figures alone; those that are not finite, having nothing to measure, are left out. */
    public SortedMap<String, Double> figuresByName() {
        SortedMap<String, Double> byName = new TreeMap<>();
        figures.forEach(figure -> putFinite(byName, figure.name(), figure.value()));
        putFinite(byName, "loss", loss.mean());
        return byName;
    }

    /** Those figures that a baseline has: of vectors all, of what is only decided those that ask for no probabilities. */
    public SortedMap<String, Double> decisionsByName() {
        SortedMap<String, Double> byName = figuresByName();
        if (seen.says == Says.NEXT_VECTOR) {
            return byName;
        }
        byName.keySet().removeAll(OF_PROBABILITIES);
        return byName;
    }

    private static void putFinite(SortedMap<String, ? super Double> into, String name, double value) {
        if (Double.isFinite(value)) {
            into.put(name, value);
        }
    }

    /**
     * Everything, for JSON: numbers, texts, lists and sorted maps. Beside {@link #figuresByName}: {@code records}, {@code steps} where
     * they have labels, {@code unknown_labels}; {@code intervals} with {@code low} and {@code high} by figure; {@code classes} and {@code
     * entities}, or {@code segments}, with precision, recall, f1 and support by name; {@code confusion}, the counts that are not 0 by true name and name said;
     * {@code calibration}, the bins that are not empty; {@code outputs}.
     */
    public SortedMap<String, Object> byName() {
        SortedMap<String, Object> byName = new TreeMap<>(figuresByName());
        byName.put("records", seen.records);
        if (seen.says.level() == Targets.Level.STEP) {
            byName.put("steps", seen.rows);
        }
        byName.put("intervals", intervals());
        if (seen.says.classes()) {
            byName.put("unknown_labels", seen.unknown);
            byName.put("classes", Row.byName(details.classes));
            byName.put("calibration", calibration());
        }
        if (!details.chunks.isEmpty()) {
            byName.put(segments() ? "segments" : "entities", Row.byName(details.chunks));
        }
        if (details.confusion != null) {
            byName.put("confusion", details.confusion.byName());
        }
        if (!details.outputs.isEmpty()) {
            byName.put("outputs", outputs());
        }
        return byName;
    }

    /** Whether spans are segments of a genome. */
    private boolean segments() {
        return figures.stream().anyMatch(figure -> figure.name().equals("segment_f1"));
    }

    private SortedMap<String, Object> intervals() {
        SortedMap<String, Object> intervals = new TreeMap<>();
        for (Figure figure : figures) {
            if (figure.interval() != null && figure.interval().replicates() > 0) {
                SortedMap<String, Object> ends = new TreeMap<>();
                putFinite(ends, "low", figure.interval().low());
                putFinite(ends, "high", figure.interval().high());
                intervals.put(figure.name(), ends);
            }
        }
        return intervals;
    }

    private List<Object> calibration() {
        List<Object> bins = new ArrayList<>();
        for (Calibration.Bin bin : details.calibration) {
            if (bin.count() > 0) {
                SortedMap<String, Object> row = new TreeMap<>();
                row.put("above", bin.above());
                row.put("up_to", bin.upTo());
                row.put("count", bin.count());
                row.put("confidence", bin.confidence());
                row.put("accuracy", bin.accuracy());
                bins.add(row);
            }
        }
        return bins;
    }

    private List<Object> outputs() {
        List<Object> rows = new ArrayList<>();
        for (Output output : details.outputs) {
            SortedMap<String, Object> row = new TreeMap<>();
            putFinite(row, "rmse", output.rmse);
            putFinite(row, "mae", output.mae);
            putFinite(row, "r2", output.r2);
            row.put("terms", output.terms);
            rows.add(row);
        }
        return rows;
    }
}
