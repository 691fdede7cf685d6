package dev.unroll.train.figures;

import dev.unroll.train.metrics.Bootstrap;
import dev.unroll.train.metrics.Encoding;
import dev.unroll.train.metrics.EntityScores;
import dev.unroll.train.metrics.Matches;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Spans of steps that labels mark, by the rules of conlleval.
 *
 * @implNote A step without a label is outside, in the truth and in what is said: nobody knows what is there. Labels that were not in the
 * training part mark spans of a type of their own, one for each run of them, which nobody can find.
 */
final class Chunks {
    private static final String OUTSIDE = "O";
    private static final String INSIDE = "I-";

    private final FigureRules.Classes classes;
    private final EntityScores scores = new EntityScores();
    private final Bootstrap bootstrap; // steps; chunks that are right, wrong, missed

    Chunks(FigureRules.Classes classes, long seed) {
        this.classes = classes;
        this.bootstrap = new Bootstrap(seed, 4);
    }

    void add(Lane lane) {
        List<String> truth = new ArrayList<>(lane.rows());
        List<String> said = new ArrayList<>(lane.rows());
        boolean labelled = false;
        for (int row = 0; row < lane.rows(); row++) {
            boolean known = lane.isLabelled(row);
            labelled |= known;
            truth.add(known ? name(lane, row) : OUTSIDE);
            said.add(known ? classes.names().get(lane.said(row)) : OUTSIDE);
        }
        if (labelled) {
            EntityScores own = new EntityScores();
            own.add(truth, said);
            Matches matches = own.overall();
            bootstrap.add(lane.name(), new long[] {own.steps(), matches.right(), matches.wrong(), matches.missed()});
            scores.merge(own);
        }
    }

    private String name(Lane lane, int row) {
        return lane.isUnknown(row)
                ? INSIDE + classes.unknown()
                : classes.names().get(lane.truth(row));
    }

    void merge(Chunks other) {
        scores.merge(other.scores);
        bootstrap.merge(other.bootstrap);
    }

    void write(Encoding.Writer out) {
        out.put(scores.toBytes()).put(bootstrap.toBytes());
    }

    void read(Encoding.Reader in) {
        scores.merge(EntityScores.fromBytes(in.getBytes()));
        bootstrap.merge(Bootstrap.fromBytes(in.getBytes()));
    }

    List<Figure> figures() {
        return List.of(
                figure("entity_f1", Matches::f1),
                figure("entity_precision", Matches::precision),
                figure("entity_recall", Matches::recall));
    }

    private Figure figure(String name, ToDoubleFunction<Matches> figure) {
        return new Figure(
                name,
                value(scores.steps(), scores.overall(), figure),
                bootstrap.interval(drawn -> value(drawn[0], new Matches(drawn[1], drawn[2], drawn[3]), figure)));
    }

    private static double value(long steps, Matches matches, ToDoubleFunction<Matches> figure) {
        return steps == 0 ? Double.NaN : figure.applyAsDouble(matches);
    }

    List<Result.Row> rows() {
        return scores.byType().entrySet().stream()
                .map(type -> new Result.Row(type.getKey(), type.getValue()))
                .toList();
    }
}
