package dev.unroll.data.format;

import java.util.Arrays;

/** A growing array of numbers. */
final class Floats {
    private float[] values = new float[64];
    private int size;

    int size() {
        return size;
    }

    void add(float value) {
        addZeros(1);
        values[size - 1] = value;
    }

    void addZeros(int count) {
        int wanted = Math.addExact(size, count);
        if (wanted > values.length) {
            values = Arrays.copyOf(values, (int) Math.max(wanted, Math.min(Integer.MAX_VALUE - 8L, 2L * size)));
        }
        Arrays.fill(values, size, wanted, 0);
        size = wanted;
    }

    float get(int i) {
        return values[i];
    }

    void set(int i, float value) {
        values[i] = value;
    }

    void clear() {
        size = 0;
    }

    float[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
