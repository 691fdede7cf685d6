package dev.unroll.train.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** {@link Matches} by the name of a type. Memory: about 100 bytes a type. */
final class MatchTable {
    private static final int RIGHT = 0;
    private static final int WRONG = 1;
    private static final int MISSED = 2;

    private final SortedMap<String, long[]> counts = new TreeMap<>();

    /**
     * Compares two collections as multisets: what occurs n times in one and m times in the other is right min(n, m) times.
     *
     * @param type of an element
     */
    <T extends Comparable<T>> void add(List<T> truth, List<T> predicted, Function<T, String> type) {
        List<T> there = sorted(truth);
        List<T> found = sorted(predicted);
        int i = 0;
        int j = 0;
        while (i < there.size() || j < found.size()) {
            int order = i == there.size()
                    ? 1
                    : j == found.size() ? -1 : there.get(i).compareTo(found.get(j));
            if (order == 0) {
                row(type.apply(there.get(i)))[RIGHT]++;
                i++;
                j++;
            } else if (order < 0) {
                row(type.apply(there.get(i)))[MISSED]++;
                i++;
            } else {
                row(type.apply(found.get(j)))[WRONG]++;
                j++;
            }
        }
    }

    private static <T extends Comparable<T>> List<T> sorted(List<T> elements) {
        List<T> sorted = new ArrayList<>(elements);
        Collections.sort(sorted);
        return sorted;
    }

    private long[] row(String type) {
        return counts.computeIfAbsent(type, unused -> new long[3]);
    }

    void merge(MatchTable other) {
        for (Map.Entry<String, long[]> entry : other.counts.entrySet()) {
            long[] row = row(entry.getKey());
            for (int i = 0; i < row.length; i++) {
                row[i] += entry.getValue()[i];
            }
        }
    }

    /** Every type that was there or was predicted. */
    SortedMap<String, Matches> byType() {
        SortedMap<String, Matches> matches = new TreeMap<>();
        for (Map.Entry<String, long[]> entry : counts.entrySet()) {
            matches.put(entry.getKey(), matches(entry.getValue()));
        }
        return matches;
    }

    /** All types together. */
    Matches overall() {
        long[] sum = new long[3];
        for (long[] row : counts.values()) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += row[i];
            }
        }
        return matches(sum);
    }

    private static Matches matches(long[] row) {
        return new Matches(row[RIGHT], row[WRONG], row[MISSED]);
    }

    /** Number of types (32 bits), then name, right, wrong, missed of each, by name. */
    void write(Encoding.Writer out) {
        out.put(counts.size());
        for (Map.Entry<String, long[]> entry : counts.entrySet()) {
            out.put(entry.getKey()).put(entry.getValue());
        }
    }

    static MatchTable read(Encoding.Reader in) {
        MatchTable table = new MatchTable();
        int types = in.getInt();
        in.check(types >= 0);
        for (int i = 0; i < types; i++) {
            String type = in.getText();
            in.check(table.counts.isEmpty() || table.counts.lastKey().compareTo(type) < 0);
            table.counts.put(type, in.getCounts(3));
        }
        return table;
    }
}
