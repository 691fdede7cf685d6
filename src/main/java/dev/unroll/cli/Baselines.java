package dev.unroll.cli;

import dev.unroll.data.Vocabulary;
import dev.unroll.spark.Corpus;
import dev.unroll.spark.ShardSet;
import dev.unroll.spec.Keys;
import dev.unroll.spec.Spec;
import dev.unroll.spec.VocabularySpec.Unit;
import dev.unroll.train.baseline.WittenBell;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The n-grams that the network is compared with. */
final class Baselines {
    /** Their name in {@code config.json}, measured on the held-out text. */
    static final String HELD_OUT = "witten-bell";
    /** Their name there, measured on {@code data.test}. */
    static final String TEST = "witten-bell-test";

    private static final String CONTEXT = "context_";
    private static final int LONGEST_CONTEXT = 6;
    private static final int LONGEST_CONTEXT_OF_WORDS = 3;

    private Baselines() {}

    /**
     * Fits them on the training split and measures them on some texts, on at most {@code evaluate.baseline-units} of each.
     *
     * @param texts by the name under which the figures are stored
     */
    static SortedMap<String, SortedMap<String, Double>> fit(Spec spec, Corpus corpus, Map<String, ShardSet> texts) {
        SortedMap<String, SortedMap<String, Double>> figures = new TreeMap<>();
        long limit = spec.evaluate().baselineUnits();
        if (limit > 0 && !texts.isEmpty()) {
            Vocabulary vocabulary = corpus.vocabulary();
            Unit unit = vocabulary.kind();
            int contexts = unit == Unit.WORD || unit == Unit.KMER ? LONGEST_CONTEXT_OF_WORDS : LONGEST_CONTEXT;
            List<int[]> training = corpus.training().sequences(limit);
            texts.forEach((name, text) -> {
                List<int[]> measured = text.sequences(limit);
                if (!measured.isEmpty()) {
                    figures.put(
                            name,
                            WittenBell.evaluate(vocabulary.size(), contexts, training, measured)
                                    .byName());
                }
            });
        }
        return figures;
    }

    /** What n-grams of a context are called. */
    static String name(int context) {
        return "n-gram, context " + context;
    }

    /** The figures, or none where the driver has not the memory for them: no training fails for want of n-grams. */
    static SortedMap<String, SortedMap<String, Double>> orNone(
            Supplier<SortedMap<String, SortedMap<String, Double>>> fit, Consumer<String> warn) {
        try {
            return fit.get();
        } catch (OutOfMemoryError e) {
            warn.accept("warning: no n-grams to compare with, out of memory while they were fitted: heap="
                    + (Runtime.getRuntime().maxMemory() >> 20) + "MB; hint: set " + Keys.EVALUATE_BASELINE_UNITS.name()
                    + " lower, or give the driver more with --driver-memory before the command");
            return new TreeMap<>();
        }
    }

    /** Nats by context length, from what is stored with a model. */
    static SortedMap<Integer, Double> natsByContext(SortedMap<String, SortedMap<String, Double>> stored, String name) {
        SortedMap<Integer, Double> nats = new TreeMap<>();
        stored.getOrDefault(name, new TreeMap<>()).forEach((figure, value) -> {
            if (figure.startsWith(CONTEXT)) {
                nats.put(Integer.valueOf(figure.substring(CONTEXT.length())), value);
            }
        });
        return nats;
    }
}
