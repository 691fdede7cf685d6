package dev.unroll.train.metrics;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Negative log-likelihood per step of pieces of music, in nats, as the literature on piano rolls gives it.
 *
 * <p>The loss of a step is the binary cross-entropy summed over its keys. Step 1 has nothing before it and does not count: a piece of T
 * steps has the mean over steps 2..T (Boulanger-Lewandowski, Bengio and Vincent, ICML 2012). nll_per_piece is the mean of these means,
 * nll_per_step the mean over the steps 2..T of all pieces, where long pieces weigh more. Pieces of one step have neither. NaN before the
 * first step that counts.
 *
 * @implNote Sums are in double, per piece in the order of its steps: fill one per shard and merge in the order of shards. A
 * {@link Bootstrap} by piece needs two counts, 1 and T - 1, and two sums, the mean and the sum over steps 2..T.
 *
 * <p>Memory: 40 bytes.
 */
public final class StepLoss {
    private static final int MAGIC = 0x314c5355; // "USL1"
    private static final String NAME = "loss of steps";

    private long pieces;
    private long steps;
    private long tooShort;
    private double means;
    private double sum;

    /** Nothing yet. */
    public StepLoss() {}

    /** One piece: the losses of its steps 1..T, the first of which is not looked at. */
    public void add(double[] losses) {
        if (losses.length < 2) {
            tooShort++;
            return;
        }
        double piece = 0;
        for (int t = 1; t < losses.length; t++) {
            piece += losses[t];
        }
        pieces++;
        steps += losses.length - 1;
        means += piece / (losses.length - 1);
        sum += piece;
    }

    /** The pieces of the other, behind these. */
    public void merge(StepLoss other) {
        pieces += other.pieces;
        steps += other.steps;
        tooShort += other.tooShort;
        means += other.means;
        sum += other.sum;
    }

    /** Pieces that count. */
    public long pieces() {
        return pieces;
    }

    /** Steps that count. */
    public long steps() {
        return steps;
    }

    /** Pieces left out because they have no second step. */
    public long tooShort() {
        return tooShort;
    }

    /** Mean over pieces of their mean per step. */
    public double perPiece() {
        return means / pieces;
    }

    /** Mean over all steps. */
    public double perStep() {
        return sum / steps;
    }

    /** {@code nll_per_piece} and {@code nll_per_step}. */
    public SortedMap<String, Double> byName() {
        SortedMap<String, Double> figures = new TreeMap<>();
        figures.put("nll_per_piece", perPiece());
        figures.put("nll_per_step", perStep());
        return figures;
    }

    /** Little-endian: magic, checksum, pieces, steps, pieces left out, sum of means, sum (64 bits each). */
    public byte[] toBytes() {
        return new Encoding.Writer(MAGIC)
                .put(pieces, steps, tooShort)
                .put(means, sum)
                .toBytes();
    }

    /** Reads what {@link #toBytes} wrote. */
    public static StepLoss fromBytes(byte[] bytes) {
        Encoding.Reader in = new Encoding.Reader(MAGIC, NAME, bytes);
        long[] counts = in.getCounts(3);
        double[] sums = in.getDoubles(2);
        in.end();
        StepLoss loss = new StepLoss();
        loss.pieces = counts[0];
        loss.steps = counts[1];
        loss.tooShort = counts[2];
        loss.means = sums[0];
        loss.sum = sums[1];
        return loss;
    }
}
