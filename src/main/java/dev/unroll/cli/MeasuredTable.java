package dev.unroll.cli;

import dev.unroll.spec.DataSpec;
import dev.unroll.spec.Spec;
import dev.unroll.spec.VocabularySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** A network's figures beside those of the n-grams. */
final class MeasuredTable {
    private final VocabularySpec vocabulary;
    private final String piece;

    MeasuredTable(Spec spec) {
        this.vocabulary = spec.vocabulary();
        this.piece = UnitNames.piece(spec.data());
    }

    /** How much text was measured, and how. */
    String heading(String text, Measured measured) {
        String noun = UnitNames.of(vocabulary);
        String how = measured.context() == DataSpec.Context.STREAM
                ? "state carried, " + Numbers.count(measured.pieces(), "reset")
                : Numbers.count(measured.pieces(), piece) + ", each by itself";
        double rate = (double) measured.unknown() / measured.loss().terms();
        return text + ": " + Numbers.count(measured.loss().terms(), noun) + ", " + how + ", <unk> "
                + Numbers.percent(rate);
    }

    /** The network's figures alone. */
    List<String> lines(Measured measured) {
        return table(measured).lines();
    }

    /** The network's figures, then those of all n-grams on the same text, the best one marked. */
    List<String> lines(Measured measured, SortedMap<String, SortedMap<String, Double>> baselines, String text) {
        Table table = table(measured);
        SortedMap<Integer, Double> ngrams = Baselines.natsByContext(baselines, text);
        double best = addNgrams(table, ngrams);
        List<String> lines = new ArrayList<>(table.lines());
        if (!ngrams.isEmpty()) {
            double gain = best - measured.nats();
            lines.add("  the network is " + Numbers.nats(Math.abs(gain)) + " nats " + (gain >= 0 ? "better" : "worse")
                    + " than the best n-gram");
        }
        return lines;
    }

    /** The figures of all n-grams alone; none if there are none. */
    List<String> baselines(SortedMap<String, SortedMap<String, Double>> baselines, String text) {
        Table table = new Table(Table.Side.RIGHT);
        addNgrams(table, Baselines.natsByContext(baselines, text));
        return table.lines();
    }

    private Table table(Measured measured) {
        Table table = new Table(Table.Side.RIGHT);
        table.row("per " + UnitNames.of(vocabulary), "nats", "bits", "perplexity", "");
        row(table, "this network", measured.nats(), "");
        if (vocabulary.unit() == VocabularySpec.Unit.KMER) {
            measured.natsPerBase(vocabulary).ifPresent(nats -> row(table, "this network, per base", nats, ""));
        }
        return table;
    }

    private static double addNgrams(Table table, SortedMap<Integer, Double> ngrams) {
        double best =
                ngrams.values().stream().mapToDouble(Double::doubleValue).min().orElse(0);
        ngrams.forEach((context, nats) -> row(table, Baselines.name(context), nats, nats == best ? "best n-gram" : ""));
        return best;
    }

    private static void row(Table table, String name, double nats, String mark) {
        table.row(name, Numbers.nats(nats), Numbers.nats(Numbers.bits(nats)), Numbers.perplexity(nats), mark);
    }
}
