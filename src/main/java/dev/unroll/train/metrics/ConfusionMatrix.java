package dev.unroll.train.metrics;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often each class was taken for each: the figures of a classifier or tagger that names one class per row.
 *
 * <p>With n_kl rows of class k that were called l, t_k = sum over l of n_kl rows of class k, p_k = sum over l of n_lk rows called k,
 * c = sum over k of n_kk right ones and s rows in all:
 * <ul>
 *   <li>accuracy = c / s; micro_f1 is the same number, since each wrong row is one FP and one FN;
 *   <li>precision, recall and F1 of class k: {@link Matches} with TP = n_kk, FP = p_k - n_kk, FN = t_k - n_kk;
 *   <li>macro_f1 = mean of F1 over the classes that occur, as truth or as prediction;
 *   <li>mcc = (c s - sum p_k t_k) / sqrt((s^2 - sum p_k^2) (s^2 - sum t_k^2)), the R_K of Gorodkin (Computational Biology and
 *       Chemistry 28, 2004), which for two classes is the coefficient of Matthews (1975);
 *   <li>of a chosen positive class: precision, sensitivity = recall, specificity = TN / (TN + FP), positive_f1.
 * </ul>
 * 0/0 is 0; before the first row every figure is NaN.
 *
 * <p>Several labels at once are one matrix of two classes per label. Merged, they hold the pooled counts, whose {@code f1(1)} is the
 * micro F1 over labels. {@link ClassCounts} are enough for all figures but specificity, and take less room.
 *
 * <p>Memory: {@code 8 K^2} bytes for K classes, encoded too; 50 classes: 20 KB.
 */
public final class ConfusionMatrix {
    private static final int MAGIC = 0x314d4355; // "UCM1"
    private static final String NAME = "confusion matrix";

    private final int classes;
    private final long[] counts; // (true, predicted)

    /** An empty matrix. */
    public ConfusionMatrix(int classes) {
        this(classes, new long[cells(classes)]);
    }

    private ConfusionMatrix(int classes, long[] counts) {
        this.classes = classes;
        this.counts = counts;
    }

    private static int cells(int classes) {
        if (classes < 1) {
            throw new IllegalArgumentException("a confusion matrix needs a class: classes=" + classes);
        }
        return Math.multiplyExact(classes, classes);
    }

    /** The matrix with these {@link #counts}. */
    public static ConfusionMatrix ofCounts(int classes, long[] counts) {
        if (counts.length != cells(classes)) {
            throw new IllegalArgumentException("counts do not fit: classes=" + classes + " counts=" + counts.length);
        }
        return new ConfusionMatrix(classes, counts.clone());
    }

    /** One row. */
    public void add(int truth, int predicted) {
        counts[cell(truth, predicted)]++;
    }

    /** The rows of the other, too. */
    public void merge(ConfusionMatrix other) {
        if (other.classes != classes) {
            throw new IllegalArgumentException("matrices do not fit: classes=" + classes + " other=" + other.classes);
        }
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
    }

    private int cell(int truth, int predicted) {
        if (truth < 0 || truth >= classes || predicted < 0 || predicted >= classes) {
            throw new IllegalArgumentException(
                    "no such class: true=" + truth + " predicted=" + predicted + " classes=" + classes);
        }
        return truth * classes + predicted;
    }

    /** K, the number of classes. */
    public int classes() {
        return classes;
    }

    /** Rows of one class that were called another. */
    public long count(int truth, int predicted) {
        return counts[cell(truth, predicted)];
    }

    /** All counts, a row per true class; what a {@link Bootstrap} sums. */
    public long[] counts() {
        return counts.clone();
    }

    /** Rows in all. */
    public long total() {
        long total = 0;
        for (long count : counts) {
            total += count;
        }
        return total;
    }

    /** The same rows without telling for which class a wrong one was taken. */
    private ClassCounts byClass() {
        long[] sums = new long[3 * classes];
        for (int k = 0; k < classes; k++) {
            Matches matches = matches(k);
            sums[k] = matches.right();
            sums[classes + k] = matches.support();
            sums[2 * classes + k] = matches.right() + matches.wrong();
        }
        return ClassCounts.ofCounts(sums);
    }

    /** One class against all others. */
    public Matches matches(int label) {
        long right = count(label, label);
        long there = 0;
        long called = 0;
        for (int k = 0; k < classes; k++) {
            there += counts[label * classes + k];
            called += counts[k * classes + label];
        }
        return new Matches(right, called - right, there - right);
    }

    /** The share of right rows. */
    public double accuracy() {
        return byClass().accuracy();
    }

    /** The share of right rows among those that were called so. */
    public double precision(int label) {
        return unlessEmpty(matches(label).precision());
    }

    /** The share of a class's rows that were called so; sensitivity. */
    public double recall(int label) {
        return unlessEmpty(matches(label).recall());
    }

    /** Harmonic mean of a class's precision and recall. */
    public double f1(int label) {
        return unlessEmpty(matches(label).f1());
    }

    /** Rows of a class. */
    public long support(int label) {
        return matches(label).support();
    }

    /** The share of the other classes' rows that were not called so. */
    public double specificity(int label) {
        Matches matches = matches(label);
        long others = total() - matches.support();
        return unlessEmpty(Matches.ratio(others - matches.wrong(), others));
    }

    /** Mean of F1 over the classes that occur. */
    public double macroF1() {
        return byClass().macroF1();
    }

    /** F1 of all classes' counts together. */
    public double microF1() {
        return byClass().microF1();
    }

    /** Correlation of truth and prediction, in [-1, 1]; 0 where either is always the same class. */
    public double mcc() {
        return byClass().mcc();
    }

    private double unlessEmpty(double figure) {
        return total() == 0 ? Double.NaN : figure;
    }

    /** {@code accuracy}, {@code macro_f1}, {@code micro_f1}, {@code mcc}. */
    public SortedMap<String, Double> byName() {
        SortedMap<String, Double> figures = new TreeMap<>();
        figures.put("accuracy", accuracy());
        figures.put("macro_f1", macroF1());
        figures.put("micro_f1", microF1());
        figures.put("mcc", mcc());
        return figures;
    }

    /** {@link #byName()} and {@code precision}, {@code sensitivity}, {@code specificity}, {@code positive_f1} of one class. */
    public SortedMap<String, Double> byName(int positive) {
        SortedMap<String, Double> figures = byName();
        figures.put("precision", precision(positive));
        figures.put("sensitivity", recall(positive));
        figures.put("specificity", specificity(positive));
        figures.put("positive_f1", f1(positive));
        return figures;
    }

    /** Little-endian: magic, checksum, classes (32 bits), counts (64 bits each). */
    public byte[] toBytes() {
        return new Encoding.Writer(MAGIC).put(classes).put(counts).toBytes();
    }

    /** Reads what {@link #toBytes} wrote. */
    public static ConfusionMatrix fromBytes(byte[] bytes) {
        Encoding.Reader in = new Encoding.Reader(MAGIC, NAME, bytes);
        int classes = in.getInt();
        in.check(classes >= 1);
        long[] counts = in.getCounts((long) classes * classes);
        in.end();
        return new ConfusionMatrix(classes, counts);
    }
}
