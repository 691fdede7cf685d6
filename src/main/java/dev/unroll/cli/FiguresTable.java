package dev.unroll.cli;

import dev.unroll.train.figures.Figure;
import dev.unroll.train.figures.Result;
import dev.unroll.train.metrics.Bootstrap.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.stream.Stream;

/** A network's figures on a task beside those of baselines, and what is behind them. */
final class FiguresTable {
    /** How the names of baselines end that know true labels. */
    static final String ORACLE = "oracle";

    private static final int MOST_ROWS = 50;
    private static final int MOST_CONFUSED = 12;
    private static final int WIDEST_HEADING = 8;

    private final Result result;

    FiguresTable(Result result) {
        this.result = result;
    }

    /** {@code test.conll: 23,394 steps in 1,287 records, 12 with a label that was not in training, counted as wrong}. */
    String heading(String text) {
        Result.Seen seen = result.seen();
        String records = Numbers.count(seen.records(), "record");
        String rows = seen.row().equals("step") ? Numbers.count(seen.rows(), "step") + " in " + records : records;
        String unknown = seen.unknown() == 0
                ? ""
                : ", " + Numbers.count(seen.unknown()) + " with a label that was not in training, counted as wrong";
        return text + ": " + rows + unknown;
    }

    /**
     * All figures with their intervals and those of baselines; classes, or types of entities; the confusion matrix of a few classes.
     *
     * @param baselines by name the figures by name
     */
    List<String> lines(SortedMap<String, SortedMap<String, Double>> baselines) {
        List<String> lines = new ArrayList<>(figures(baselines));
        lines.addAll(comparison(baselines));
        lines.addAll(rows());
        lines.addAll(confusion());
        lines.addAll(outputs());
        return lines;
    }

    private List<String> figures(SortedMap<String, SortedMap<String, Double>> baselines) {
        List<Figure> figures = new ArrayList<>(result.figures());
        double loss = result.loss().mean();
        if (figures.stream().noneMatch(figure -> figure.value() == loss)) {
            figures.add(new Figure("loss", loss, null));
        }
        List<Map.Entry<String, SortedMap<String, Double>>> beside = baselines.entrySet().stream()
                .filter(baseline ->
                        figures.stream().anyMatch(figure -> baseline.getValue().containsKey(figure.name())))
                .toList();
        Table table = new Table(Table.Side.RIGHT);
        table.row(cells(
                List.of("per " + result.seen().row(), "this network", "95 % interval"),
                beside.stream().map(Map.Entry::getKey)));
        for (Figure figure : figures) {
            table.row(cells(
                    List.of(figure.name(), Numbers.figure(figure.value()), interval(figure)),
                    beside.stream().map(baseline -> cell(baseline.getValue(), figure.name()))));
        }
        return table.lines();
    }

    private static String cell(SortedMap<String, Double> figures, String name) {
        Double value = figures.get(name);
        return value == null ? "" : Numbers.figure(value);
    }

    private static String[] cells(List<String> first, Stream<String> others) {
        return Stream.concat(first.stream(), others).toArray(String[]::new);
    }

    private static String interval(Figure figure) {
        Interval interval = figure.interval();
        return interval == null || interval.replicates() == 0
                ? ""
                : Numbers.figure(interval.low()) + " to " + Numbers.figure(interval.high());
    }

    /** The network against the best of those that know no more than it does. */
    private List<String> comparison(SortedMap<String, SortedMap<String, Double>> baselines) {
        Figure headline = result.headline();
        double sign = result.lessIsBetter() ? -1 : 1;
        OptionalDouble best = baselines.entrySet().stream()
                .filter(baseline -> !baseline.getKey().endsWith(ORACLE))
                .mapToDouble(baseline -> sign * baseline.getValue().getOrDefault(headline.name(), Double.NaN))
                .filter(value -> !Double.isNaN(value))
                .max();
        if (best.isEmpty() || Double.isNaN(headline.value())) {
            return List.of();
        }
        double gain = sign * headline.value() - best.getAsDouble();
        return List.of("  " + headline.name() + " is " + Numbers.figure(Math.abs(gain))
                + (gain >= 0 ? " better" : " worse") + " than that of the best baseline");
    }

