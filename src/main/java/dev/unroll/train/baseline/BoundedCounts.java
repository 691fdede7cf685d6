package dev.unroll.train.baseline;

import java.io.Serializable;

/**
 * Rows of counters by 64-bit hash, in bounded memory: a key that comes when it is full is passed over, one that has a row is still
 * counted. Which keys those are depends on nothing but the order in which they come.
 */
final class BoundedCounts implements Serializable {
    /*
     * A slot has 8 + 4 columns bytes, 2/3 of the slots are used, their number is a power of two of at most 2^28 bytes: 2 columns,
     * 2^24 slots, 11.1 M keys; 18 columns, 2^21 slots, 1.4 M keys. While it grows, half of that as well: 403 MB at most.
     */
    private static final long serialVersionUID = 1L;
    private static final long BYTES = 1L << 28;

    private final HashCounts counts;
    private final int most;

    BoundedCounts(int columns) {
        this(columns, (int) (Long.highestOneBit(BYTES / (8 + 4L * columns)) * 2 / 3));
    }

    /** A table for so many keys at most. */
    BoundedCounts(int columns, int most) {
        this.counts = new HashCounts(columns);
        this.most = most;
    }

    /** The row of a key, new if there is room for it, or -1; valid until the next insertion. */
    int insert(long key) {
        int row = counts.find(key);
        return row >= 0 || counts.size() == most ? row : counts.insert(key);
    }

    /** The row of a key, or -1. */
    int find(long key) {
        return counts.find(key);
    }

    /** Adds one and returns the new count. */
    int increment(int row, int column) {
        return counts.increment(row, column);
    }

    int count(int row, int column) {
        return counts.count(row, column);
    }

    /** Sets a counter. */
    void set(int row, int column, int value) {
        counts.set(row, column, value);
    }

    /** Keys that have a row. */
    int size() {
        return counts.size();
    }
}
