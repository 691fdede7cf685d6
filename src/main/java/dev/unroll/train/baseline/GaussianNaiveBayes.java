package dev.unroll.train.baseline;

import dev.unroll.data.Shard;
import dev.unroll.data.Targets;

/**
 * The class of a step by its numbers alone, each normally distributed within a class and independent of the others. Where records have
 * classes, all steps of a record speak for its class, as if independent too.
 *
 * <p>Missing numbers say nothing, nor do columns that never change. A variance is that of the class plus 1e-9 of the column's, so that a
 * number which is always the same within a class has a likelihood.
 *
 * <p>Memory: {@code 24 (K + 1) F} bytes for K classes and F columns; 5 classes, 50 columns: 7 KB.
 */
public final class GaussianNaiveBayes implements Baseline {
    /*
     * ln P(k | x) = ln n_k + sum over f with x_f of -[ln v_kf + (x_f - m_kf)^2 / v_kf] / 2 + constant,   v_kf = s2_kf / n_kf + 1e-9 v_f
     *
     * n_k: labelled steps, or records, of class k; n_kf, m_kf, s2_kf: numbers of column f in class k, their mean and squared
     * deviations, updated as Welford does (Technometrics 4, 1962); v_f: variance of column f over all classes, which also stands for
     * a class that has no number in the column. Row K of the three tables is all classes together.
     */
    private static final long serialVersionUID = 1L;
    private static final double FLOOR = 1e-9;

    private final Targets.Level level;
    private final int width;
    private final long[] labelled;
    private final double[] n; // (K + 1, F)
    private final double[] mean;
    private final double[] squares;

    /**
     * Nothing seen yet.
     *
     * @param level what has a class
     * @param classes K
     * @param width F
     */
    public GaussianNaiveBayes(Targets.Level level, int classes, int width) {
        this.level = level;
        this.width = width;
        this.labelled = new long[classes];
        this.n = new double[Math.multiplyExact(classes + 1, width)];
        this.mean = new double[n.length];
        this.squares = new double[n.length];
    }

    @Override
    public String name() {
        return "gaussian-naive-bayes";
    }

    @Override
    public void fit(Shard shard, int record) {
        boolean ofSteps = level == Targets.Level.STEP;
        int ofRecord = ofSteps ? 0 : TargetRows.classAt(shard, record);
        if (!ofSteps && ofRecord >= 0) {
            labelled[ofRecord]++;
        }
        for (int i = shard.start(record); i < shard.start(record + 1); i++) {
            int label = ofSteps ? TargetRows.classAt(shard, i) : ofRecord;
            if (label >= 0) {
                labelled[label] += ofSteps ? 1 : 0;
                update(label, shard.annotation().features(), i * width);
                update(labelled.length, shard.annotation().features(), i * width);
            }
        }
    }

    private void update(int row, float[] features, int at) {
        for (int f = 0; f < width; f++) {
            double x = features[at + f];
            int cell = row * width + f;
            if (!Double.isNaN(x)) {
                n[cell]++;
                double d = x - mean[cell];
                mean[cell] += d / n[cell];
                squares[cell] += d * (x - mean[cell]);
            }
        }
    }

    @Override
    public Targets predict(Shard shard, int record) {
        double[] variances = variances();
        double[] logarithms = new double[variances.length];
        for (int i = 0; i < logarithms.length; i++) {
            logarithms[i] = StrictMath.log(variances[i]);
        }
        TargetRows rows = TargetRows.of(shard, record, level);
        int[] ids = new int[rows.count()];
        ClassScores scores = ClassScores.ofCounts(labelled);
        for (int i = shard.start(record); i < shard.start(record + 1); i++) {
            if (level == Targets.Level.STEP) {
                scores = ClassScores.ofCounts(labelled);
            }
            for (int cell = 0; cell < variances.length; cell++) {
                int all = labelled.length * width + cell % width;
                double x = shard.annotation().features()[i * width + cell % width];
                if (!Double.isNaN(x) && squares[all] > 0) {
                    double d = x - mean[n[cell] == 0 ? all : cell];
                    scores.add(cell / width, -(logarithms[cell] + d * d / variances[cell]) / 2);
                }
            }
            ids[level == Targets.Level.STEP ? i - rows.first() : 0] = scores.best();
        }
        return new Targets.Classes(level, ids);
    }

    /** (K, F). */
    private double[] variances() {
        double[] variances = new double[labelled.length * width];
        for (int cell = 0; cell < variances.length; cell++) {
            int all = labelled.length * width + cell % width;
            double whole = squares[all] / n[all];
            variances[cell] = n[cell] == 0 ? whole : squares[cell] / n[cell] + FLOOR * whole;
        }
        return variances;
    }
}
