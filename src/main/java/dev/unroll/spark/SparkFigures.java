package dev.unroll.spark;

import dev.unroll.data.MiniBatch;
import dev.unroll.data.RecordContent;
import dev.unroll.data.Shard;
import dev.unroll.data.Standardisation;
import dev.unroll.data.Targets;
import dev.unroll.data.Turn;
import dev.unroll.data.TurnSpec;
import dev.unroll.nn.Network;
import dev.unroll.nn.PackedNetwork;
import dev.unroll.nn.Workspace;
import dev.unroll.spec.UsageException;
import dev.unroll.train.PackedPool;
import dev.unroll.train.Worker;
import dev.unroll.train.baseline.Baseline;
import dev.unroll.train.baseline.Fitting;
import dev.unroll.train.figures.FigureRules;
import dev.unroll.train.figures.Figures;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/** Measures a network, and what it has to beat, on shards of labelled records: one task a shard, merged in shard order. */
public final class SparkFigures {
    /** Shards whose figures are on the driver at a time. */
    private static final int AT_A_TIME = 64;

    private final JavaSparkContext context;
    private final RunSetup setup;
    private final FigureRules rules;

    /**
     * @param context of the application
     * @param setup what every task must know
     * @param rules what is measured
     */
    SparkFigures(JavaSparkContext context, RunSetup setup, FigureRules rules) {
        this.context = context;
        this.setup = setup;
        this.rules = rules;
    }

    /** Figures of a network with these weights. */
    public Figures ofNetwork(ShardSet shards, float[] weights) {
        Broadcast<RoundPayload> payload =
                context.broadcast(new RoundPayload(new Worker.Round(-1, 0, weights, new float[0][], 0)));
        try {
            return merged(shards, shards.rdd().map(new OfNetwork(setup, rules, payload)), rules);
        } finally {
            payload.destroy();
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
                JavaRDD<byte[]> answers = measured.rdd().map(new OfBaseline(decided, shipped));
                figures.put(baseline.name(), merged(measured, answers, decided));
            } finally {
                shipped.destroy();
            }
        }
        return figures;
    }

    private static Figures merged(ShardSet shards, JavaRDD<byte[]> answers, FigureRules rules) {
        Figures all = new Figures(rules);
        for (int first = 0; first < shards.count(); first += AT_A_TIME) {
            int[] some = new int[Math.min(AT_A_TIME, shards.count() - first)];
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

    private static byte[] answer(Figures figures) {
        byte[] encoded = figures.toBytes();
        byte[] answer = TaskAnswer.allocate(encoded.length);
        TaskAnswer.open(answer).put(encoded);
        return answer;
    }

    private static final class OfNetwork implements Function<Shard, byte[]> {
        private static final long serialVersionUID = 1L;

        private final RunSetup setup;
        private final FigureRules rules;
        private final Broadcast<RoundPayload> payload;

        OfNetwork(RunSetup setup, FigureRules rules, Broadcast<RoundPayload> payload) {
            this.setup = setup;
            this.rules = rules;
            this.payload = payload;
        }

        @Override
        public byte[] call(Shard shard) {
            try {
                return answer(figures(shard));
            } catch (UsageException e) {
                return TaskAnswer.of(e);
            }
        }

        private Figures figures(Shard shard) {
            ExecutorState state = ExecutorState.of(setup);
            Network network = state.scoringNetwork();
            PackedPool pool = state.scoringPool();
            Worker.Round round = payload.value().round();
            PackedNetwork packed = pool.acquire(network, round.number(), round.weights());
            Workspace work = pool.workspace(network);
            try {
                Figures figures = new Figures(rules);
                TurnSpec whole = new TurnSpec(
                        setup.spec().train().seed(), setup.spec().train().batch(), 0, setup.content());
                Turn turn = whole.turn(shard, 0);
                for (int w = 0; w < turn.windows(); w++) {
                    MiniBatch batch = turn.at(w);
                    Network.Window window = new Network.Window(batch, network.zeroCarry(batch.lanes()), null);
                    figures.add(shard.index(), batch, network.outputs(packed, window, work));
                }
                return figures;
            } finally {
                pool.release(work);
                pool.release(packed);
            }
        }
    }

    private static final class OfBaseline implements Function<Shard, byte[]> {
        private static final long serialVersionUID = 1L;

        private final FigureRules rules;
        private final Shipped<Baseline> baseline;

        OfBaseline(FigureRules rules, Shipped<Baseline> baseline) {
            this.rules = rules;
            this.baseline = baseline;
        }

        @Override
        public byte[] call(Shard shard) {
            Figures figures = new Figures(rules);
            for (int r = 0; r < shard.records(); r++) {
                figures.add(shard.index(), r, truth(shard, r), baseline.get().predict(shard, r));
            }
            return answer(figures);
        }

        /** The targets of a record as its source has them. */
        private static Targets truth(Shard shard, int record) {
            int length = shard.start(record + 1) - shard.start(record);
            int[] offsets = IntStream.rangeClosed(0, length).toArray();
            Standardisation none = Standardisation.none(shard.annotation().featureWidth());
            return new RecordContent.Labelled(none, Standardisation.none(0))
                    .fill(shard, new RecordContent.Window(offsets, new int[] {record}, new long[] {record}, 0, length))
                    .targets();
        }
    }
}
