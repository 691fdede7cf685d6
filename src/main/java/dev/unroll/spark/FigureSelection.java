package dev.unroll.spark;

import dev.unroll.nn.Loss;
import dev.unroll.spec.Keys;
import dev.unroll.spec.UsageException;
import dev.unroll.train.Evaluation;
import dev.unroll.train.figures.Figure;
import dev.unroll.train.figures.FigureRules;
import dev.unroll.train.figures.Figures;
import java.util.List;
import java.util.Optional;

/** Measures weights on the held-out records by {@code train.select}, a figure other than the loss. */
final class FigureSelection implements Evaluation {
    private final SparkFigures spark;
    private final ShardSet held;
    private final String name;

    /**
     * @param spark measures all figures
     * @param rules of these, by which the figure is looked for
     * @param name {@code train.select}
     */
    FigureSelection(SparkFigures spark, ShardSet held, FigureRules rules, String name) {
        List<String> names =
                new Figures(rules).result().figures().stream().map(Figure::name).toList();
        if (!names.contains(name)) {
            throw new UsageException(
                    "these records have no such figure: " + Keys.TRAIN_SELECT.name() + "=" + name,
                    "set it to loss, " + String.join(", ", names));
        }
        this.spark = spark;
        this.held = held;
        this.name = name;
    }

    @Override
    public Loss measure(float[] weights) {
        return choose(weights).loss();
    }

    @Override
    public Outcome choose(float[] weights) {
        Figures figures = spark.ofNetwork(held, weights);
        double value = figures.result().figures().stream()
                .filter(figure -> figure.name().equals(name))
                .mapToDouble(Figure::value)
                .findFirst()
                .orElse(Double.NaN);
        return new Outcome(figures.loss(), Optional.of(new Chosen(name, value, Figure.lessIsBetter(name))));
    }
}
