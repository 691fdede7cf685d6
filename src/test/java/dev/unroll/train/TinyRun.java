package dev.unroll.train;

import dev.unroll.data.IntList;
import dev.unroll.data.MiniBatch;
import dev.unroll.data.Schedule;
import dev.unroll.data.Shard;
import dev.unroll.data.ShardSummary;
import dev.unroll.data.Turn;
import dev.unroll.data.TurnSpec;
import dev.unroll.data.Vocabulary;
import dev.unroll.io.CheckpointFolder;
import dev.unroll.io.LocalStore;
import dev.unroll.nn.InputPath;
import dev.unroll.nn.Loss;
import dev.unroll.nn.Network;
import dev.unroll.nn.Sizes;
import dev.unroll.spec.Conf;
import dev.unroll.spec.Spec;
import dev.unroll.spec.VocabularySpec.Unit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A character model over a made-up text, small enough to train in a blink. */
public final class TinyRun {
    public final Spec spec;
    public final Vocabulary vocabulary;
    public final List<Shard> shards = new ArrayList<>();
    public final Network network;
    public final Schedule schedule;
    public long units;

    /** @param settings {@code key=value} over those below */
    public TinyRun(String... settings) {
        this(List.of(249, 249, 250, 249, 250), settings);
    }

    /**
     * @param lengths units of each shard
     * @param settings {@code key=value} over those below
     */
    public TinyRun(List<Integer> lengths, String... settings) {
        Map<String, String> keys = new TreeMap<>(Map.of(
                "task", "language-model",
                "data.train", "made-up",
                "output.model", "nowhere",
                "vocabulary.unit", "char",
                "network.cell", "lstm",
                "network.hidden", "13",
                "train.workers", "3",
                "train.batch", "4",
                "train.steps", "7",
                "train.rate", "0.01"));
        for (String setting : settings) {
            keys.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        spec = Spec.from(Conf.of(keys));
        vocabulary = Vocabulary.of(Unit.CHAR, List.of("<unk>", " ", "a", "b", "c", "d", "e", "\n"));
        String text = "a bad cab, ade dead bee\nabc bed add a face\n".repeat(29);
        int before = MiniBatch.NONE;
        for (int length : lengths) {
            IntList ids = new IntList();
            for (int i = 0; i < length; i++) {
                ids.add(vocabulary.codePoint(text.charAt((int) units + i)));
            }
            shards.add(Shard.ofStream(shards.size(), vocabulary, before, ids));
            before = ids.get(length - 1);
            units += length;
        }
        Sizes sizes = Sizes.ofUnits(vocabulary.size());
        InputPath path = InputPath.training(
                spec.network(), sizes, spec.train().batch(), spec.train().steps());
        network = new Network(spec.network(), sizes, path);
        TurnSpec turn = TurnSpec.of(spec);
        schedule = Schedule.of(
                spec, shards.stream().map(shard -> ShardSummary.of(shard, turn)).toList());
    }

    /** Rounds in threads. */
    public LocalRounds rounds(int threads) {
        return new LocalRounds(worker(), spec.train().workers(), part -> turn(part.shard()), threads);
    }

    /** A worker with a pool of its own. */
    Worker worker() {
        return new Worker(network, spec.train(), new PackedPool());
    }

    /** The mini-batches of a shard, which are those of a stream and the same in every epoch. */
    Turn turn(int shard) {
        return TurnSpec.of(spec).turn(shards.get(shard), 0);
    }

    /** The first weights. */
    float[] weights() {
        return network.initialWeights(spec.train().seed());
    }

    /** The loss of a shard. */
    Loss loss(float[] weights, int shard) {
        return Scoring.loss(network, new PackedPool(), new Worker.Round(0, 0, weights, new float[0][], 0), turn(shard));
    }

    /** The training loss of the last shard, which is as good as any. */
    public Loss evaluate(float[] weights) {
        return loss(weights, shards.size() - 1);
    }

    /** A training over these rounds, checkpoints in {@code folder}. */
    public Training training(Rounds rounds, Path folder, TrainingListener... listeners) {
        return training(rounds, this::evaluate, folder, listeners);
    }

    /** A training that is told how good its weights are. */
    Training training(Rounds rounds, Evaluation evaluation, Path folder, TrainingListener... listeners) {
        TrainingState state = new TrainingState(spec.train(), weights(), schedule.start());
        Training.Setting setting = new Training.Setting(
                network.layout(),
                schedule,
                units,
                rounds,
                evaluation,
                checkpoints(folder),
                new Training.Identity(Map.of(), Map.of()));
        return new Training(spec.train(), setting, state, List.of(listeners));
    }

    /** Those of a training in {@code folder}. */
    static CheckpointFolder checkpoints(Path folder) {
        return new CheckpointFolder(new LocalStore(folder), "checkpoints", 3);
    }
}
