package dev.unroll.cli;

import dev.unroll.spec.DataSpec;
import dev.unroll.spec.VocabularySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** A network's figures beside those of the n-grams. */
final class MeasuredTable {
    private final VocabularySpec vocabulary;

    MeasuredTable(VocabularySpec vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** How much text was measured, and how. */
    String heading(String text, Measured measured) {
        String noun = UnitNames.of(vocabulary);
        String how = measured.context() == DataSpec.Context.STREAM
                ? "state carried, " + Numbers.count(measured.pieces(), "reset")
                : Numbers.count(measured.pieces(), "line") + ", each by itself";
        double rate = (double) measured.unknown() / measured.loss().terms();
        return text + ": " + Numbers.count(measured.loss().terms(), noun) + ", " + how + ", <unk> "
                + Numbers.percent(rate);
    }

    /** The table; all n-grams, the best one marked. */
    List<String> lines(Measured measured, Map<String, SortedMap<String, Double>> baselines) {
        Table table = new Table(Table.Side.RIGHT);
        table.row("per " + UnitNames.of(vocabulary), "nats", "bits", "perplexity", "");
        row(table, "this network", measured.nats(), "");
        measured.natsPerBase(vocabulary).ifPresent(nats -> row(table, "this network, per base", nats, ""));
        SortedMap<Integer, Double> ngrams = Baselines.natsByContext(baselines);
        double best =
                ngrams.values().stream().mapToDouble(Double::doubleValue).min().orElse(0);
        ngrams.forEach(
                (context, nats) -> row(table, "n-gram, context " + context, nats, nats == best ? "best n-gram" : ""));
        List<String> lines = new ArrayList<>(table.lines());
        if (!ngrams.isEmpty()) {
            double gain = best - measured.nats();
            lines.add("  the network is " + Numbers.nats(Math.abs(gain)) + " nats " + (gain >= 0 ? "better" : "worse")
                    + " than the best n-gram");
        }
        return lines;
    }

    private static void row(Table table, String name, double nats, String mark) {
        table.row(name, Numbers.nats(nats), Numbers.nats(Numbers.bits(nats)), Numbers.perplexity(nats), mark);
    }
}
