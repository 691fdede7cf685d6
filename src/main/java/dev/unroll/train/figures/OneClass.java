package dev.unroll.train.figures;

import dev.unroll.train.metrics.Calibration;
import dev.unroll.train.metrics.ClassCounts;
import dev.unroll.train.metrics.ConfusionMatrix;
import dev.unroll.train.metrics.Encoding;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Classes that exclude each other: one for each row. The confidence of a row is the probability of the class it is said to have, of a
 * linear chain the marginal one.
 *
 * @implNote Labels that were not in the training part are one more class, which is never said: their rows are wrong, and the macro F1
 * has a class that was missed.
 *
 * <p>Where several classes together are looked for, the correlation is that of having any of them.
 *
 * <p>Memory: {@code 8 K^2} bytes for the matrix, which is dropped with more than {@link ClassTally#MOST_CLASSES}, and the tally.
 */
final class OneClass implements Part {
    private final FigureRules.Classes classes;
    private final int unknown;
    private final ClassTally tally;
    private final Calibration calibration = new Calibration();
    private final @Nullable ConfusionMatrix matrix;
    private final @Nullable Chunks chunks;
    private final @Nullable PositiveClass positive;

    OneClass(FigureRules rules) {
        classes = rules.classes();
        unknown = classes.names().size();
        int size = unknown + 1;
        tally = new ClassTally(rules.seed(), size);
        matrix = size <= ClassTally.MOST_CLASSES ? new ConfusionMatrix(size) : null;
        chunks = classes.chunks() ? new Chunks(classes, rules.seed()) : null;
        positive = !classes.positives().isEmpty() ? new PositiveClass(classes.positives(), rules.seed()) : null;
    }

    @Override
    public void add(Lane lane) {
        ClassCounts own = new ClassCounts(unknown + 1);
        long rows = 0;
        long right = 0;
        for (int row = 0; row < lane.rows(); row++) {
            if (lane.isLabelled(row)) {
                int truth = lane.isUnknown(row) ? unknown : lane.truth(row);
                int said = lane.said(row);
                rows++;
                right += truth == said ? 1 : 0;
                own.add(truth, said);
                calibration.add(lane.value(row, said), truth == said);
                if (matrix != null) {
                    matrix.add(truth, said);
                }
            }
        }
        tally.add(lane.name(), rows, right, own);
        if (chunks != null) {
            chunks.add(lane);
        }
        if (positive != null) {
            positive.add(lane);
        }
    }

    @Override
    public void merge(Part other) {
        OneClass that = (OneClass) other;
        tally.merge(that.tally);
        calibration.merge(that.calibration);
        if (matrix != null && that.matrix != null) {
            matrix.merge(that.matrix);
        }
        if (chunks != null && that.chunks != null) {
            chunks.merge(that.chunks);
        }
        if (positive != null && that.positive != null) {
            positive.merge(that.positive);
        }
    }

    @Override
    public void write(Encoding.Writer out) {
        tally.write(out);
        out.put(calibration.toBytes());
        if (matrix != null) {
            out.put(matrix.toBytes());
        }
        if (chunks != null) {
            chunks.write(out);
        }
        if (positive != null) {
            positive.write(out);
        }
    }

    @Override
    public void read(Encoding.Reader in) {
        tally.read(in);
        calibration.merge(Calibration.fromBytes(in.getBytes()));
        if (matrix != null) {
            matrix.merge(ConfusionMatrix.fromBytes(in.getBytes()));
        }
        if (chunks != null) {
            chunks.read(in);
        }
        if (positive != null) {
            positive.read(in);
        }
    }

    @Override
    public List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        if (chunks != null) {
            figures.addAll(chunks.figures());
        }
        figures.add(tally.accuracy());
        figures.add(tally.figure("macro_f1", ClassCounts::macroF1));
        figures.add(tally.figure("micro_f1", ClassCounts::microF1));
        figures.add(
                positive != null && classes.positives().size() > 1
                        ? positive.mcc()
                        : tally.figure("mcc", ClassCounts::mcc));
        if (positive != null) {
            figures.addAll(positive.figures());
        }
        figures.add(new Figure("calibration_error", calibration.expectedError(), null));
        return figures;
    }

    @Override
    public Result.Details details() {
        List<String> names = new ArrayList<>(classes.names());
        if (tally.counts().matches(unknown).support() > 0) {
            names.add(classes.unknown());
        }
        return new Result.Details(
                Result.Row.of(names, tally.counts()),
                chunks == null ? List.of() : chunks.rows(),
                matrix == null ? null : new Result.Confusion(names, matrix),
                calibration.table(),
                List.of());
    }
}
