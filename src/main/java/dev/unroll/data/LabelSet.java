package dev.unroll.data;

import dev.unroll.spec.UsageException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The labels a network can say, each with its id: the order of their names in UTF-8 bytes; and perhaps how much each counts. */
public final class LabelSet {
    /** The id of a label that was not in the training part: nothing can say it. */
    public static final int UNKNOWN = -2;

    private final List<String> names;
    private final float[] weights;
    private final Map<String, Integer> ids = new HashMap<>();

    private LabelSet(List<String> names, float[] weights) {
        this.names = List.copyOf(names);
        this.weights = weights;
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
        return new LabelSet(sorted, new float[0]);
    }

    /** Labels in their own order, as {@link #names()} gave them. */
    public static LabelSet inOrder(List<String> names) {
        return new LabelSet(names, new float[0]);
    }

    /** The same labels, of which a step or record counts so much by its label. */
    public LabelSet weighted(float[] weightsById) {
        if (weightsById.length != size()) {
            throw new UsageException(
                    "weights are not as many as labels: weights=" + weightsById.length + " labels=" + size(),
                    "restore the files of the model");
        }
        return new LabelSet(names, weightsById.clone());
    }

    /** (K) how much a step or record counts by its label; empty: all count 1. */
    public float[] weights() {
        return weights.clone();
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
