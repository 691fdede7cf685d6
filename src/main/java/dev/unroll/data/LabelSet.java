package dev.unroll.data;

import dev.unroll.spec.UsageException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The labels a network can say, each with its id: the order of their names in UTF-8 bytes. */
public final class LabelSet {
    /** The id of a label that was not in the training part: nothing can say it. */
    public static final int UNKNOWN = -2;

    private final List<String> names;
    private final Map<String, Integer> ids = new HashMap<>();

    private LabelSet(List<String> names) {
        this.names = List.copyOf(names);
        for (int id = 0; id < names.size(); id++) {
            if (ids.put(names.get(id), id) != null) {
                throw new UsageException("label twice: label=" + names.get(id), "restore labels.txt");
            }
        }
    }

    /** The labels that were found, in whatever order. */
    public static LabelSet of(Collection<String> found) {
        List<String> sorted = new ArrayList<>(found);
        sorted.sort((a, b) ->
                Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));
        return new LabelSet(sorted);
    }

    /** Labels in their own order, as {@link #names()} gave them. */
    public static LabelSet inOrder(List<String> names) {
        return new LabelSet(names);
    }

    /** K. */
    public int size() {
        return names.size();
    }

    /** All names by id. */
    public List<String> names() {
        return names;
    }

    /** The id of a label, {@link #UNKNOWN} if it is none of these. */
    public int id(String name) {
        return ids.getOrDefault(name, UNKNOWN);
    }
}
