package dev.unroll.data.format;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;

/** The features of one sequence, found by where they lie. */
final class Track implements Serializable {
    private static final long serialVersionUID = 1L;

    /*
     * Sorted by start. reach[i] is the furthest end of features 0..i and never falls, so that both ends of what may overlap a
     * region are found by halving: from the first reach behind its start to the last start before its end. 30 bytes a feature.
     */
    private final long[] starts;
    private final long[] ends;
    private final long[] reach;
    private final int[] numbers;
    private final byte[] phases;
    private final boolean[] forward;

    /**
     * A feature.
     *
     * @param region where it lies
     * @param number of its class, outside of codons
     * @param forward whether its codons are read in the direction of positions
     * @param phase bases before its first codon, -1 where codons are not told apart
     */
    record Entry(Region region, int number, boolean forward, int phase) {}

    Track(List<Entry> entries) {
        List<Entry> sorted = entries.stream()
                .sorted(Comparator.comparingLong(entry -> entry.region().start()))
                .toList();
        int n = sorted.size();
        starts = new long[n];
        ends = new long[n];
        reach = new long[n];
        numbers = new int[n];
        phases = new byte[n];
        forward = new boolean[n];
        long furthest = 0;
        for (int i = 0; i < n; i++) {
            Entry entry = sorted.get(i);
            starts[i] = entry.region().start();
            ends[i] = entry.region().end();
            furthest = Math.max(furthest, ends[i]);
            reach[i] = furthest;
            numbers[i] = entry.number();
            phases[i] = (byte) entry.phase();
            forward[i] = entry.forward();
        }
    }

    /** The first feature that may reach behind a position. */
    int firstBehind(long position) {
        return firstAbove(reach, position);
    }

    /** The first feature that begins at a position or behind it. */
    int firstFrom(long position) {
        return firstAbove(starts, position - 1);
    }

    private static int firstAbove(long[] rising, long bound) {
        int low = 0;
        int high = rising.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (rising[middle] > bound) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    long start(int i) {
        return starts[i];
    }

    long end(int i) {
        return ends[i];
    }

    int number(int i) {
        return numbers[i];
    }

    boolean isForward(int i) {
        return forward[i];
    }

    int phase(int i) {
        return phases[i];
    }
}
