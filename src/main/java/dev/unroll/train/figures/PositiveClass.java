package dev.unroll.train.figures;

import dev.unroll.train.metrics.Bootstrap;
import dev.unroll.train.metrics.ConfusionMatrix;
import dev.unroll.train.metrics.Encoding;
import dev.unroll.train.metrics.RankedScores;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The class that is looked for against all others, in every row in which it is known whether it is there. The score of a row is its
 * probability. Several classes may be one together: what is said of a row is any of them, and the score the sum of their probabilities, or
 * the largest where they do not exclude each other.
 *
 * <p>Memory: 1 MB.
 */
final class PositiveClass {
    private final List<Integer> labels;
    private final ConfusionMatrix matrix = new ConfusionMatrix(2);
    private final RankedScores ranking = new RankedScores();
    private final Bootstrap bootstrap;

    PositiveClass(List<Integer> labels, long seed) {
        this.labels = labels;
        this.bootstrap = new Bootstrap(seed, 4);
    }

    void add(Lane lane) {
        ConfusionMatrix own = new ConfusionMatrix(2);
        for (int row = 0; row < lane.rows(); row++) {
            if (isKnown(lane, row)) {
                boolean there = false;
                boolean said = false;
                float score = 0;
                for (int label : labels) {
                    there |= lane.is(row, label);
                    said |= lane.says(row, label);
                    score = lane.isOneOfAll()
                            ? score + lane.value(row, label)
                            : Math.max(score, lane.value(row, label));
                }
                own.add(there ? 1 : 0, said ? 1 : 0);
                ranking.add(score, there);
            }
        }
        matrix.merge(own);
        bootstrap.add(lane.name(), own.counts());
    }

    private boolean isKnown(Lane lane, int row) {
        for (int label : labels) {
            if (!lane.isKnown(row, label)) {
                return false;
            }
        }
        return true;
    }

    void merge(PositiveClass other) {
        matrix.merge(other.matrix);
        ranking.merge(other.ranking);
        bootstrap.merge(other.bootstrap);
    }

    void write(Encoding.Writer out) {
        out.put(matrix.toBytes()).put(ranking.toBytes()).put(bootstrap.toBytes());
    }

    void read(Encoding.Reader in) {
        matrix.merge(ConfusionMatrix.fromBytes(in.getBytes()));
        ranking.merge(RankedScores.fromBytes(in.getBytes()));
        bootstrap.merge(Bootstrap.fromBytes(in.getBytes()));
    }

    /** The correlation of what is there and what is said. */
    Figure mcc() {
        return figure("mcc", ConfusionMatrix::mcc);
    }

    List<Figure> figures() {
        return List.of(
                figure("positive_f1", of -> of.f1(1)),
                figure("precision", of -> of.precision(1)),
                figure("sensitivity", of -> of.recall(1)),
                figure("specificity", of -> of.specificity(1)),
                new Figure("roc_auc", ranking.rocAuc(), null),
                new Figure("pr_auc", ranking.prAuc(), null));
    }

    private Figure figure(String name, ToDoubleFunction<ConfusionMatrix> figure) {
        return new Figure(
                name,
                figure.applyAsDouble(matrix),
                bootstrap.interval(counts -> figure.applyAsDouble(ConfusionMatrix.ofCounts(2, counts))));
    }
}
