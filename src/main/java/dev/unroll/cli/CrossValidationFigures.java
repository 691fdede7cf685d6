package dev.unroll.cli;

import dev.unroll.io.CrossValidationFiles.Fold;
import dev.unroll.train.figures.Figure;
import dev.unroll.train.figures.FigureRules;
import dev.unroll.train.figures.Figures;
import dev.unroll.train.figures.Result;
import dev.unroll.train.metrics.Bootstrap.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The figures of all folds of a cross-validation, of the network and of its baselines. */
final class CrossValidationFigures {
    /**
     * A figure over the folds.
     *
     * @param folds its value in each; null where it had nothing to measure
     * @param mean of the folds that have it
     * @param deviation of these, dividing by one less than their number; NaN with fewer than two
     * @param pooled of all records together; null where that is not known
     * @param interval of the pooled figure; null where that is not known
     */
    record Row(
            List<@Nullable Double> folds,
            double mean,
            double deviation,
            @Nullable Double pooled,
            @Nullable Interval interval) {
        /** The figure that stands for all: of all records, otherwise the mean of the folds. */
        double value() {
            return pooled == null ? mean : pooled;
        }

        private Map<String, Object> byName() {
            Map<String, Object> named = new LinkedHashMap<>();
            named.put("mean", mean);
            putFinite(named, "sd", deviation);
            if (pooled != null) {
                putFinite(named, "pooled", pooled);
            }
            if (interval != null && interval.replicates() > 0) {
                putFinite(named, "low", interval.low());
                putFinite(named, "high", interval.high());
            }
            named.put("folds", folds);
            return named;
        }

        private static void putFinite(Map<String, Object> into, String name, double value) {
            if (Double.isFinite(value)) {
                into.put(name, value);
            }
        }
    }

    private final List<Fold> folds;
    private final List<String> order;
    private final Map<String, Map<String, Row>> models = new TreeMap<>();

    private CrossValidationFigures(List<Fold> folds, List<String> order) {
        this.folds = folds;
        this.order = order;
    }

    /** Figures of losses alone: pooled, their sums are. */
    static CrossValidationFigures ofLosses(List<Fold> folds) {
        CrossValidationFigures all = new CrossValidationFigures(folds, List.of("nats", "bits", "perplexity"));
        long units = folds.stream().mapToLong(Fold::units).sum();
        for (String model : all.names()) {
            double sum = 0;
            for (Fold fold : folds) {
                sum += fold.units()
                        * fold.figures().getOrDefault(model, new TreeMap<>()).getOrDefault("nats", Double.NaN);
            }
            all.add(model, Measured.byName(sum / units), new TreeMap<>());
        }
        return all;
    }

    /**
     * Figures of labelled records: pooled, their counts are, unless the folds know different labels.
     *
     * @param rules of each fold's figures
     */
    static CrossValidationFigures ofLabels(List<Fold> folds, List<FigureRules> rules) {
        FigureRules first = rules.get(0);
        List<String> order = new ArrayList<>();
        new Figures(first).result().figures().forEach(figure -> order.add(figure.name()));
        CrossValidationFigures all = new CrossValidationFigures(folds, order);
        boolean same = rules.stream().allMatch(own -> own.classes().equals(first.classes()));
        for (String model : all.names()) {
            Optional<Result> pooled = same ? pooled(model, folds, first) : Optional.empty();
            SortedMap<String, Interval> intervals = new TreeMap<>();
            pooled.ifPresent(result -> result.figures().forEach(figure -> put(figure, intervals)));
            all.add(model, pooled.map(Result::figuresByName).orElseGet(TreeMap::new), intervals);
        }
        return all;
    }

    private static void put(Figure figure, SortedMap<String, Interval> intervals) {
        Interval interval = figure.interval();
        if (interval != null) {
            intervals.put(figure.name(), interval);
        }
    }

    private static Optional<Result> pooled(String model, List<Fold> folds, FigureRules rules) {
        Figures sum = new Figures(rules);
        for (Fold fold : folds) {
            byte[] counts = fold.counts().get(model);
            if (counts == null) {
                return Optional.empty();
            }
            sum.merge(Figures.fromBytes(rules, counts));
        }
        return Optional.of(sum.result());
    }

    private Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        folds.forEach(fold -> names.addAll(fold.figures().keySet()));
        return names;
    }

    private void add(String model, SortedMap<String, Double> pooled, SortedMap<String, Interval> intervals) {
        Set<String> figures = new LinkedHashSet<>(order);
        folds.forEach(fold -> figures.addAll(
                fold.figures().getOrDefault(model, new TreeMap<>()).keySet()));
        Map<String, Row> rows = new LinkedHashMap<>();
        for (String figure : figures) {
            List<@Nullable Double> values = new ArrayList<>();
            folds.forEach(fold -> values.add(
                    fold.figures().getOrDefault(model, new TreeMap<>()).get(figure)));
            double[] there = values.stream()
                    .filter(Objects::nonNull)
                    .mapToDouble(Objects::requireNonNull)
                    .toArray();
            if (there.length > 0) {
                double mean = mean(there);
                rows.put(
                        figure,
                        new Row(values, mean, deviation(there, mean), pooled.get(figure), intervals.get(figure)));
            }
        }
        models.put(model, rows);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double deviation(double[] values, double mean) {
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return values.length < 2 ? Double.NaN : Math.sqrt(squares / (values.length - 1));
    }

    /** The network's figures by name, the most telling one first. */
    Map<String, Row> network() {
        return models.getOrDefault(FinalMeasure.NETWORK, Map.of());
    }

    /** The figures of each baseline by its name. */
    Map<String, Map<String, Row>> baselines() {
        Map<String, Map<String, Row>> others = new TreeMap<>(models);
        others.remove(FinalMeasure.NETWORK);
        return others;
    }

    /** All that figures are means of: steps, records or units. */
    long units() {
        return folds.stream().mapToLong(Fold::units).sum();
    }

    /**
     * Everything, for JSON.
     *
     * @param records of each fold
     */
    Map<String, Object> byName(List<Long> records) {
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("records", records);
        named.put("units", folds.stream().map(Fold::units).toList());
        named.put(FinalMeasure.NETWORK, byName(network()));
        Map<String, Object> others = new LinkedHashMap<>();
        baselines().forEach((name, rows) -> others.put(name, byName(rows)));
        named.put("baselines", others);
        return named;
    }

    private static Map<String, Object> byName(Map<String, Row> rows) {
        Map<String, Object> named = new LinkedHashMap<>();
        rows.forEach((figure, row) -> named.put(figure, row.byName()));
        return named;
    }
}
