package dev.unroll.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.io.CheckpointFolder;
import dev.unroll.io.LocalStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
            CheckpointFolder checkpoints = new CheckpointFolder(new LocalStore(place), "checkpoints", 3);
            try (LocalRounds rounds = whole.rounds(2)) {
                Training training = whole.training(rounds, place);
                training.restore(checkpoints.newest().orElseThrow());
                assertArrayEquals(expected, training.run().weights, "stopped after round " + stop);
            }
        }
    }

    @Test
    void everyUnitOfAnEpochIsATargetOnce() throws Exception {
        TinyRun run = new TinyRun(settings("train.epochs=2"));
        List<Long> units = new ArrayList<>();
        try (LocalRounds rounds = run.rounds(1)) {
            run.training(rounds, folder.resolve("epochs"), new Counting(units, new ArrayList<>()))
                    .run();
        }
        assertEquals(2 * run.units, units.stream().mapToLong(Long::longValue).sum());
    }

    @Test
    void aNumberThatIsNotFiniteStopsTheTrainingAndNamesItsPlace() throws Exception {
        TinyRun run = new TinyRun(settings("train.rounds=9 train.checkpoint-every=1"));
        try (LocalRounds rounds = run.rounds(1)) {
            Path place = folder.resolve("broken");
            Training training = run.training(breaking(rounds, 4), place);
            TrainingException stop = assertThrows(TrainingException.class, training::run);
            assertTrue(stop.getMessage().contains("round=5"), stop.getMessage());
            assertTrue(stop.getMessage().contains("slot=layer0.forward.update.W"), stop.getMessage());
            assertEquals(
                    4,
                    new CheckpointFolder(new LocalStore(place), "checkpoints", 3)
                            .newest()
                            .orElseThrow()
                            .round());
        }
    }

    @Test
    void aRoundThatIsNotFiniteCanBeLeftOut() throws Exception {
        TinyRun run = new TinyRun(settings("train.rounds=9 train.non-finite=skip-round"));
        List<String> skipped = new ArrayList<>();
        try (LocalRounds rounds = run.rounds(1)) {
            TrainingState state = run.training(
                            breaking(rounds, 4), folder.resolve("skip"), new Counting(new ArrayList<>(), skipped))
                    .run();
            assertEquals(9, state.round());
            for (float weight : state.weights) {
                assertTrue(Float.isFinite(weight));
            }
        }
        assertEquals(List.of("5 slot=layer0.forward.update.W value=NaN"), skipped);
    }

    /** Puts a NaN into the sum of one round. */
    private static Rounds breaking(Rounds rounds, long number) {
        return (round, parts) -> {
            Rounds.Outcome outcome = rounds.run(round, parts);
            if (round.number() == number) {
                outcome.sum().values()[3] = Float.NaN;
            }
            return outcome;
        };
    }

    @Test
    void metricsComeInOrder() throws Exception {
        TinyRun run = new TinyRun(settings("train.rounds=6 train.evaluate-every=2 train.checkpoint-every=3"));
        List<String> events = new ArrayList<>();
        try (LocalRounds rounds = run.rounds(1)) {
            run.training(rounds, folder.resolve("events"), new Counting(new ArrayList<>(), new ArrayList<>()) {
                        @Override
                        public void evaluated(EvaluationEnd end) {
                            events.add("evaluated " + end.round());
                        }

                        @Override
                        public void saved(long round) {
                            events.add("saved " + round);
                        }
                    })
                    .run();
        }
        assertEquals(List.of("evaluated 2", "saved 3", "evaluated 4", "evaluated 6", "saved 6"), events);
        assertFalse(Files.exists(folder.resolve("nowhere")));
    }

    /** Keeps what it is told. */
    private static class Counting implements TrainingListener {
        private final List<Long> units;
        private final List<String> skipped;

        Counting(List<Long> units, List<String> skipped) {
            this.units = units;
            this.skipped = skipped;
        }

        @Override
        public void roundEnded(RoundEnd end) {
            units.add(end.units());
        }

        @Override
        public void evaluated(EvaluationEnd end) {}

        @Override
        public void skipped(long round, String what) {
            skipped.add(round + " " + what);
        }

        @Override
        public void saved(long round) {}
    }
}
