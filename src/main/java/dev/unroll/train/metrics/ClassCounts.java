package dev.unroll.train.metrics;

import java.math.BigInteger;

/**
 * How often each class was there, was said, and was both: all that the figures of a {@link ConfusionMatrix} are made of, in 3 K counts
 * instead of K^2, so that classes may be many and a {@link Bootstrap} small. Classes that do not exclude each other are counted, too.
 *
 * <p>With t_k rows of class k, p_k rows called k, c_k rows of class k that were called so:
 * <ul>
 *   <li>precision, recall and F1 of class k: {@link Matches} with TP = c_k, FP = p_k - c_k, FN = t_k - c_k;
 *   <li>macro_f1 = mean of F1 over the classes that occur, as truth or as prediction;
 *   <li>micro_f1 = 2 sum c_k / (sum t_k + sum p_k);
 *   <li>where classes exclude each other, so that s = sum t_k = sum p_k: accuracy = sum c_k / s, which is micro_f1, and mcc as a
 *       confusion matrix has it.
 * </ul>
 * While no class occurs every figure is NaN.
 *
 * <p>Memory: {@code 24 K} bytes for K classes, encoded too; 10,000 classes: 0.2 MB.
 */
public final class ClassCounts {
    private static final int MAGIC = 0x31434355; // "UCC1"
    private static final String NAME = "count of classes";

    private final int classes;
    private final long[] counts; // (3, K): c, t, p

    /** Nothing yet. */
    public ClassCounts(int classes) {
        this(classes, new long[cells(classes)]);
    }

    private ClassCounts(int classes, long[] counts) {
        this.classes = classes;
        this.counts = counts;
    }

    private static int cells(int classes) {
        if (classes < 1) {
            throw new IllegalArgumentException("there is no class to count: classes=" + classes);
        }
        return Math.multiplyExact(3, classes);
    }

    /** The classes with these {@link #counts}. */
    public static ClassCounts ofCounts(long[] counts) {
        if (counts.length == 0 || counts.length % 3 != 0) {
            throw new IllegalArgumentException("counts do not fit: counts=" + counts.length);
        }
        return new ClassCounts(counts.length / 3, counts.clone());
    }

    /** One row of one class that was called another, or the same. */
    public void add(int truth, int predicted) {
        addOne(truth, true, truth == predicted);
        if (truth != predicted) {
            addOne(predicted, false, true);
        }
    }

    /** One class of a row that may have several: whether it is there, and whether it was said. */
    public void addOne(int label, boolean there, boolean said) {
        if (label < 0 || label >= classes) {
            throw new IllegalArgumentException("no such class: class=" + label + " classes=" + classes);
        }
        counts[label] += there && said ? 1 : 0;
        counts[classes + label] += there ? 1 : 0;
        counts[2 * classes + label] += said ? 1 : 0;
    }

    /** The rows of the other, too. */
    public void merge(ClassCounts other) {
        if (other.classes != classes) {
            throw new IllegalArgumentException("classes do not fit: classes=" + classes + " other=" + other.classes);
        }
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
    }

    /** K, the number of classes. */
    public int classes() {
        return classes;
    }

    /** Both there and said, by class, then there, then said; what a {@link Bootstrap} sums. */
    public long[] counts() {
        return counts.clone();
    }

    /** One class against all others. */
    public Matches matches(int label) {
        long right = counts[label];
        return new Matches(right, counts[2 * classes + label] - right, counts[classes + label] - right);
    }

    private long sum(int row) {
        long sum = 0;
        for (int k = 0; k < classes; k++) {
            sum += counts[row * classes + k];
        }
        return sum;
    }

    /** The share of right rows, where classes exclude each other. */
    public double accuracy() {
        return unlessEmpty(Matches.ratio(sum(0), sum(1)));
    }

    /** Mean of F1 over the classes that occur. */
    public double macroF1() {
        double sum = 0;
        int occurring = 0;
        for (int k = 0; k < classes; k++) {
            Matches matches = matches(k);
            if (matches.support() + matches.wrong() > 0) {
                sum += matches.f1();
                occurring++;
            }
        }
        return sum / occurring;
    }

    /** F1 of all classes' counts together. */
    public double microF1() {
        return unlessEmpty(Matches.ratio(2 * sum(0), sum(1) + sum(2)));
    }

    /** Correlation of truth and prediction where classes exclude each other, in [-1, 1]; 0 where either is always the same class. */
    public double mcc() {
        // Exact until the last step: the differences cancel where one class has nearly all rows.
        BigInteger s = BigInteger.valueOf(sum(1));
        BigInteger covariance = s.multiply(BigInteger.valueOf(sum(0)));
        BigInteger spreadTrue = s.multiply(s);
        BigInteger spreadPredicted = spreadTrue;
        for (int k = 0; k < classes; k++) {
            BigInteger t = BigInteger.valueOf(counts[classes + k]);
            BigInteger p = BigInteger.valueOf(counts[2 * classes + k]);
            covariance = covariance.subtract(p.multiply(t));
            spreadTrue = spreadTrue.subtract(t.multiply(t));
            spreadPredicted = spreadPredicted.subtract(p.multiply(p));
        }
        double spread = Math.sqrt(spreadTrue.multiply(spreadPredicted).doubleValue());
        return unlessEmpty(spread == 0 ? 0 : covariance.doubleValue() / spread);
    }

    private double unlessEmpty(double figure) {
        return sum(1) + sum(2) == 0 ? Double.NaN : figure;
    }

    /** Little-endian: magic, checksum, classes (32 bits), {@link #counts} (64 bits each). */
    public byte[] toBytes() {
        return new Encoding.Writer(MAGIC).put(classes).put(counts).toBytes();
    }

    /** Reads what {@link #toBytes} wrote. */
    public static ClassCounts fromBytes(byte[] bytes) {
        Encoding.Reader in = new Encoding.Reader(MAGIC, NAME, bytes);
        int classes = in.getInt();
        in.check(classes >= 1);
        long[] counts = in.getCounts(3L * classes);
        for (int k = 0; k < classes; k++) {
            in.check(counts[k] <= counts[classes + k] && counts[k] <= counts[2 * classes + k]);
        }
        in.end();
        return new ClassCounts(classes, counts);
    }
}
