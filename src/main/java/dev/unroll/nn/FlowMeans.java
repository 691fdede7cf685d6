package dev.unroll.nn;

import java.util.Arrays;
import java.util.List;

/**
 * The mean over records of the norms that {@link GradientFlow} finds, for each state and each k.
 *
 * <p>Records differ in how far they go back: the mean at k is over those that go so far.
 *
 * @implNote Sums are in double, in the order in which records are added.
 */
public final class FlowMeans {
    private final List<GradientFlow.State> states;
    private final double[][] sums; // [state][k]
    private final long[][] counts;
    private long records;

    /** Nothing yet. */
    public FlowMeans(List<GradientFlow.State> states) {
        this.states = List.copyOf(states);
        this.sums = new double[states.size()][0];
        this.counts = new long[states.size()][0];
    }

    /** One record's, [state][k]. */
    public void add(double[][] norms) {
        for (int s = 0; s < sums.length; s++) {
            if (norms[s].length > sums[s].length) {
                sums[s] = Arrays.copyOf(sums[s], norms[s].length);
                counts[s] = Arrays.copyOf(counts[s], norms[s].length);
            }
            for (int k = 0; k < norms[s].length; k++) {
                sums[s][k] += norms[s][k];
                counts[s][k]++;
            }
        }
        records++;
    }

    /** Which states there are. */
    public List<GradientFlow.State> states() {
        return states;
    }

    /** Records that were added. */
    public long records() {
        return records;
    }

    /** K + 1: how many steps the record goes back that goes furthest, in whichever state. */
    public int reach() {
        return Arrays.stream(counts).mapToInt(of -> of.length).max().orElse(0);
    }

    /** Records that go back k steps in a state. */
    public long records(int state, int k) {
        return k < counts[state].length ? counts[state][k] : 0;
    }

    /** Their mean; NaN where there are none. */
    public double mean(int state, int k) {
        return k < counts[state].length ? sums[state][k] / counts[state][k] : Double.NaN;
    }
}
