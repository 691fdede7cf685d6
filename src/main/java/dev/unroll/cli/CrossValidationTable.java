package dev.unroll.cli;

import dev.unroll.cli.CrossValidationFigures.Row;
import dev.unroll.spec.Spec;
import dev.unroll.train.figures.Figure;
import dev.unroll.train.metrics.Bootstrap.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a cross-validation prints: each figure over the folds, beside the best baseline's. */
final class CrossValidationTable {
    private final Spec spec;
    private final CrossValidationFigures figures;

    CrossValidationTable(Spec spec, CrossValidationFigures figures) {
        this.spec = spec;
        this.figures = figures;
    }

    /** A baseline's figure. */
    private record Best(String name, double value) {}

    /** @param records of all folds */
    List<String> lines(long records) {
        int folds = spec.data().folds().folds();
        String noun = UnitNames.counted(spec);
        String units = noun.equals("record") ? "" : Numbers.count(figures.units(), noun) + " in ";
        List<String> lines = new ArrayList<>();
        lines.add("cross-validation, " + folds + " folds: " + units + Numbers.count(records, "record")
                + ", each measured by a network that has not seen it");
        Map<String, Row> network = figures.network();
        boolean pooled = network.values().stream().anyMatch(row -> row.pooled() != null);
        Table table = new Table(Table.Side.RIGHT);
        table.row(
                "per " + noun,
                "mean of folds",
                "sd",
                pooled ? "all records" : "",
                pooled ? "95 % interval" : "",
                figures.baselines().isEmpty() ? "" : "best baseline",
                "");
        network.forEach((name, row) -> {
            Optional<Best> best = best(name);
            table.row(
                    name,
                    Numbers.figure(row.mean()),
                    Double.isNaN(row.deviation()) ? "" : Numbers.figure(row.deviation()),
                    row.pooled() == null ? "" : Numbers.figure(row.value()),
                    interval(row.interval()),
                    best.map(found -> Numbers.figure(found.value())).orElse(""),
                    best.map(Best::name).orElse(""));
        });
        lines.addAll(table.lines());
        network.entrySet().stream().findFirst().ifPresent(first -> headline(first.getKey(), first.getValue(), lines));
        if (!pooled) {
            lines.add("  no figures of all records together: the folds know different labels");
        }
        return lines;
    }

    private void headline(String name, Row row, List<String> lines) {
        best(name).ifPresent(best -> {
            double gain = Figure.lessIsBetter(name) ? best.value() - row.value() : row.value() - best.value();
            lines.add("  " + name + " is " + Numbers.figure(Math.abs(gain)) + (gain >= 0 ? " better" : " worse")
                    + " than that of the best baseline");
        });
        lines.add("  " + name + " by fold: "
                + row.folds().stream()
                        .map(value -> value == null ? "-" : Numbers.figure(value))
                        .collect(Collectors.joining(" ")));
    }

    /** The best of the baselines that know no more than the network does. */
    private Optional<Best> best(String figure) {
        Comparator<Best> byValue = Comparator.comparingDouble(Best::value);
        return figures.baselines().entrySet().stream()
                .filter(baseline -> !baseline.getKey().endsWith(FiguresTable.ORACLE))
                .filter(baseline -> baseline.getValue().containsKey(figure))
                .map(baseline -> new Best(
                        baseline.getKey(), baseline.getValue().get(figure).value()))
                .max(Figure.lessIsBetter(figure) ? byValue.reversed() : byValue);
    }

    private static String interval(@Nullable Interval interval) {
        return interval == null || interval.replicates() == 0
                ? ""
                : Numbers.figure(interval.low()) + " to " + Numbers.figure(interval.high());
    }
}
