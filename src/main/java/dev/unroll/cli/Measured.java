package dev.unroll.cli;

import dev.unroll.data.Vocabulary;
import dev.unroll.nn.Loss;
import dev.unroll.spark.ShardSet;
import dev.unroll.spec.DataSpec.Context;
import dev.unroll.spec.VocabularySpec;
import dev.unroll.spec.VocabularySpec.Unit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a language model is worth on a text.
 *
 * @param context what a unit could depend on
 * @param loss summed over all units
 * @param unknown units that are {@code <unk>}
 * @param pieces stretches that began with a zero state: lanes of a stream, or lines
 * @param ends units that are the symbol of a line's end
 */
record Measured(Context context, Loss loss, long unknown, long pieces, long ends) {
    /** What a set of shards gave that were measured as they are cut. */
    static Measured of(Loss loss, ShardSet shards, Vocabulary vocabulary) {
        Context context = shards.records() > 0 ? Context.LINE : Context.STREAM;
        return new Measured(context, loss, shards.unknown(), shards.pieces(), vocabulary.hasEnd() ? shards.ends() : 0);
    }

    /** Mean over all units. */
    double nats() {
        return loss.mean();
    }

    /** Nats per nucleotide, where units are made of them. */
    OptionalDouble natsPerBase(VocabularySpec vocabulary) {
        if (!vocabulary.unit().isBases()) {
            return OptionalDouble.empty();
        }
        int bases = vocabulary.unit() == Unit.KMER ? vocabulary.k() : 1;
        return OptionalDouble.of(loss.sum() / ((loss.terms() - ends) * bases));
    }

    /** A loss by the names it has in JSON. */
    static SortedMap<String, Double> byName(double nats) {
        return new TreeMap<>(Map.of("nats", nats, "bits", Numbers.bits(nats), "perplexity", StrictMath.exp(nats)));
    }

    /** The figures by the names they have in JSON. */
    Map<String, Object> byName(VocabularySpec vocabulary, Map<String, SortedMap<String, Double>> baselines) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("task", "language-model");
        figures.put("context", context == Context.STREAM ? "stream" : "line");
        figures.put("units", loss.terms());
        figures.put(context == Context.STREAM ? "resets" : "lines", pieces);
        figures.put("unknown", unknown);
        figures.put("unknown_rate", (double) unknown / loss.terms());
        figures.putAll(byName(nats()));
        natsPerBase(vocabulary).ifPresent(nats -> {
            figures.put("nats_per_base", nats);
            figures.put("bits_per_base", Numbers.bits(nats));
        });
        figures.put("baselines", baselines);
        return figures;
    }
}
