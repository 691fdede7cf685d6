package dev.unroll.data;

import java.util.Arrays;

/** A growing array of ints. */
public final class IntList {
    private int[] values = new int[64];
    private int size;

    /** Appends a value. */
    public void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.max(size + 1, (int) Math.min(Integer.MAX_VALUE - 8L, size * 2L)));
        }
        values[size++] = value;
    }

    /** Value {@code i}. */
    public int get(int i) {
        return values[i];
    }

    /** Number of values. */
    public int size() {
        return size;
    }

    /** Keeps values {@code from} to {@code to} only. */
    public void keep(int from, int to) {
        System.arraycopy(values, from, values, 0, to - from);
        size = to - from;
    }

    /** Takes values {@code from} to {@code to} out. */
    public void remove(int from, int to) {
        System.arraycopy(values, to, values, from, size - to);
        size -= to - from;
    }

    /** Keeps the first {@code count} values. */
    public void truncate(int count) {
        size = count;
    }

    /** Forgets all values. */
    public void clear() {
        size = 0;
    }

    /** A copy of the values. */
    public int[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
