package dev.unroll.cli;

import dev.unroll.data.Vocabulary;
import dev.unroll.spark.Corpus;
import dev.unroll.spark.ShardSet;
import dev.unroll.spec.Spec;
import dev.unroll.spec.VocabularySpec.Unit;
import dev.unroll.train.baseline.NGramFigures;
import dev.unroll.train.baseline.WittenBell;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The n-grams that the network is compared with. */
final class Baselines {
    /** Their name in {@code config.json}. */
    static final String N_GRAM = "witten-bell";

    private static final String CONTEXT = "context_";
    private static final int LONGEST_CONTEXT = 6;
    private static final int LONGEST_CONTEXT_OF_WORDS = 3;

    private Baselines() {}

    /** Fits them on the training split and measures them on the held-out one, on at most {@code evaluate.baseline-units} of each. */
    static Optional<NGramFigures> fit(Spec spec, Corpus corpus) {
        long limit = spec.evaluate().baselineUnits();
        Optional<ShardSet> held = corpus.validation();
        if (limit == 0 || held.isEmpty()) {
            return Optional.empty();
        }
        Vocabulary vocabulary = corpus.vocabulary();
        Unit unit = vocabulary.kind();
        int contexts = unit == Unit.WORD || unit == Unit.KMER ? LONGEST_CONTEXT_OF_WORDS : LONGEST_CONTEXT;
        List<int[]> training = corpus.training().sequences(limit);
        List<int[]> validation = held.get().sequences(limit);
        return validation.isEmpty()
                ? Optional.empty()
                : Optional.of(WittenBell.evaluate(vocabulary.size(), contexts, training, validation));
    }

    /** The figures as they are stored with the model. */
    static SortedMap<String, SortedMap<String, Double>> stored(Optional<NGramFigures> figures) {
        SortedMap<String, SortedMap<String, Double>> stored = new TreeMap<>();
        figures.ifPresent(ngrams -> stored.put(N_GRAM, ngrams.byName()));
        return stored;
    }

    /** Nats by context length, from what is stored with a model. */
    static SortedMap<Integer, Double> natsByContext(Map<String, SortedMap<String, Double>> stored) {
        SortedMap<Integer, Double> nats = new TreeMap<>();
        stored.getOrDefault(N_GRAM, new TreeMap<>()).forEach((name, value) -> {
            if (name.startsWith(CONTEXT)) {
                nats.put(Integer.valueOf(name.substring(CONTEXT.length())), value);
            }
        });
        return nats;
    }
}
