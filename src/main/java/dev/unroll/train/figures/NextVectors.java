package dev.unroll.train.figures;

import dev.unroll.train.metrics.Bootstrap;
import dev.unroll.train.metrics.Encoding;
import dev.unroll.train.metrics.StepLoss;
import java.util.List;

/** Vectors, each from those before it, such as the chords of a piece of music. */
final class NextVectors implements Part {
    private final StepLoss loss = new StepLoss();
    private final Bootstrap bootstrap; // pieces, steps from the second on; means, sums

    NextVectors(FigureRules rules) {
        bootstrap = new Bootstrap(rules.seed(), 2, 2);
    }

    @Override
    public void add(Lane lane) {
        double[] losses = new double[lane.rows()];
        for (int row = 0; row < losses.length; row++) {
            losses[row] = lane.loss(row);
        }
        loss.add(losses);
        if (losses.length > 1) {
            double sum = 0;
            for (int row = 1; row < losses.length; row++) {
                sum += losses[row];
            }
            int steps = losses.length - 1;
            bootstrap.add(lane.name(), new long[] {1, steps}, new double[] {sum / steps, sum});
        }
    }

    @Override
    public void merge(Part other) {
        NextVectors that = (NextVectors) other;
        loss.merge(that.loss);
        bootstrap.merge(that.bootstrap);
    }

    @Override
    public void write(Encoding.Writer out) {
        out.put(loss.toBytes()).put(bootstrap.toBytes());
    }

    @Override
    public void read(Encoding.Reader in) {
        loss.merge(StepLoss.fromBytes(in.getBytes()));
        bootstrap.merge(Bootstrap.fromBytes(in.getBytes()));
    }

    @Override
    public List<Figure> figures() {
        return List.of(
                new Figure(
                        "nll_per_step",
                        loss.perStep(),
                        bootstrap.intervalWithSums((counts, sums) -> sums[1] / counts[1])),
                new Figure(
                        "nll_per_piece",
                        loss.perPiece(),
                        bootstrap.intervalWithSums((counts, sums) -> sums[0] / counts[0])));
    }

    @Override
    public Result.Details details() {
        return new Result.Details(List.of(), List.of(), null, List.of(), List.of());
    }
}
