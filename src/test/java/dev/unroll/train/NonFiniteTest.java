package dev.unroll.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.nn.Carry;
import dev.unroll.nn.Layout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of NaN and infinity. */
class NonFiniteTest {
    private static final int BROKEN_ROUND = 3;
    private static final int BROKEN_WORKER = 1;
    private static final String SKIP =
            "network.cell=rnn train.ema=0.9 train.non-finite=skip-round train.evaluate-every=99 ";

    @TempDir
    Path folder;

    private static TinyRun tiny(String settings) {
        return new TinyRun(settings.trim().split(" +"));
    }

    private String stop(TinyRun run, Rounds rounds) {
        Training training = run.training(rounds, folder.resolve("stopped"));
        return assertThrows(TrainingException.class, training::run).getMessage();
    }

    @Test
    void aSumThatIsNotFiniteStopsTheTrainingAndNamesItsSlot() throws Exception {
        TinyRun run = tiny("train.rounds=9 train.checkpoint-every=1");
        try (LocalRounds rounds = run.rounds(1)) {
            String message = stop(run, breaking(rounds));
            assertEquals(
                    "training is not finite: round=4 slot=layer0.forward.update.W value=NaN; hint: lower train.rate or"
                            + " train.clip-norm, or set train.non-finite=skip-round; the checkpoint of round 3 is good",
                    message);
        }
        assertEquals(
                BROKEN_ROUND,
                TinyRun.checkpoints(folder.resolve("stopped"))
                        .newest()
                        .orElseThrow()
                        .round());
    }

    @Test
    void aRoundWhoseSumIsNotFiniteCanBeLeftOut() throws Exception {
        TinyRun run = tiny("train.rounds=9 train.non-finite=skip-round");
        Diary diary = new Diary();
        try (LocalRounds rounds = run.rounds(1)) {
            TrainingState state = run.training(breaking(rounds), folder.resolve("skip"), diary)
                    .run();
            assertEquals(9, state.round());
            for (float weight : state.weights) {
                assertTrue(Float.isFinite(weight));
            }
        }
        assertEquals(List.of("4 slot=layer0.forward.update.W value=NaN"), diary.skipped);
    }

