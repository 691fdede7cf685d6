package dev.unroll.spark;

import dev.unroll.data.Standardisation;
import dev.unroll.data.format.ReverseComplement;
import dev.unroll.train.Worker;
import dev.unroll.train.baseline.Baseline;
import dev.unroll.train.baseline.Fitting;
import dev.unroll.train.figures.FigureRules;
import dev.unroll.train.figures.Figures;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/** Measures a network, and what it has to beat, on shards of records: one task a shard, merged in shard order. */
public final class SparkFigures {
    /** Shards whose figures are on the driver at a time. */
    private static final int AT_A_TIME = 64;

    private static final int SHARDS_OF_A_FOLD = 1 << 20;

    private final JavaSparkContext context;
    private final RunSetup setup;
    private final FigureRules rules;
    private final @Nullable ReverseComplement otherStrand;

    /**
     * @param context of the application
     * @param setup what every task must know
     * @param rules what is measured
     * @param otherStrand how records are read on their other strand; null: they are not
     */
    SparkFigures(JavaSparkContext context, RunSetup setup, FigureRules rules, @Nullable ReverseComplement otherStrand) {
        this.context = context;
        this.setup = setup;
        this.rules = rules;
        this.otherStrand = otherStrand;
    }

    /** Figures of a network with these weights. */
    public Figures ofNetwork(ShardSet shards, float[] weights) {
        Broadcast<RoundPayload> payload = context.broadcast(
                new RoundPayload(new Worker.Round(SparkEvaluation.number(), 0, weights, new float[0][], 0)));
        Shipped<OfNetwork.Strands> strands = new Shipped<>(context, new OfNetwork.Strands(otherStrand));
        OfNetwork network = new OfNetwork(setup, rules, payload, strands);
        try {
            JavaRDD<byte[]> answers = rules.bases() == null
                    ? shards.rdd().map(network)
                    : GenomeFigures.answers(shards, network.ofBases(), rules);
            return merged(shards.count(), answers, rules);
        } finally {
            payload.destroy();
            strands.destroy();
        }
    }

    /**
     * Figures of baselines by their names; they only decide, so that those of probabilities mean nothing.
     *
     * @param baselines not fitted yet
     * @param training the shards they learn from, at most so many steps of them
     */
    public SortedMap<String, Figures> ofBaselines(
            List<Baseline> baselines, ShardSet training, long steps, ShardSet measured) {
        Fitting fitting = new Fitting(baselines, steps);
        int next = 0;
        boolean wanted = true;
        while (wanted && next < training.count()) {
            wanted = fitting.add(training.shard(next++));
        }
        FigureRules decided = rules.says().numbers()
                ? FigureRules.of(
                        rules.says(), Standardisation.none(rules.values().width()), rules.seed())
                : rules;
        SortedMap<String, Figures> figures = new TreeMap<>();
        for (Baseline baseline : baselines) {
            Shipped<Baseline> shipped = new Shipped<>(context, baseline);
            try {
                OfBaseline decisions = new OfBaseline(decided, shipped, first(setup));
                JavaRDD<byte[]> answers = decided.bases() == null
                        ? measured.rdd().map(decisions)
                        : GenomeFigures.answers(measured, decisions.ofBases(), decided);
                figures.put(baseline.name(), merged(measured.count(), answers, decided));
            } finally {
                shipped.destroy();
            }
        }
        return figures;
    }

    /** The number of the first shard: those of all folds of a corpus differ, so that their figures can be merged. */
    static int first(RunSetup setup) {
        return setup.spec().data().folds().fold() * SHARDS_OF_A_FOLD;
    }

    private static Figures merged(int parts, JavaRDD<byte[]> answers, FigureRules rules) {
        Figures all = new Figures(rules);
        for (int first = 0; first < parts; first += AT_A_TIME) {
            int[] some = new int[Math.min(AT_A_TIME, parts - first)];
            for (int i = 0; i < some.length; i++) {
                some[i] = first + i;
            }
            for (List<byte[]> answer : answers.collectPartitions(some)) {
                ByteBuffer bytes = TaskAnswer.open(answer.get(0));
                byte[] encoded = new byte[bytes.remaining()];
                bytes.get(encoded);
                all.merge(Figures.fromBytes(rules, encoded));
            }
        }
        return all;
    }

    static byte[] answer(Figures figures) {
        byte[] encoded = figures.toBytes();
        byte[] answer = TaskAnswer.allocate(encoded.length);
        TaskAnswer.open(answer).put(encoded);
        return answer;
    }
}
