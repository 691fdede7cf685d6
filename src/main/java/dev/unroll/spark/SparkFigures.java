package dev.unroll.spark;

import dev.unroll.data.MiniBatch;
import dev.unroll.data.RecordContent;
import dev.unroll.data.Shard;
import dev.unroll.data.Turn;
import dev.unroll.data.TurnSpec;
import dev.unroll.nn.Network;
import dev.unroll.nn.Outputs;
import dev.unroll.nn.PackedNetwork;
import dev.unroll.nn.Workspace;
import dev.unroll.spec.UsageException;
import dev.unroll.train.PackedPool;
import dev.unroll.train.Worker;
import dev.unroll.train.baseline.Baseline;
import dev.unroll.train.baseline.BaselineOutputs;
import dev.unroll.train.baseline.Fitting;
import dev.unroll.train.figures.FigureRules;
import dev.unroll.train.figures.Figures;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
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
            return merged(shards, shards.rdd().map(new OfNetwork(setup, rules, payload)));
        } finally {
            payload.destroy();
        }
    }

    /**
     * Figures of baselines by their names.
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
        SortedMap<String, Figures> figures = new TreeMap<>();
        for (Baseline baseline : baselines) {
            Shipped<Baseline> shipped = new Shipped<>(context, baseline);
            try {
                JavaRDD<byte[]> answers = measured.rdd().map(new OfBaseline(setup, rules, shipped));
                figures.put(baseline.name(), merged(measured, answers));
            } finally {
                shipped.destroy();
            }
        }
        return figures;
    }

    private Figures merged(ShardSet shards, JavaRDD<byte[]> answers) {
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

        private final RunSetup setup;
        private final FigureRules rules;
        private final Shipped<Baseline> baseline;

        OfBaseline(RunSetup setup, FigureRules rules, Shipped<Baseline> baseline) {
            this.setup = setup;
            this.rules = rules;
            this.baseline = baseline;
        }

        @Override
        public byte[] call(Shard shard) {
            Figures figures = new Figures(rules);
            BaselineOutputs outputs = new BaselineOutputs(setup.sizes().outputs(), rules.values());
            for (int r = 0; r < shard.records(); r++) {
                Outputs said = outputs.of(baseline.get().predict(shard, r));
                figures.add(shard.index(), record(shard, r), said);
            }
            return answer(figures);
        }

        private MiniBatch record(Shard shard, int number) {
            int length = shard.start(number + 1) - shard.start(number);
            int[] offsets = new int[length + 1];
            for (int t = 0; t <= length; t++) {
                offsets[t] = t;
            }
            RecordContent.Window window =
                    new RecordContent.Window(offsets, new int[] {number}, new long[] {number}, 0, length);
            return setup.content().fill(shard, window);
        }
    }
}