    /** Puts a NaN into the sum of one round. */
    private static Rounds breaking(Rounds rounds) {
        return (round, parts) -> {
            Rounds.Outcome outcome = rounds.run(round, parts);
            if (round.number() == BROKEN_ROUND) {
                outcome.sum().values()[3] = Float.NaN;
            }
            return outcome;
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aLossThatIsNotFiniteNamesWorkerShardAndSlot(int localSteps) throws Exception {
        TinyRun run = tiny("train.rounds=9 train.clip-norm=0 train.sync.local-steps=" + localSteps);
        int shard = run.schedule
                .plan(run.schedule.start())
                .work()
                .get(BROKEN_WORKER)
                .shard();
        try (LocalRounds rounds = run.rounds(1)) {
            String message = stop(run, (round, parts) -> rounds.run(round, withNaN(run, parts)));
            assertEquals(
                    "training is not finite: round=2 worker=1 shard=" + shard
                            + (localSteps == 1 ? "" : " local-step=0")
                            + " loss=NaN slot=layer0.forward.update.W value=NaN; hint: lower train.rate, set"
                            + " train.clip-norm, or set train.non-finite=skip-round",
                    message);
        }
    }

    /** Parts that worker 1 begins from a state that is no number, as soon as it has one. */
    private static List<Worker.Part> withNaN(TinyRun run, List<Worker.Part> parts) {
        List<Worker.Part> broken = new ArrayList<>(parts);
        Worker.Part part = parts.get(BROKEN_WORKER);
        if (part.carry().length > 0) {
            Carry carry = Carry.fromBytes(part.carry());
            carry.states()[0][0] = Float.NaN;
            broken.set(BROKEN_WORKER, withCarry(part, carry.toBytes()));
        }
        return broken;
    }

    private static Worker.Part withCarry(Worker.Part part, byte[] carry) {
        return new Worker.Part(part.worker(), part.shard(), part.epoch(), part.first(), part.count(), carry);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aSkippedRoundMovesTheCursorAndTakesTheStateOfTheWorkerConcerned(int localSteps) throws Exception {
        String line = SKIP + "train.sync.local-steps=" + localSteps;
        TinyRun run = tiny(line + " train.rounds=" + (BROKEN_ROUND + 1));
        TrainingState before = whole(tiny(line + " train.rounds=" + BROKEN_ROUND));
        Diary diary = new Diary();
        try (OneExplodes rounds = new OneExplodes(run)) {
            TrainingState after =
                    run.training(rounds, folder.resolve("skipped"), diary).run();
            assertArrayEquals(before.weights, after.weights);
            for (int s = 0; s < before.optimizer.state().length; s++) {
                assertArrayEquals(before.optimizer.state()[s], after.optimizer.state()[s]);
            }
            assertEquals(before.optimizer.steps(), after.optimizer.steps());
            assertArrayEquals(before.smoothed(), after.smoothed());
            assertEquals(before.units(), after.units());
            assertEquals(run.schedule.plan(before.cursor).next(), after.cursor);
            for (int w = 0; w < after.carries.length; w++) {
                assertTrue(before.carries[w].length > 0);
                assertEquals(w == BROKEN_WORKER, after.carries[w].length == 0, "worker " + w);
            }
        }
        assertEquals(1, diary.skipped.size());
        String skipped = diary.skipped.get(0);
        assertTrue(skipped.startsWith("4 worker=1 shard="), skipped);
        assertTrue(skipped.contains(" slot=layer0.forward.a.W value="), skipped);
        assertEquals(localSteps > 1, skipped.contains(" local-step=0 "), skipped);
        assertFalse(skipped.contains("loss="), "the loss was finite: " + skipped);
    }

    @Test
    void theStateOfAWorkerThatIsNamedIsNeverKept() throws Exception {
        TinyRun run = tiny(SKIP + "train.rounds=2");
        Diary diary = new Diary();
        try (LocalRounds rounds = run.rounds(1)) {
            Rounds naming = (round, parts) -> {
                Rounds.Outcome outcome = rounds.run(round, parts);
                List<Rounds.Fault> faults = List.of(new Rounds.Fault(0, "x=1"), new Rounds.Fault(2, "x=2"));
                return new Rounds.Outcome(outcome.sum(), outcome.carries(), round.number() == 1 ? faults : List.of());
            };
            TrainingState state =
                    run.training(naming, folder.resolve("named"), diary).run();
            assertEquals(0, state.carries[0].length);
            assertTrue(state.carries[1].length > 0);
            assertEquals(0, state.carries[2].length);
        }
        assertEquals(List.of("2 worker=0 x=1, worker=2 x=2"), diary.skipped);
    }

    private TrainingState whole(TinyRun run) throws Exception {
        try (LocalRounds rounds = run.rounds(2)) {
            return run.training(rounds, folder.resolve("whole")).run();
        }
    }

    /**
     * In one round one worker has weights under which loss and state are finite and the gradient is not: the state stays 0 and the
     * gradient grows by 1e10 with each step back.
     */
    private static final class OneExplodes implements Rounds, AutoCloseable {
        private final TinyRun run;
        private final LocalRounds rounds;

        OneExplodes(TinyRun run) {
            this.run = run;
            this.rounds = run.rounds(1);
        }

        @Override
        public Outcome run(Worker.Round round, List<Worker.Part> parts) {
            if (round.number() != BROKEN_ROUND) {
                return rounds.run(round, parts);
            }
            Worker.Round explosive = new Worker.Round(
                    round.number(), round.rate(), explosiveWeights(), round.innerState(), round.innerSteps());
            Collector collector = new Collector(run.spec.train().workers(), parts);
            Worker sound = run.worker();
            for (Worker.Part part : parts) {
                collector.add(
                        part.worker() == BROKEN_WORKER
                                ? run.worker().run(explosive, withCarry(part, new byte[0]), run.turn(part.shard()))
                                : sound.run(round, part, run.turn(part.shard())));
            }
            return collector.outcome();
        }

        private float[] explosiveWeights() {
            Layout layout = run.network.layout();
            float[] weights = new float[layout.size()];
            Layout.Slot output = layout.slot("output.W");
            for (int i = 0; i < output.size(); i++) {
                weights[output.offset() + i] = (i % 7 - 3) * 0.1f;
            }
            Layout.Slot recurrent = layout.slot("layer0.forward.a.W");
            for (int j = 0; j < run.spec.network().hidden(); j++) {
                weights[recurrent.offset() + j * recurrent.shape().get(1) + j] = 1e10f;
            }
            return weights;
        }

        @Override
        public void close() {
            rounds.close();
        }
    }
}