    /** Types of entities where there are any, classes otherwise; those that occur. */
    private List<String> rows() {
        boolean types = !result.details().chunks().isEmpty();
        List<Result.Row> all =
                types ? result.details().chunks() : result.details().classes();
        List<Result.Row> occurring = all.stream()
                .filter(row -> row.matches().support() + row.matches().wrong() > 0)
                .toList();
        List<Result.Row> frequent = occurring.stream()
                .sorted(Comparator.comparingLong(row -> -row.matches().support()))
                .limit(MOST_ROWS)
                .toList();
        Table table = new Table(Table.Side.RIGHT);
        table.row(types ? "type" : "class", "precision", "recall", "f1", "support");
        for (Result.Row row : occurring) {
            if (occurring.size() == frequent.size() || frequent.contains(row)) {
                table.row(
                        row.name().isEmpty() ? "(no type)" : row.name(),
                        Numbers.figure(row.matches().precision()),
                        Numbers.figure(row.matches().recall()),
                        Numbers.figure(row.matches().f1()),
                        Numbers.count(row.matches().support()));
            }
        }
        return occurring.isEmpty() ? List.of() : block(table, occurring.size() - frequent.size());
    }

    private static List<String> block(Table table, int left) {
        List<String> lines = new ArrayList<>(List.of(""));
        lines.addAll(table.lines());
        if (left > 0) {
            lines.add("  and " + Numbers.count(left) + " more; --json has all of them");
        }
        return lines;
    }

    /** A row for each true class, a column for each that can be said; numbers in the place of long names. */
    private List<String> confusion() {
        Result.Confusion confusion = result.details().confusion();
        if (confusion == null || result.seen().rows() == 0) {
            return List.of();
        }
        List<String> names = confusion.names();
        int columns = names.size() - (result.seen().unknown() > 0 ? 1 : 0);
        if (columns > MOST_CONFUSED) {
            return List.of();
        }
        boolean narrow = names.subList(0, columns).stream().allMatch(name -> name.length() <= WIDEST_HEADING);
        Table table = new Table(Table.Side.RIGHT);
        String[] heading = new String[columns + 1];
        heading[0] = "true \\ said";
        for (int k = 0; k < columns; k++) {
            heading[k + 1] = narrow ? names.get(k) : Integer.toString(k + 1);
        }
        table.row(heading);
        for (int truth = 0; truth < names.size(); truth++) {
            String[] row = new String[columns + 1];
            row[0] = narrow || truth >= columns ? names.get(truth) : (truth + 1) + " " + names.get(truth);
            for (int said = 0; said < columns; said++) {
                long count = confusion.matrix().count(truth, said);
                row[said + 1] = count == 0 ? "." : Numbers.count(count);
            }
            table.row(row);
        }
        return block(table, 0);
    }

    /** Each of several numbers in its own units. */
    private List<String> outputs() {
        List<Result.Output> outputs = result.details().outputs();
        if (outputs.size() < 2) {
            return List.of();
        }
        Table table = new Table(Table.Side.RIGHT);
        table.row("number", "rmse", "mae", "r2", "values");
        for (int k = 0; k < Math.min(MOST_ROWS, outputs.size()); k++) {
            Result.Output output = outputs.get(k);
            table.row(
                    Integer.toString(k + 1),
                    Numbers.figure(output.rmse()),
                    Numbers.figure(output.mae()),
                    Numbers.figure(output.r2()),
                    Numbers.count(output.terms()));
        }
        return block(table, outputs.size() - Math.min(MOST_ROWS, outputs.size()));
    }
}
