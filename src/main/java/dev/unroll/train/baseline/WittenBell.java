package dev.unroll.train.baseline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Interpolated n-gram language models with Witten-Bell smoothing (Witten and Bell 1991; Chen and Goodman, TR-10-98,
 * section 2.6), for every context length from 0 to a maximum in one go.
 */
public final class WittenBell {
    /*
     * P_k(w | h) = (c(h w) + N(h) P_{k-1}(w | h')) / (c(h) + N(h)),   P_{-1} = 1 / V
     *
     * h: the k units before w; h': h without its first; c: counts in training; N(h): distinct units seen after h.
     * Where h was never seen, P_k = P_{k-1}. Before its first unit a sequence has a begin mark, which is never
     * predicted; the context does not reach into the sequence before.
     *
     * Only validation positions are asked for, so one order is counted at a time, for the contexts that validation has,
     * and each position keeps its probability for the next order. Context and unit together are known by a 64-bit hash:
     * among 20 M n-grams two share one with a chance of about 1e-5.
     *
     * Memory beside the ids: 8 bytes per validation unit, 16 to 48 bytes per distinct validation context, and for the
     * distinct n-grams that follow these contexts in training 18 to 36 bytes each. 20 M training units whose n-grams
     * all differ, with 2 M validation units: 0.8 GB at the worst moment.
     */
    private static final int TOTAL = 0;
    private static final int DISTINCT = 1;

    private final int context;
    private final HashCounts contexts = new HashCounts(2);
    private final HashCounts grams = new HashCounts(1);

    private WittenBell(int context) {
        this.context = context;
    }

    /**
     * Fits on one split and measures on another.
     *
     * @param vocabulary V, the number of units, special ones included
     * @param longestContext the contexts are 0 to this
     * @param training sequences of unit ids: a running text is one sequence, lines are one each
     * @param validation sequences of unit ids, every one of which is predicted; at least one
     */
    public static NGramFigures evaluate(
            int vocabulary, int longestContext, List<int[]> training, List<int[]> validation) {
        long validationUnits = units(validation);
        if (validationUnits == 0) {
            throw new IllegalArgumentException("nothing to predict: validation units=0");
        }
        List<double[]> probabilities = new ArrayList<>();
        for (int[] sequence : validation) {
            double[] uniform = new double[sequence.length];
            Arrays.fill(uniform, 1.0 / vocabulary);
            probabilities.add(uniform);
        }
        List<Double> nats = new ArrayList<>();
        for (int k = 0; k <= longestContext; k++) {
            WittenBell model = new WittenBell(k);
            model.expect(validation);
            model.count(training);
            nats.add(model.predict(validation, probabilities) / validationUnits);
        }
        return new NGramFigures(nats, units(training), validationUnits);
    }

    private static long units(List<int[]> sequences) {
        long units = 0;
        for (int[] sequence : sequences) {
            units += sequence.length;
        }
        return units;
    }

    /** Makes room for the contexts that will be asked for. */
    private void expect(List<int[]> validation) {
        for (int[] sequence : validation) {
            for (int i = 0; i < sequence.length; i++) {
                contexts.insert(contextHash(sequence, i));
            }
        }
    }

    private void count(List<int[]> training) {
        for (int[] sequence : training) {
            for (int i = 0; i < sequence.length; i++) {
                long before = contextHash(sequence, i);
                int row = contexts.find(before);
                if (row >= 0) {
                    contexts.increment(row, TOTAL);
                    int gram = grams.insert(HashCounts.extend(before, sequence[i]));
                    if (grams.increment(gram, 0) == 1) {
                        contexts.increment(row, DISTINCT);
                    }
                }
            }
        }
    }

    /** Replaces the probabilities of the order below by this order's and returns the sum of -ln. */
    private double predict(List<int[]> validation, List<double[]> probabilities) {
        double nats = 0;
        for (int s = 0; s < validation.size(); s++) {
            int[] sequence = validation.get(s);
            double[] probability = probabilities.get(s);
            for (int i = 0; i < sequence.length; i++) {
                long before = contextHash(sequence, i);
                int row = contexts.find(before);
                int total = contexts.count(row, TOTAL);
                if (total > 0) {
                    int distinct = contexts.count(row, DISTINCT);
                    int gram = grams.find(HashCounts.extend(before, sequence[i]));
                    int seen = gram < 0 ? 0 : grams.count(gram, 0);
                    probability[i] = (seen + distinct * probability[i]) / (total + distinct);
                }
                nats -= StrictMath.log(probability[i]);
            }
        }
        return nats;
    }

    /** Names the units before position {@code i}; -1 stands for the begin mark. */
    private long contextHash(int[] sequence, int i) {
        long hash = 0;
        for (int j = i - context; j < i; j++) {
            hash = HashCounts.extend(hash, j < 0 ? -1 : sequence[j]);
        }
        return hash;
    }
}
