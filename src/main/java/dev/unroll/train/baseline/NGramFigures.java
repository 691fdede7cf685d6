package dev.unroll.train.baseline;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Loss of n-gram models by context length.
 *
 * @param nats per validation unit; entry k is the model that sees k units before the one it predicts
 * @param trainingUnits units that were counted
 * @param validationUnits units that were predicted
 */
public record NGramFigures(List<Double> nats, long trainingUnits, long validationUnits) {
    /** Copies the list. */
    public NGramFigures {
        nats = List.copyOf(nats);
    }

    /** The context length with the lowest loss. */
    public int bestContext() {
        int best = 0;
        for (int k = 1; k < nats.size(); k++) {
            if (nats.get(k) < nats.get(best)) {
                best = k;
            }
        }
        return best;
    }

    /** The lowest loss in nats per unit. */
    public double best() {
        return nats.get(bestContext());
    }

    /** The figures by name, for {@code config.json}: {@code context_0}, ... in nats, {@code training_units}, ... */
    public SortedMap<String, Double> byName() {
        SortedMap<String, Double> figures = new TreeMap<>();
        for (int k = 0; k < nats.size(); k++) {
            figures.put("context_" + k, nats.get(k));
        }
        figures.put("training_units", (double) trainingUnits);
        figures.put("validation_units", (double) validationUnits);
        return figures;
    }
}
