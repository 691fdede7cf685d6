package dev.unroll.train.baseline;

import java.io.Serializable;

/** Rows of small counters by 64-bit hash, in open addressing, at most 2/3 full. */
final class HashCounts implements Serializable {
    private static final long serialVersionUID = 1L;

    /*
     * Memory: (8 + 4 columns) bytes a slot, the number of slots a power of two; while it grows, the old half as well.
     * 20 M keys with one column: 2^25 slots, 403 MB, 604 MB at the last growth.
     */
    private static final int SMALLEST = 1 << 10;

    private final int columns;
    private long[] keys = new long[SMALLEST];
    private int[] counts;
    private int size;

    /** An empty table with so many counters per key. */
    HashCounts(int columns) {
        this.columns = columns;
        this.counts = new int[SMALLEST * columns];
    }

    /** The row of a key, new with zeros if it was absent; valid until the next insertion. */
    int insert(long hash) {
        long key = nonZero(hash);
        int row = search(keys, key);
        if (keys[row] == 0) {
            if (3L * (size + 1) > 2L * keys.length) {
                grow();
                row = search(keys, key);
            }
            keys[row] = key;
            size++;
        }
        return row;
    }

    /** The row of a key, or -1. */
    int find(long hash) {
        int row = search(keys, nonZero(hash));
        return keys[row] == 0 ? -1 : row;
    }

    /** Adds one and returns the new count. */
    int increment(int row, int column) {
        return ++counts[row * columns + column];
    }

    int count(int row, int column) {
        return counts[row * columns + column];
    }

    /** Sets a counter. */
    void set(int row, int column, int value) {
        counts[row * columns + column] = value;
    }

    /** Keys that were inserted. */
    int size() {
        return size;
    }

    /** The hash of a sequence and one more unit: the finaliser of SplitMix64 (Steele, Lea and Flood 2014) over their sum. */
    static long extend(long hash, int unit) {
        long z = hash + (unit + 2) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** 0 marks a free slot; which hash is given up for that does not matter. */
    private static long nonZero(long hash) {
        return hash == 0 ? 1 : hash;
    }

    /** The slot of a key, or the free one where it belongs. */
    private static int search(long[] keys, long key) {
        int mask = keys.length - 1;
        int slot = (int) (key >>> 32) & mask;
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldCounts = counts;
        keys = new long[Math.multiplyExact(oldKeys.length, 2)];
        counts = new int[Math.multiplyExact(keys.length, columns)];
        for (int row = 0; row < oldKeys.length; row++) {
            if (oldKeys[row] != 0) {
                int moved = search(keys, oldKeys[row]);
                keys[moved] = oldKeys[row];
                System.arraycopy(oldCounts, row * columns, counts, moved * columns, columns);
            }
        }
    }
}
