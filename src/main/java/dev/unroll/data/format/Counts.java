package dev.unroll.data.format;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Numbers of things by what they are. */
final class Counts {
    private final SortedMap<String, Long> counts = new TreeMap<>();

    void add(String what, long count) {
        if (count > 0) {
            counts.merge(what, count, Long::sum);
        }
    }

    long of(String what) {
        return counts.getOrDefault(what, 0L);
    }

    /** The numbers so far, of these and of others. */
    SortedMap<String, Long> with(String what, long count) {
        SortedMap<String, Long> all = new TreeMap<>(counts);
        if (count > 0) {
            all.merge(what, count, Long::sum);
        }
        return Collections.unmodifiableSortedMap(all);
    }
}
