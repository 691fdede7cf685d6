package dev.unroll.data.format;

import dev.unroll.data.IntList;
import dev.unroll.data.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gathers the labels of a record's steps. */
final class StepLabels {
    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> known = new HashMap<>();
    private final IntList ids = new IntList();

    /** The labels of these steps; an empty one is none. */
    static Labels.OfSteps of(List<String> labels) {
        StepLabels steps = new StepLabels();
        for (String label : labels) {
            steps.add(label);
        }
        return new Labels.OfSteps(List.copyOf(steps.names), steps.ids.toArray());
    }

    private void add(String name) {
        if (name.isEmpty()) {
            ids.add(-1);
            return;
        }
        Integer id = known.get(name);
        if (id == null) {
            id = names.size();
            known.put(name, id);
            names.add(name);
        }
        ids.add(id);
    }
}
