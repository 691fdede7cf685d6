package dev.unroll.train.figures;

import dev.unroll.data.Standardisation;
import dev.unroll.train.metrics.Bootstrap;
import dev.unroll.train.metrics.Encoding;
import dev.unroll.train.metrics.RegressionFigures;
import java.util.ArrayList;
import java.util.List;

/** Numbers for each row, in the units of the data. */
final class Numbers implements Part {
    private final Standardisation values;
    private final RegressionFigures figures;
    private final Bootstrap bootstrap; // terms; sum e^2, sum |e|

    Numbers(FigureRules rules) {
        values = rules.values();
        figures = new RegressionFigures(values.width());
        bootstrap = new Bootstrap(rules.seed(), 1, 2);
    }

    @Override
    public void add(Lane lane) {
        double[] truth = new double[values.width()];
        double[] said = new double[values.width()];
        long terms = 0;
        double squared = 0;
        double absolute = 0;
        for (int row = 0; row < lane.rows(); row++) {
            for (int k = 0; k < truth.length; k++) {
                truth[k] = values.restore(lane.target(row, k), k);
                said[k] = values.restore(lane.value(row, k), k);
                if (lane.isKnown(row, k)) {
                    double error = said[k] - truth[k];
                    terms++;
                    squared += error * error;
                    absolute += Math.abs(error);
                }
            }
            figures.add(truth, said);
        }
        bootstrap.add(lane.name(), new long[] {terms}, new double[] {squared, absolute});
    }

    @Override
    public void merge(Part other) {
        Numbers that = (Numbers) other;
        figures.merge(that.figures);
        bootstrap.merge(that.bootstrap);
    }

    @Override
    public void write(Encoding.Writer out) {
        out.put(figures.toBytes()).put(bootstrap.toBytes());
    }

    @Override
    public void read(Encoding.Reader in) {
        figures.merge(RegressionFigures.fromBytes(in.getBytes()));
        bootstrap.merge(Bootstrap.fromBytes(in.getBytes()));
    }

    @Override
    public List<Figure> figures() {
        return List.of(
                new Figure(
                        "rmse",
                        figures.rmse(),
                        bootstrap.intervalWithSums((terms, sums) -> Math.sqrt(sums[0] / terms[0]))),
                new Figure("mae", figures.mae(), bootstrap.intervalWithSums((terms, sums) -> sums[1] / terms[0])),
                new Figure("r2", figures.r2(), null));
    }

    @Override
    public Result.Details details() {
        List<Result.Output> outputs = new ArrayList<>();
        for (int k = 0; k < figures.outputs(); k++) {
            outputs.add(new Result.Output(figures.rmse(k), figures.mae(k), figures.r2(k), figures.terms(k)));
        }
        return new Result.Details(List.of(), List.of(), null, List.of(), outputs);
    }
}
