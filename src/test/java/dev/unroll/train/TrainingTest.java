package dev.unroll.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingTest {
    private static final String ADAM =
            "train.optimizer=adam network.dropout=0.2 network.recurrent-dropout=0.1 train.ema=0.9 train.clip-norm=1"
                    + " train.schedule=plateau train.schedule.patience=1";

    @TempDir
    Path folder;

    private static String[] settings(String line) {
        return line.split(" ");
    }

    private float[] weights(TinyRun run, int threads, String name) throws Exception {
        try (LocalRounds rounds = run.rounds(threads)) {
            return run.training(rounds, folder.resolve(name)).run().weights.clone();
        }
    }

    @Test
    void itLearns() throws Exception {
        TinyRun run = new TinyRun(settings("train.epochs=14 train.rate=0.02 train.optimizer=adam"));
        double before = run.evaluate(run.network.initialWeights(1)).mean();
        TrainingState state;
        try (LocalRounds rounds = run.rounds(2)) {
            state = run.training(rounds, folder.resolve("learn")).run();
        }
        assertTrue(before > 1.9, "before " + before);
        assertTrue(state.bestMetric() < 0.6, "after " + state.bestMetric());
        assertEquals(run.evaluate(state.result()).mean(), state.bestMetric());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train.sync.local-steps=1",
                "train.sync.local-steps=4",
                "train.sync.local-steps=4 train.sync.inner-state=reset",
                "train.sync.local-steps=3 train.sync.outer-momentum=0.9 train.sync.outer-rate=0.7",
                "train.sync.local-steps=1 network.embedding=5 train.carry=turn-local",
                "train.sync.local-steps=1 network.cell=gru network.layers=2 train.workers=1",
            })
    void threadsDoNotChangeABit(String line) throws Exception {
        TinyRun run = new TinyRun(settings("train.rounds=23 " + ADAM + " " + line));
        assertArrayEquals(weights(run, 1, "one"), weights(run, 4, "four"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void aTrainingThatIsResumedAnywhereEndsInTheSameWeights(int localSteps) throws Exception {
        String line = ADAM + " train.evaluate-every=5 train.patience=9 train.checkpoint-every=4 train.sync.local-steps="
                + localSteps;
        TinyRun whole = new TinyRun(settings("train.rounds=21 " + line));
        float[] expected = weights(whole, 2, "whole");
        for (int stop = 3; stop <= 19; stop += 4) {
            Path place = folder.resolve("stopped" + stop);
            weights(new TinyRun(settings("train.rounds=" + stop + " " + line)), 1, "stopped" + stop);
            try (LocalRounds rounds = whole.rounds(2)) {
                Training training = whole.training(rounds, place);
                training.restore(TinyRun.checkpoints(place).newest().orElseThrow());
                assertArrayEquals(expected, training.run().weights, "stopped after round " + stop);
            }
        }
    }

    @Test
    void everyUnitOfAnEpochIsATargetOnce() throws Exception {
        TinyRun run = new TinyRun(settings("train.epochs=2"));
        Diary diary = new Diary();
        try (LocalRounds rounds = run.rounds(1)) {
            run.training(rounds, folder.resolve("epochs"), diary).run();
        }
        assertEquals(
                2 * run.units,
                diary.rounds.stream()
                        .mapToLong(TrainingListener.RoundEnd::units)
                        .sum());
    }

    /** Training goes through an epoch as {@link Scoring} goes through its shards if the weights stand still. */
    @ParameterizedTest
    @ValueSource(
            strings = {"train.sync.local-steps=1", "train.sync.local-steps=4", "train.workers=2 train.optimizer=sgd"})
    void theStateIsCarriedFromRoundToRound(String line) throws Exception {
        String still = "train.epochs=1 train.rate=1e-30 " + line;
        TinyRun run = new TinyRun(settings(still));
        double whole = 0;
        for (int shard = 0; shard < run.shards.size(); shard++) {
            whole += run.loss(run.weights(), shard).sum();
        }
        assertEquals(whole, lossOfAnEpoch(run, "kept"), 1e-9 * whole);
        double cut = lossOfAnEpoch(new TinyRun(settings(still + " train.carry=turn-local")), "cut");
        assertTrue(Math.abs(cut - whole) > 1e-5 * whole, cut + " and with the state " + whole);
    }

    private double lossOfAnEpoch(TinyRun run, String name) throws Exception {
        Diary diary = new Diary();
        try (LocalRounds rounds = run.rounds(2)) {
            run.training(rounds, folder.resolve(name), diary).run();
        }
        return diary.rounds.stream()
                .mapToDouble(end -> end.loss() * end.units())
                .sum();
    }

    @Test
    void metricsComeInOrder() throws Exception {
        TinyRun run = new TinyRun(settings("train.rounds=7 train.evaluate-every=2 train.checkpoint-every=3"));
        Diary diary = new Diary();
        try (LocalRounds rounds = run.rounds(1)) {
            run.training(rounds, folder.resolve("events"), diary).run();
        }
        assertEquals(
                List.of("evaluated 2", "saved 3", "evaluated 4", "evaluated 6", "saved 6", "saved 7", "evaluated 7"),
                diary.events);
    }
}
