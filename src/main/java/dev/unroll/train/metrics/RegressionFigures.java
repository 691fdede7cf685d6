package dev.unroll.train.metrics;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far predicted numbers are from the true ones, per output and over all, in the units of the data.
 *
 * <p>With e = predicted - y over the n terms of an output:
 * <ul>
 *   <li>rmse = sqrt(sum e^2 / n), mae = sum |e| / n;
 *   <li>r2 = 1 - sum e^2 / sum (y - mean y)^2, which is 0 for who always predicts the mean of these very rows and negative for who
 *       does worse; 0 where y never varies.
 * </ul>
 * Over all outputs: rmse and mae of all terms together, r2 as the mean of the outputs that have terms, since their units may differ. A
 * true value NaN is no term. Without a term every figure is NaN.
 *
 * @implNote The squared deviations of y are updated as Welford does (Technometrics 4, 1962) and merged as Chan, Golub and LeVeque do
 * (American Statistician 37, 1983), so that nothing cancels where the mean is large. Sums are in double: fill one per shard and merge
 * in the order of shards.
 *
 * <p>Memory: {@code 40 K} bytes for K outputs.
 */
public final class RegressionFigures {
    // Welford, the n-th value:  d = y - mean,  mean += d / n,  m2 += d (y - mean)
    // Chan, two parts a and b:  d = mean_b - mean_a,  n = n_a + n_b,
    //                           mean = mean_a + d n_b / n,  m2 = m2_a + m2_b + d^2 n_a n_b / n
    private static final int MAGIC = 0x31464755; // "UGF1"
    private static final String NAME = "regression figure";

    private final int outputs;
    private final long[] terms;
    private final double[] absolute; // sum |e|
    private final double[] squared; // sum e^2
    private final double[] mean; // of y
    private final double[] m2; // sum (y - mean)^2

    /** Nothing yet, for so many numbers a row. */
    public RegressionFigures(int outputs) {
        if (outputs < 1) {
            throw new IllegalArgumentException("a regression needs an output: outputs=" + outputs);
        }
        this.outputs = outputs;
        this.terms = new long[outputs];
        this.absolute = new double[outputs];
        this.squared = new double[outputs];
        this.mean = new double[outputs];
        this.m2 = new double[outputs];
    }

    /** One row: the true numbers, NaN where there is none, and the predicted ones. */
    public void add(double[] truth, double[] predicted) {
        if (truth.length != outputs || predicted.length != outputs) {
            throw new IllegalArgumentException("a row does not fit: outputs=" + outputs + " true=" + truth.length
                    + " predicted=" + predicted.length);
        }
        for (int k = 0; k < outputs; k++) {
            double y = truth[k];
            if (!Double.isNaN(y)) {
                double error = predicted[k] - y;
                absolute[k] += Math.abs(error);
                squared[k] += error * error;
                terms[k]++;
                double d = y - mean[k];
                mean[k] += d / terms[k];
                m2[k] += d * (y - mean[k]);
            }
        }
    }

    /** The rows of the other, behind these. */
    public void merge(RegressionFigures other) {
        if (other.outputs != outputs) {
            throw new IllegalArgumentException("figures do not fit: outputs=" + outputs + " other=" + other.outputs);
        }
        for (int k = 0; k < outputs; k++) {
            absolute[k] += other.absolute[k];
            squared[k] += other.squared[k];
            double mine = terms[k];
            double others = other.terms[k];
            terms[k] += other.terms[k];
            if (others > 0) {
                double n = terms[k];
                double d = other.mean[k] - mean[k];
                mean[k] += d * (others / n);
                m2[k] += other.m2[k] + d * d * (mine * others / n);
            }
        }
    }

    /** Numbers in a row. */
    public int outputs() {
        return outputs;
    }

    /** True values of one output. */
    public long terms(int output) {
        return terms[output];
    }

    /** Root mean squared error of one output. */
    public double rmse(int output) {
        return Math.sqrt(squared[output] / terms[output]);
    }

    /** Mean absolute error of one output. */
    public double mae(int output) {
        return absolute[output] / terms[output];
    }

    /** The share of the variance of one output that is explained. */
    public double r2(int output) {
        if (terms[output] == 0) {
            return Double.NaN;
        }
        return m2[output] == 0 ? 0 : 1 - squared[output] / m2[output];
    }

    /** Root mean squared error of all terms. */
    public double rmse() {
        return Math.sqrt(sum(squared) / terms());
    }

    /** Mean absolute error of all terms. */
    public double mae() {
        return sum(absolute) / terms();
    }

    /** Mean of r2 over the outputs that have terms. */
    public double r2() {
        double sum = 0;
        int known = 0;
        for (int k = 0; k < outputs; k++) {
            if (terms[k] > 0) {
                sum += r2(k);
                known++;
            }
        }
        return sum / known;
    }

    /** True values of all outputs. */
    public long terms() {
        long sum = 0;
        for (long count : terms) {
            sum += count;
        }
        return sum;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    /** {@code rmse}, {@code mae}, {@code r2} over all outputs. */
    public SortedMap<String, Double> byName() {
        SortedMap<String, Double> figures = new TreeMap<>();
        figures.put("rmse", rmse());
        figures.put("mae", mae());
        figures.put("r2", r2());
        return figures;
    }

    /** Little-endian: magic, checksum, outputs (32 bits), terms, then sums of |e|, of e^2, means and squared deviations of y. */
    public byte[] toBytes() {
        return new Encoding.Writer(MAGIC)
                .put(outputs)
                .put(terms)
                .put(absolute)
                .put(squared)
                .put(mean)
                .put(m2)
                .toBytes();
    }

    /** Reads what {@link #toBytes} wrote. */
    public static RegressionFigures fromBytes(byte[] bytes) {
        Encoding.Reader in = new Encoding.Reader(MAGIC, NAME, bytes);
        int outputs = in.getInt();
        in.check(outputs >= 1 && in.remaining() == 5L * Long.BYTES * outputs);
        RegressionFigures figures = new RegressionFigures(outputs);
        System.arraycopy(in.getCounts(outputs), 0, figures.terms, 0, outputs);
        for (double[] sums : new double[][] {figures.absolute, figures.squared, figures.mean, figures.m2}) {
            System.arraycopy(in.getDoubles(outputs), 0, sums, 0, outputs);
        }
        in.end();
        return figures;
    }
}
