package dev.unroll.train.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether a prediction made with confidence p is right in a share p of the cases: the expected calibration error and its table.
 *
 * <p>With n_b rows in bin b of confidence, c_b of them right, and q_b the sum of their confidences,
 * ECE = sum over b of n_b / n * |c_b / n_b - q_b / n_b| = sum over b of |c_b - q_b| / n, over 15 bins ((b - 1) / 15, b / 15], 0 itself
 * in the first (Naeini, Cooper and Hauskrecht, AAAI 2015; bins as in Guo, Pleiss, Sun and Weinberger, ICML 2017, section 2). The
 * confidence of a row is the probability of the class that was predicted. NaN before the first row.
 *
 * @implNote Confidences are rounded to multiples of 2^-30 and summed in 64 bits, so that a sum does not depend on how rows were
 * grouped; 2^33 rows fit a bin, and one more is refused.
 *
 * <p>Memory: 360 bytes.
 */
public final class Calibration {
    private static final int MAGIC = 0x314c4355; // "UCL1"
    private static final String NAME = "calibration";
    private static final int BINS = 15;
    private static final double ONE = 1L << 30;

    private static final int ROWS = 0;
    private static final int RIGHT = BINS;
    private static final int CONFIDENCE = 2 * BINS;

    private final long[] counts; // (3, BINS): rows, right ones, confidence in 2^-30

    /**
     * Rows whose confidence lies in one bin.
     *
     * @param above where the bin begins; only 0 is in the bin that begins there
     * @param upTo where it ends, itself included
     * @param count rows
     * @param confidence their mean; NaN without rows
     * @param accuracy the share of right ones; NaN without rows
     */
    public record Bin(double above, double upTo, long count, double confidence, double accuracy) {}

    /** Nothing yet. */
    public Calibration() {
        this(new long[3 * BINS]);
    }

    private Calibration(long[] counts) {
        this.counts = counts;
    }

    /** The calibration with these {@link #counts}. */
    public static Calibration ofCounts(long[] counts) {
        if (counts.length != 3 * BINS) {
            throw new IllegalArgumentException("counts do not fit: counts=" + counts.length);
        }
        return new Calibration(counts.clone());
    }

    /** One row: the probability given to what was predicted, and whether that is the truth. */
    public void add(double confidence, boolean right) {
        double p = Probability.of(confidence);
        int bin = Math.max(0, (int) Math.ceil(p * BINS) - 1);
        counts[ROWS + bin]++;
        counts[RIGHT + bin] += right ? 1 : 0;
        counts[CONFIDENCE + bin] = Math.addExact(counts[CONFIDENCE + bin], Math.round(p * ONE));
    }

    /** The rows of the other, too. */
    public void merge(Calibration other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = Math.addExact(counts[i], other.counts[i]);
        }
    }

    /** Rows by bin, right ones by bin, confidences by bin in 2^-30; what a {@link Bootstrap} sums. */
    public long[] counts() {
        return counts.clone();
    }

    /** Rows in all. */
    public long total() {
        long total = 0;
        for (int b = 0; b < BINS; b++) {
            total += counts[ROWS + b];
        }
        return total;
    }

    /** ECE: how far confidence and accuracy are apart, mean over rows. */
    public double expectedError() {
        double sum = 0;
        for (int b = 0; b < BINS; b++) {
            sum += Math.abs(counts[RIGHT + b] - counts[CONFIDENCE + b] / ONE);
        }
        return sum / total();
    }

    /** Every bin, from the least confident; a reliability diagram. */
    public List<Bin> table() {
        List<Bin> table = new ArrayList<>();
        for (int b = 0; b < BINS; b++) {
            double rows = counts[ROWS + b];
            table.add(new Bin(
                    (double) b / BINS,
                    (double) (b + 1) / BINS,
                    counts[ROWS + b],
                    counts[CONFIDENCE + b] / ONE / rows,
                    counts[RIGHT + b] / rows));
        }
        return table;
    }

    /** {@code calibration_error}. */
    public SortedMap<String, Double> byName() {
        SortedMap<String, Double> figures = new TreeMap<>();
        figures.put("calibration_error", expectedError());
        return figures;
    }

    /** Little-endian: magic, checksum, the {@link #counts} (64 bits each). */
    public byte[] toBytes() {
        return new Encoding.Writer(MAGIC).put(counts).toBytes();
    }

    /** Reads what {@link #toBytes} wrote. */
    public static Calibration fromBytes(byte[] bytes) {
        Encoding.Reader in = new Encoding.Reader(MAGIC, NAME, bytes);
        long[] counts = in.getCounts(3 * BINS);
        for (int b = 0; b < BINS; b++) {
            in.check(counts[RIGHT + b] <= counts[ROWS + b]);
        }
        in.end();
        return new Calibration(counts);
    }
}
