package dev.unroll.io;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that training needs to go on after a round as if nothing had happened: named arrays, named bytes and named
 * scalars.
 *
 * <p>It is a container. What the names are (weights, moments, cursors, carries, best metric) is the business of the
 * trainer, which writes and reads them in one place.
 */
public final class Checkpoint {
    private final long round;
    private final Map<String, float[]> arrays;
    private final Map<String, byte[]> bytes;
    private final SortedMap<String, Long> longs;
    private final SortedMap<String, Double> doubles;
    private final SortedMap<String, String> texts;

    private Checkpoint(Builder builder) {
        this.round = builder.round;
        this.arrays = Collections.unmodifiableMap(new LinkedHashMap<>(builder.arrays));
        this.bytes = Collections.unmodifiableMap(new LinkedHashMap<>(builder.bytes));
        this.longs = Collections.unmodifiableSortedMap(new TreeMap<>(builder.longs));
        this.doubles = Collections.unmodifiableSortedMap(new TreeMap<>(builder.doubles));
        this.texts = Collections.unmodifiableSortedMap(new TreeMap<>(builder.texts));
    }

    /** The number of finished rounds. */
    public long round() {
        return round;
    }

    /** The array of this name; not copied. */
    public float[] array(String name) {
        return value(arrays, name);
    }

    /** Whether there are bytes of this name. */
    public boolean hasBytes(String name) {
        return bytes.containsKey(name);
    }

    /** The bytes of this name; not copied. */
    public byte[] bytes(String name) {
        return value(bytes, name);
    }

    /** The whole number of this name. */
    public long number(String name) {
        return value(longs, name);
    }

    /** The real number of this name, to the bit. */
    public double real(String name) {
        return value(doubles, name);
    }

    /** The text of this name. */
    public String text(String name) {
        return value(texts, name);
    }

    /** The map stored under {@code prefix}: all texts whose name begins with it, by the rest of their names. */
    public SortedMap<String, String> textMap(String prefix) {
        SortedMap<String, String> map = new TreeMap<>();
        for (Map.Entry<String, String> entry : texts.entrySet()) {
            if (entry.getKey().startsWith(prefix)) {
                map.put(entry.getKey().substring(prefix.length()), entry.getValue());
            }
        }
        return map;
    }

    Map<String, float[]> arrays() {
        return arrays;
    }

    Map<String, byte[]> allBytes() {
        return bytes;
    }

    SortedMap<String, Long> longs() {
        return longs;
    }

    SortedMap<String, Double> doubles() {
        return doubles;
    }

    SortedMap<String, String> texts() {
        return texts;
    }

    private static <V> V value(Map<String, V> map, String name) {
        V value = map.get(name);
        if (value == null) {
            throw new IllegalArgumentException("checkpoint has no such entry: name=" + name);
        }
        return value;
    }

    /** Collects a checkpoint. Arrays are not copied: they must not change before the checkpoint is written. */
    public static final class Builder {
        private final long round;
        private final Map<String, float[]> arrays = new LinkedHashMap<>();
        private final Map<String, byte[]> bytes = new LinkedHashMap<>();
        private final Map<String, Long> longs = new TreeMap<>();
        private final Map<String, Double> doubles = new TreeMap<>();
        private final Map<String, String> texts = new TreeMap<>();

        /** A checkpoint after {@code round} finished rounds. */
        public Builder(long round) {
            if (round < 0) {
                throw new IllegalArgumentException("round=" + round);
            }
            this.round = round;
        }

        /** Adds an array. */
        public Builder array(String name, float[] values) {
            requireNew(bytes, name);
            return put(arrays, name, values);
        }

        /** Adds bytes that only their writer understands. */
        public Builder bytes(String name, byte[] values) {
            requireNew(arrays, name);
            return put(bytes, name, values);
        }

        /** Adds a whole number. */
        public Builder number(String name, long value) {
            return put(longs, name, value);
        }

        /** Adds a real number, which may be infinite or NaN. */
        public Builder real(String name, double value) {
            return put(doubles, name, value);
        }

        /** Adds a text. */
        public Builder text(String name, String value) {
            return put(texts, name, value);
        }

        /** Adds each entry of a map as a text under {@code prefix} and its key. */
        public Builder textMap(String prefix, Map<String, String> map) {
            map.forEach((key, value) -> put(texts, prefix + key, value));
            return this;
        }

        private <V> Builder put(Map<String, V> map, String name, V value) {
            requireNew(map, name);
            map.put(name, value);
            return this;
        }

        private static void requireNew(Map<String, ?> map, String name) {
            if (map.containsKey(name)) {
                throw new IllegalArgumentException("checkpoint entry twice: name=" + name);
            }
        }

        /** The finished checkpoint. */
        public Checkpoint build() {
            return new Checkpoint(this);
        }
    }
}
