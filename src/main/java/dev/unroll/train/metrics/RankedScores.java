package dev.unroll.train.metrics;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How well scores in [0, 1] put the positives before the negatives: areas under the ROC and the precision-recall curve.
 *
 * <p>With P_b positives and N_b negatives in bin b, P and N of them in all, and P_{>b} positives in higher bins:
 * <ul>
 *   <li>roc_auc = sum over b of N_b (P_{>b} + P_b / 2) / (P N): the chance that a positive scores above a negative, ties counting
 *       half (Mann and Whitney 1947; Hanley and McNeil, Radiology 143, 1982), which is the curve's area by the trapezoid rule;
 *   <li>pr_auc = sum over b, from the highest, of P_b / P * P_{>=b} / (P_{>=b} + N_{>=b}): average precision, each bin one step of
 *       the threshold, without interpolation (Davis and Goadrich, ICML 2006, say why).
 * </ul>
 * Without a positive both are NaN, without a negative roc_auc is.
 *
 * @implNote Scores of one bin are ties: roc_auc is wrong by at most {@link #shared()} / 2. 2^16 bins of equal width tell most
 * classifiers' scores apart; those of a saturated one crowd in the first and the last, and {@code shared} says so.
 *
 * <p>Memory: {@code 16 * bins} bytes, 1 MB with 2^16; encoded, 20 bytes a bin that is not empty.
 */
public final class RankedScores {
    private static final int MAGIC = 0x31535255; // "URS1"
    private static final String NAME = "ranking of scores";
    private static final int FINE = 1 << 16;
    private static final int COARSE = 1 << 10;

    private final int bins;
    private final long[] counts; // (2, bins): positives, negatives

    private RankedScores(long[] counts) {
        this.bins = counts.length / 2;
        this.counts = counts;
    }

    /** Nothing yet, in 2^16 bins. */
    public RankedScores() {
        this(new long[2 * FINE]);
    }

    /** Nothing yet, in 2^10 bins: small enough that a {@link Bootstrap} can hold its {@link #counts} many times (3.3 MB). */
    public static RankedScores coarse() {
        return new RankedScores(new long[2 * COARSE]);
    }

    /** The scores with these {@link #counts}. */
    public static RankedScores ofCounts(long[] counts) {
        if (counts.length != 2 * FINE && counts.length != 2 * COARSE) {
            throw new IllegalArgumentException("no such number of bins: counts=" + counts.length);
        }
        return new RankedScores(counts.clone());
    }

    /** One row: its score for being positive, and whether it is. */
    public void add(double score, boolean positive) {
        int bin = (int) Math.min(bins - 1, Probability.of(score) * bins);
        counts[positive ? bin : bins + bin]++;
    }

    /** The rows of the other, too. */
    public void merge(RankedScores other) {
        if (other.bins != bins) {
            throw new IllegalArgumentException("rankings do not fit: bins=" + bins + " other=" + other.bins);
        }
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
    }

    /** Positives by bin, then negatives by bin, lowest scores first. */
    public long[] counts() {
        return counts.clone();
    }

    /** Positive rows. */
    public long positives() {
        return sum(0);
    }

    /** Negative rows. */
    public long negatives() {
        return sum(bins);
    }

    private long sum(int from) {
        long sum = 0;
        for (int b = 0; b < bins; b++) {
            sum += counts[from + b];
        }
        return sum;
    }

    /** Area under the ROC curve; NaN without a positive or a negative. */
    public double rocAuc() {
        long above = 0;
        double twice = 0;
        for (int b = bins - 1; b >= 0; b--) {
            long positives = counts[b];
            twice += (double) counts[bins + b] * (2 * above + positives);
            above += positives;
        }
        return twice / (2.0 * positives() * negatives());
    }

    /** Average precision; NaN without a positive. */
    public double prAuc() {
        long right = 0;
        long called = 0;
        double sum = 0;
        for (int b = bins - 1; b >= 0; b--) {
            long positives = counts[b];
            right += positives;
            called += positives + counts[bins + b];
            if (positives > 0) {
                sum += positives * ((double) right / called);
            }
        }
        return sum / positives();
    }

    /** The share of the pairs of a positive and a negative that lie in one bin; NaN where there is no pair. */
    public double shared() {
        double pairs = 0;
        for (int b = 0; b < bins; b++) {
            pairs += (double) counts[b] * counts[bins + b];
        }
        return pairs / ((double) positives() * negatives());
    }

    /** {@code roc_auc} and {@code pr_auc}. */
    public SortedMap<String, Double> byName() {
        SortedMap<String, Double> figures = new TreeMap<>();
        figures.put("roc_auc", rocAuc());
        figures.put("pr_auc", prAuc());
        return figures;
    }

    /** Little-endian: magic, checksum, bins, number of bins that follow; of each its number (32 bits), positives, negatives. */
    public byte[] toBytes() {
        Encoding.Writer out = new Encoding.Writer(MAGIC).put(bins).put(occupied());
        for (int b = 0; b < bins; b++) {
            if ((counts[b] | counts[bins + b]) != 0) {
                out.put(b).put(counts[b], counts[bins + b]);
            }
        }
        return out.toBytes();
    }

    private int occupied() {
        int occupied = 0;
        for (int b = 0; b < bins; b++) {
            if ((counts[b] | counts[bins + b]) != 0) {
                occupied++;
            }
        }
        return occupied;
    }

    /** Reads what {@link #toBytes} wrote. */
    public static RankedScores fromBytes(byte[] bytes) {
        Encoding.Reader in = new Encoding.Reader(MAGIC, NAME, bytes);
        int bins = in.getInt();
        in.check(bins == FINE || bins == COARSE);
        RankedScores scores = new RankedScores(new long[2 * bins]);
        int occupied = in.getInt();
        in.check(occupied >= 0 && occupied <= bins);
        int before = -1;
        for (int i = 0; i < occupied; i++) {
            int bin = in.getInt();
            in.check(bin > before && bin < bins);
            long[] pair = in.getCounts(2);
            scores.counts[bin] = pair[0];
            scores.counts[bins + bin] = pair[1];
            before = bin;
        }
        in.end();
        return scores;
    }
}
