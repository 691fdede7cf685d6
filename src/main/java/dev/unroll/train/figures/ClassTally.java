package dev.unroll.train.figures;

import dev.unroll.train.metrics.Bootstrap;
import dev.unroll.train.metrics.ClassCounts;
import dev.unroll.train.metrics.Encoding;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Rows, right rows and the counts of each class, with a bootstrap of all of them; of rows and right rows alone where classes are too
 * many.
 *
 * <p>Memory: {@code 1600 (2 + 3 L) + 24 L} bytes for L classes, 3.4 MB for 700.
 */
final class ClassTally {
    /** L at most, so that neither this nor a confusion matrix takes more than 4 MB. */
    static final int MOST_CLASSES = 700;

    private static final int TOTALS = 2;

    private final boolean each;
    private final Bootstrap bootstrap;
    private final ClassCounts counts;
    private long rows;
    private long right;

    ClassTally(long seed, int classes) {
        each = classes <= MOST_CLASSES;
        bootstrap = new Bootstrap(seed, TOTALS + (each ? 3 * classes : 0));
        counts = new ClassCounts(classes);
    }

    /**
     * One record.
     *
     * @param ownRows that count
     * @param ownRight of these
     * @param own its counts
     */
    void add(long name, long ownRows, long ownRight, ClassCounts own) {
        long[] ofClasses = own.counts();
        long[] drawn = Arrays.copyOf(new long[] {ownRows, ownRight}, TOTALS + (each ? ofClasses.length : 0));
        System.arraycopy(ofClasses, 0, drawn, TOTALS, drawn.length - TOTALS);
        bootstrap.add(name, drawn);
        counts.merge(own);
        rows += ownRows;
        right += ownRight;
    }

    void merge(ClassTally other) {
        bootstrap.merge(other.bootstrap);
        counts.merge(other.counts);
        rows += other.rows;
        right += other.right;
    }

    void write(Encoding.Writer out) {
        out.put(rows, right).put(counts.toBytes()).put(bootstrap.toBytes());
    }

    void read(Encoding.Reader in) {
        long[] totals = in.getCounts(TOTALS);
        in.check(totals[1] <= totals[0]);
        rows += totals[0];
        right += totals[1];
        counts.merge(ClassCounts.fromBytes(in.getBytes()));
        bootstrap.merge(Bootstrap.fromBytes(in.getBytes()));
    }

    /** The counts of each class. */
    ClassCounts counts() {
        return counts;
    }

    /** The share of right rows. */
    Figure accuracy() {
        return new Figure("accuracy", (double) right / rows, bootstrap.interval(drawn -> (double) drawn[1] / drawn[0]));
    }

    /** A figure of the classes' counts; without an interval where they are too many. */
    Figure figure(String name, ToDoubleFunction<ClassCounts> figure) {
        Bootstrap.Interval interval = each
                ? bootstrap.interval(drawn ->
                        figure.applyAsDouble(ClassCounts.ofCounts(Arrays.copyOfRange(drawn, TOTALS, drawn.length))))
                : null;
        return new Figure(name, figure.applyAsDouble(counts), interval);
    }
}
