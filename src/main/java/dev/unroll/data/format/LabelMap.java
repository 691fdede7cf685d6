package dev.unroll.data.format;

import dev.unroll.spec.UsageException;
import java.io.Serializable;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Other names for labels: {@code data.labels.map}.
 *
 * @param names the new name for each that changes; an empty one means that the label is no label
 */
public record LabelMap(SortedMap<String, String> names) implements Serializable {
    /** Each label keeps its name. */
    public static final LabelMap NONE = new LabelMap(Collections.emptySortedMap());

    private static final String ARROW = "->";

    /** Takes a copy. */
    public LabelMap {
        names = Collections.unmodifiableSortedMap(new TreeMap<>(names));
    }

    /** Reads {@code person -> PER, creative-work ->}. */
    public static LabelMap parse(String text) {
        SortedMap<String, String> names = new TreeMap<>();
        for (String entry : text.split(",", -1)) {
            int arrow = entry.indexOf(ARROW);
            String name = arrow < 0 ? "" : entry.substring(0, arrow).strip();
            if (name.isEmpty() && !text.isBlank()) {
                throw refused(text, entry, "write it as name -> name, name ->");
            }
            if (!name.isEmpty()
                    && names.put(name, entry.substring(arrow + ARROW.length()).strip()) != null) {
                throw refused(text, entry, "name each label once");
            }
        }
        return new LabelMap(names);
    }

    private static UsageException refused(String text, String entry, String hint) {
        return new UsageException("label map is not clear: data.labels.map=" + text + " at=" + entry.strip(), hint);
    }

    /** The new name of a label; empty: none. */
    public String of(String name) {
        return names.getOrDefault(name, name);
    }
}
