package dev.unroll.io;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What {@code config.json} says about a model.
 *
 * @param task {@code task}, such as {@code language-model}
 * @param spec every configuration key and its resolved value, without {@code spark.*} and secrets
 * @param tokenizer how text becomes ids: the settings of {@code vocabulary.*}
 * @param provenance where the weights come from
 * @param baselines figures of the trivial models on the same validation split: name, then metric, then value
 */
public record ModelConfig(
        String task,
        SortedMap<String, String> spec,
        SortedMap<String, String> tokenizer,
        Provenance provenance,
        SortedMap<String, SortedMap<String, Double>> baselines) {
    /**
     * Where weights come from.
     *
     * @param version of the program that trained
     * @param corpusFingerprint hash of the shards' checksums in order
     * @param rounds finished rounds
     * @param units targets seen
     * @param seed {@code train.seed}
     */
    public record Provenance(String version, String corpusFingerprint, long rounds, long units, long seed) {}

    /** Copies the maps; figures must be finite. */
    public ModelConfig {
        spec = Collections.unmodifiableSortedMap(new TreeMap<>(spec));
        tokenizer = Collections.unmodifiableSortedMap(new TreeMap<>(tokenizer));
        TreeMap<String, SortedMap<String, Double>> copy = new TreeMap<>();
        for (Map.Entry<String, SortedMap<String, Double>> baseline : baselines.entrySet()) {
            for (Map.Entry<String, Double> figure : baseline.getValue().entrySet()) {
                if (!Double.isFinite(figure.getValue())) {
                    throw new IllegalArgumentException("not finite: " + baseline.getKey() + "." + figure);
                }
            }
            copy.put(baseline.getKey(), Collections.unmodifiableSortedMap(new TreeMap<>(baseline.getValue())));
        }
        baselines = Collections.unmodifiableSortedMap(copy);
    }
}
