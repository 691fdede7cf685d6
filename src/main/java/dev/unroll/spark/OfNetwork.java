package dev.unroll.spark;

import dev.unroll.data.MiniBatch;
import dev.unroll.data.RecordContent;
import dev.unroll.data.Shard;
import dev.unroll.data.Targets;
import dev.unroll.data.Turn;
import dev.unroll.data.TurnSpec;
import dev.unroll.data.format.ReverseComplement;
import dev.unroll.nn.Network;
import dev.unroll.nn.Outputs;
import dev.unroll.nn.PackedNetwork;
import dev.unroll.nn.Workspace;
import dev.unroll.spec.UsageException;
import dev.unroll.train.PackedPool;
import dev.unroll.train.Worker;
import dev.unroll.train.figures.FigureRules;
import dev.unroll.train.figures.Figures;
import dev.unroll.train.figures.MeasuredBases;
import dev.unroll.train.scoring.BothStrands;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/** Figures of a network on a shard. */
final class OfNetwork implements Function<Shard, byte[]> {
    private static final long serialVersionUID = 1L;

    private final RunSetup setup;
    private final FigureRules rules;
    private final Broadcast<RoundPayload> payload;
    private final Shipped<Strands> strands;

    /** How records are read on their other strand; null: they are not. */
    record Strands(@Nullable ReverseComplement other) implements Serializable {}

    OfNetwork(RunSetup setup, FigureRules rules, Broadcast<RoundPayload> payload, Shipped<Strands> strands) {
        this.setup = setup;
        this.rules = rules;
        this.payload = payload;
        this.strands = strands;
    }

    @Override
    public byte[] call(Shard shard) {
        try {
            Figures figures = new Figures(rules);
            speak(answers -> {
                Turn turn = whole().turn(shard, 0);
                Turn opposite = whole().turn(answers.opposite(shard), 0);
                for (int w = 0; w < turn.windows(); w++) {
                    int window = w;
                    MiniBatch batch = turn.at(w);
                    figures.add(
                            SparkFigures.first(setup) + shard.index(),
                            batch,
                            answers.of(batch, () -> opposite.at(window)));
                }
            });
            return SparkFigures.answer(figures);
        } catch (UsageException e) {
            return TaskAnswer.of(e);
        }
    }

    private TurnSpec whole() {
        return new TurnSpec(setup.spec().train().seed(), setup.spec().train().batch(), 0, setup.content());
    }

    private void speak(Consumer<Speech> use) {
        ExecutorState state = ExecutorState.of(setup);
        Network network = state.scoringNetwork();
        PackedPool pool = state.scoringPool();
        Worker.Round round = payload.value().round();
        PackedNetwork packed = pool.acquire(network, round.number(), round.weights());
        Workspace work = pool.workspace(network);
        try {
            use.accept(new Speech(network, packed, work, strands.get().other()));
        } finally {
            pool.release(work);
            pool.release(packed);
        }
    }

    /** The network while it speaks. */
    private record Speech(
            Network network,
            PackedNetwork packed,
            Workspace work,
            @Nullable ReverseComplement other) {
        /** A mini-batch that is made when it is wanted. */
        @FunctionalInterface
        private interface Lazy {
            MiniBatch get();
        }

        Shard opposite(Shard shard) {
            return other == null ? shard : shard.reversed(other.units(), other.mixed());
        }

        private Outputs of(MiniBatch batch) {
            return network.outputs(packed, new Network.Window(batch, network.zeroCarry(batch.lanes()), null), work);
        }

        /** What is said of whole records; {@code opposite} are the same on their other strand. */
        Outputs of(MiniBatch batch, Lazy opposite) {
            Outputs here = of(batch);
            if (other == null) {
                return here;
            }
            Outputs kept = new Outputs(
                    here.width(), here.values().clone(), here.labels().clone(), here.losses(), here.loss());
            return BothStrands.mean(batch, kept, of(opposite.get()), other.labels());
        }
    }

    /** What it says of bases. */
    GenomeFigures.Speaker ofBases() {
        return new OfBases(this);
    }

    private static final class OfBases implements GenomeFigures.Speaker {
        private static final long serialVersionUID = 1L;

        private final OfNetwork network;

        OfBases(OfNetwork network) {
            this.network = network;
        }

        @Override
        public List<MeasuredBases> bases(Shard shard) {
            List<MeasuredBases> bases = new ArrayList<>();
            network.speak(answers -> {
                Shard opposite = answers.opposite(shard);
                for (RecordContent.Window window : windows(shard)) {
                    MiniBatch batch = network.setup.content().fill(shard, window);
                    Outputs said =
                            answers.of(batch, () -> network.setup.content().fill(opposite, window));
                    for (int lane = 0; lane < batch.lanes(); lane++) {
                        String key = shard.annotation().keys()[window.records()[lane]];
                        add(key, batch, said, lane, bases);
                    }
                }
            });
            return bases;
        }

        /** The records of a shard in mini-batches, longest first. */
        private List<RecordContent.Window> windows(Shard shard) {
            long[] order = new long[shard.records()];
            for (int r = 0; r < order.length; r++) {
                order[r] = (long) (Integer.MAX_VALUE - length(shard, r)) << 32 | r;
            }
            Arrays.sort(order);
            List<RecordContent.Window> windows = new ArrayList<>();
            int batch = network.setup.spec().train().batch();
            for (int from = 0; from < order.length; from += batch) {
                int[] records = new int[Math.min(batch, order.length - from)];
                long[] ids = new long[records.length];
                for (int i = 0; i < records.length; i++) {
                    records[i] = (int) order[from + i];
                    ids[i] = records[i];
                }
                windows.add(window(shard, records, ids));
            }
            return windows;
        }

        private static RecordContent.Window window(Shard shard, int[] records, long[] ids) {
            int longest = length(shard, records[0]);
            int[] offsets = new int[longest + 1];
            int active = records.length;
            for (int t = 0; t < longest; t++) {
                while (length(shard, records[active - 1]) <= t) {
                    active--;
                }
                offsets[t + 1] = offsets[t] + active;
            }
            return new RecordContent.Window(offsets, records, ids, 0, longest);
        }

        private static int length(Shard shard, int record) {
            return shard.start(record + 1) - shard.start(record);
        }

        private static void add(String key, MiniBatch batch, Outputs said, int lane, List<MeasuredBases> bases) {
            int steps = 0;
            while (steps < batch.steps() && batch.active(steps) > lane) {
                steps++;
            }
            int k = said.width();
            float[] values = new float[steps * k];
            int[] labels = new int[said.labels().length == 0 ? 0 : steps];
            int[] ids = new int[batch.targets() instanceof Targets.Classes ? steps : 0];
            float[] wanted = new float[ids.length == 0 ? steps * k : 0];
            for (int t = 0; t < steps; t++) {
                int row = batch.offset(t) + lane;
                System.arraycopy(said.values(), row * k, values, t * k, k);
                if (labels.length > 0) {
                    labels[t] = said.labels()[row];
                }
                if (ids.length > 0) {
                    ids[t] = batch.classes()[row];
                } else {
                    System.arraycopy(batch.values(), row * k, wanted, t * k, k);
                }
            }
            Targets truth = ids.length > 0
                    ? new Targets.Classes(Targets.Level.STEP, ids)
                    : new Targets.Values(Targets.Level.STEP, k, wanted);
            GenomeFigures.core(key, truth, values, labels).ifPresent(bases::add);
        }
    }
}
