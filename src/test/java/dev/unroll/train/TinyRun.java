package dev.unroll.train;

import dev.unroll.data.IntList;
import dev.unroll.data.MiniBatch;
import dev.unroll.data.Schedule;
import dev.unroll.data.Shard;
import dev.unroll.data.ShardSummary;
import dev.unroll.data.TurnSpec;
import dev.unroll.data.Vocabulary;
import dev.unroll.io.CheckpointFolder;
import dev.unroll.io.LocalStore;
import dev.unroll.nn.InputPath;
import dev.unroll.nn.Loss;
import dev.unroll.nn.Network;
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
        int count = 5;
        for (int s = 0; s < count; s++) {
            IntList ids = new IntList();
            int from = text.length() * s / count;
            int to = text.length() * (s + 1) / count;
            for (int i = from; i < to; i++) {
                ids.add(vocabulary.codePoint(text.charAt(i)));
            }
            shards.add(Shard.ofStream(s, vocabulary, before, ids));
            before = ids.get(ids.size() - 1);
            units += ids.size();
        }
        InputPath path = InputPath.training(
                spec.network(),
                vocabulary.size(),
                spec.train().batch(),
                spec.train().steps());
        network = new Network(spec.network(), vocabulary.size(), path);
        TurnSpec turn = TurnSpec.of(spec);
        schedule = Schedule.of(
                spec, shards.stream().map(shard -> ShardSummary.of(shard, turn)).toList());
    }

    /** Rounds in threads. */
    public LocalRounds rounds(int threads) {
        TurnSpec turn = TurnSpec.of(spec);
        return new LocalRounds(
                new Worker(network, spec.train(), new PackedPool()),
                spec.train().workers(),
                part -> turn.turn(shards.get(part.shard()), part.epoch()),
                threads);
    }

    /** The training loss of shard 4, which is as good as any. */
    public Loss evaluate(float[] weights) {
        return Scoring.loss(
                network,
                new PackedPool(),
                new Worker.Round(0, 0, weights, new float[0][], 0),
                TurnSpec.of(spec).turn(shards.get(4), 0));
    }

    /** A training over these rounds, checkpoints in {@code folder}. */
    public Training training(Rounds rounds, Path folder, TrainingListener... listeners) {
        TrainingState state = new TrainingState(
                spec.train(), network.initialWeights(spec.train().seed()), schedule.start());
        Training.Setting setting = new Training.Setting(
                network.layout(),
                schedule,
                units,
                rounds,
                this::evaluate,
                new CheckpointFolder(new LocalStore(folder), "checkpoints", 3),
                new Training.Identity(Map.of(), Map.of()));
        return new Training(spec.train(), setting, state, List.of(listeners));
    }
}
