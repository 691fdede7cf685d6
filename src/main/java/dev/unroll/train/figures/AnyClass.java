package dev.unroll.train.figures;

import dev.unroll.train.metrics.Calibration;
import dev.unroll.train.metrics.ClassCounts;
import dev.unroll.train.metrics.Encoding;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Classes that do not exclude each other: any number for each row. A class is said where its probability p is above 1/2, and max(p, 1 -
 * p) is the confidence of what is said of it. A row is right, in accuracy, if nothing that is said of its classes is wrong.
 *
 * @implNote Only the classes of the training part have a number, so that a label that was not there cannot be seen to be missed.
 */
final class AnyClass implements Part {
    private final FigureRules.Classes classes;
    private final ClassTally tally;
    private final Calibration calibration = new Calibration();
    private final @Nullable PositiveClass positive;

    AnyClass(FigureRules rules) {
        classes = rules.classes();
        tally = new ClassTally(rules.seed(), classes.names().size());
        positive = !classes.positives().isEmpty() ? new PositiveClass(classes.positives(), rules.seed()) : null;
    }

    @Override
    public void add(Lane lane) {
        ClassCounts own = new ClassCounts(classes.names().size());
        long rows = 0;
        long right = 0;
        for (int row = 0; row < lane.rows(); row++) {
            if (lane.isLabelled(row)) {
                rows++;
                right += add(lane, row, own) ? 1 : 0;
            }
        }
        tally.add(lane.name(), rows, right, own);
        if (positive != null) {
            positive.add(lane);
        }
    }

    /** Adds the classes of a row, and tells whether all are right. */
    private boolean add(Lane lane, int row, ClassCounts own) {
        boolean right = true;
        for (int k = 0; k < own.classes(); k++) {
            if (lane.isKnown(row, k)) {
                boolean there = lane.is(row, k);
                boolean said = lane.says(row, k);
                double p = lane.value(row, k);
                own.addOne(k, there, said);
                calibration.add(Math.max(p, 1 - p), there == said);
                right &= there == said;
            }
        }
        return right;
    }

    @Override
    public void merge(Part other) {
        AnyClass that = (AnyClass) other;
        tally.merge(that.tally);
        calibration.merge(that.calibration);
        if (positive != null && that.positive != null) {
            positive.merge(that.positive);
        }
    }

    @Override
    public void write(Encoding.Writer out) {
        tally.write(out);
        out.put(calibration.toBytes());
        if (positive != null) {
            positive.write(out);
        }
    }

    @Override
    public void read(Encoding.Reader in) {
        tally.read(in);
        calibration.merge(Calibration.fromBytes(in.getBytes()));
        if (positive != null) {
            positive.read(in);
        }
    }

    @Override
    public List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        figures.add(tally.figure("macro_f1", ClassCounts::macroF1));
        figures.add(tally.figure("micro_f1", ClassCounts::microF1));
        figures.add(tally.accuracy());
        if (positive != null) {
            figures.addAll(positive.figures());
        }
        figures.add(new Figure("calibration_error", calibration.expectedError(), null));
        return figures;
    }

    @Override
    public Result.Details details() {
        return new Result.Details(
                Result.Row.of(classes.names(), tally.counts()), List.of(), null, calibration.table(), List.of());
    }
}
