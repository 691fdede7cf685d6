package dev.unroll.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.io.Checkpoint;
import dev.unroll.nn.Loss;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which weights are kept, when the rate falls and when training ends, by what evaluations say. */
class SelectionTest {
    /** Nobody may choose by an evaluation that an uninterrupted training would not have had. */
    private static final double BETTER_THAN_ANY = 0.01;

    private static final int LAST = 24;

    @TempDir
    Path folder;

    /** What a training came to and how. */
    private record Course(TrainingState state, Script script) {}

    /** Says of the weights after each round what it was told to. */
    private static final class Script extends Diary implements Evaluation {
        final Map<Long, Double> nats;
        final Map<Long, float[]> measured = new TreeMap<>();
        private long round;

        /** @param nats by round; in other rounds the weights are better than any */
        Script(Map<Long, Double> nats) {
            this.nats = nats;
        }

        @Override
        public void roundEnded(RoundEnd end) {
            super.roundEnded(end);
            round = end.round();
        }

        @Override
        public Loss measure(float[] weights) {
            measured.put(round, weights);
            return new Loss(10 * nats.getOrDefault(round, BETTER_THAN_ANY), 10);
        }
    }

    private static Script every(int rounds, double... nats) {
        Map<Long, Double> script = new TreeMap<>();
        for (int i = 0; i < nats.length; i++) {
            script.put((i + 1L) * rounds, nats[i]);
        }
        return new Script(script);
    }

    private static TinyRun tiny(int rounds, String settings) {
        return new TinyRun(("train.rounds=" + rounds + " train.checkpoint-every=5 " + settings).split(" "));
    }

    private Course train(TinyRun run, Script script, String name) throws Exception {
        try (LocalRounds rounds = run.rounds(2)) {
            return new Course(
                    run.training(rounds, script, folder.resolve(name), script).run(), script);
        }
    }

    /** The same training, stopped after so many rounds and gone on with. */
    private Course resumed(int stop, String settings, Script script) throws Exception {
        String name = "stopped" + stop;
        train(tiny(stop, settings), new Script(script.nats), name);
        TinyRun run = tiny(LAST, settings);
        Script rest = new Script(script.nats);
        try (LocalRounds rounds = run.rounds(1)) {
            Training training = run.training(rounds, rest, folder.resolve(name), rest);
            Checkpoint checkpoint =
                    TinyRun.checkpoints(folder.resolve(name)).newest().orElseThrow();
            assertEquals(stop, checkpoint.round());
            training.restore(checkpoint);
            rest.round = stop;
            return new Course(training.run(), rest);
        }
    }

    private static void assertSame(Course whole, Course resumed, String message) {
        assertEquals(whole.state().round(), resumed.state().round(), message);
        assertEquals(whole.state().bestRound(), resumed.state().bestRound(), message);
        assertEquals(whole.state().bestMetric(), resumed.state().bestMetric(), message);
        assertEquals(whole.state().plateau.state(), resumed.state().plateau.state(), message);
        assertEquals(whole.state().sinceBest, resumed.state().sinceBest, message);
        assertArrayEquals(whole.state().weights, resumed.state().weights, message);
        assertArrayEquals(whole.state().result(), resumed.state().result(), message);
        int rounds = resumed.script().rounds.size();
        List<TrainingListener.RoundEnd> all = whole.script().rounds;
        assertEquals(all.subList(all.size() - rounds, all.size()), resumed.script().rounds, message);
    }

    private void assertSameWhereverItStops(Course whole, String settings) throws Exception {
        for (int stop = 1; stop < whole.state().round(); stop += 2) {
            assertSame(whole, resumed(stop, settings, whole.script()), "stopped after round " + stop);
        }
    }

    @Test
    void trainingEndsWhenNothingHasImprovedForSoLong() throws Exception {
        String settings = "train.evaluate-every=3 train.patience=3";
        Script script = every(3, 3, 2, 2.5, Double.NaN, 2, 1, 1, 1);
        Course whole = train(tiny(LAST, settings), script, "whole");
        assertEquals(15, whole.state().round(), "equal is no improvement, and no number is none");
        assertEquals(6, whole.state().bestRound());
        assertEquals(2, whole.state().bestMetric());
        assertArrayEquals(script.measured.get(6L), whole.state().result());
        assertEquals(
                List.of(true, true, false, false, false),
                script.evaluations.stream()
                        .map(TrainingListener.EvaluationEnd::best)
                        .toList());
        assertSameWhereverItStops(whole, settings);
    }

    @Test
    void anImprovementBeginsThePatienceAnew() throws Exception {
        String settings = "train.evaluate-every=3 train.patience=2";
        Course whole = train(tiny(LAST, settings), every(3, 3, 4, 2, 2.5, 1, Double.NaN, 1.5, 0.5), "whole");
        assertEquals(21, whole.state().round());
        assertEquals(15, whole.state().bestRound());
        assertSameWhereverItStops(whole, settings);
    }

    @Test
    void aPlateauLowersTheRate() throws Exception {
        String settings = "train.evaluate-every=3 train.schedule=plateau train.schedule.patience=2"
                + " train.schedule.factor=0.25 train.rate=0.5 train.optimizer=sgd";
        Course whole = train(tiny(LAST, settings), every(3, 3, 3.5, Double.NaN, 2, 2.5, 2.5, 2.5, 2.5), "whole");
        List<Double> rates = new ArrayList<>();
        for (int r = 0; r < LAST; r += 3) {
            List<TrainingListener.RoundEnd> between = whole.script().rounds.subList(r, r + 3);
            assertEquals(
                    1,
                    between.stream()
                            .map(TrainingListener.RoundEnd::rate)
                            .distinct()
                            .count());
            rates.add(between.get(0).rate());
        }
        assertEquals(List.of(0.5, 0.5, 0.5, 0.125, 0.125, 0.125, 0.03125, 0.03125), rates);
        assertEquals(0.5 / 64, 0.5 * whole.state().plateau.factor(), "the last evaluation counts too");
        assertEquals(12, whole.state().bestRound());
        assertSameWhereverItStops(whole, settings);
    }

    @Test
    void weightsMeasuredOnlyBecauseTrainingEndsMayBeTheBest() throws Exception {
        Script script = every(3, 3, 2, 1);
        Course course = train(tiny(10, "train.evaluate-every=3 train.patience=2"), script, "off");
        assertEquals(10, course.state().bestRound());
        assertEquals(BETTER_THAN_ANY, course.state().bestMetric());
        assertArrayEquals(script.measured.get(10L), course.state().result());
        assertArrayEquals(course.state().weights, course.state().result());
    }

    @Test
    void aTrainingThatHadEndedMeasuresItsLastWeightsAgain() throws Exception {
        String settings = "train.evaluate-every=9";
        Course ended = train(tiny(LAST, settings), every(9, 3, 2), "ended");
        assertEquals(LAST, ended.state().bestRound());
        Course again = resumed(LAST, settings, new Script(ended.script().nats));
        assertEquals(List.of(), again.script().rounds);
        assertSame(ended, again, "nothing was left to do");
    }

    /** Says that what it was told is a figure of which more is better, or less; the loss is the same each time. */
    private record ByFigure(Script script, boolean lessIsBetter) implements Evaluation {
        @Override
        public Loss measure(float[] weights) {
            return new Loss(10, 10);
        }

        @Override
        public Outcome choose(float[] weights) {
            double value = script.measure(weights).mean();
            return new Outcome(measure(weights), Optional.of(new Chosen("figure", value, lessIsBetter)));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFigureChoosesInThePlaceOfTheLoss(boolean lessIsBetter) throws Exception {
        String settings = "train.evaluate-every=3 train.patience=3 train.schedule=plateau train.schedule.patience=1";
        Script script = every(3, 0.3, 0.5, 0.2, Double.NaN, 0.4, 0.9, 0.9, 0.9);
        TinyRun run = tiny(LAST, settings);
        TrainingState state;
        try (LocalRounds rounds = run.rounds(1)) {
            state = run.training(rounds, new ByFigure(script, lessIsBetter), folder.resolve("figure"), script)
                    .run();
        }
        assertEquals(lessIsBetter ? 9 : 6, state.bestRound());
        assertEquals(lessIsBetter ? 0.2 : -0.5, state.bestMetric());
        assertEquals(lessIsBetter ? 18 : 15, state.round(), "the best one, and three that are no better");
        assertArrayEquals(script.measured.get(state.bestRound()), state.result());
        assertEquals(lessIsBetter ? 0.0625 : 0.125, state.plateau.factor());
        assertEquals("figure", script.evaluations.get(0).by().orElseThrow().name());
        assertEquals(1, script.evaluations.get(0).nats());
        state = new TrainingState(run.spec.train(), state.weights.clone(), state.cursor);
        state.restore(TinyRun.checkpoints(folder.resolve("figure")).newest().orElseThrow());
        assertEquals(lessIsBetter ? 0.2 : -0.5, state.bestMetric(), "a checkpoint holds it");
    }

    /** The average after n rounds, whose weights are w_1 .. w_n: sum of decay^(n-r) w_r / sum of decay^(n-r). */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void averagedWeightsAreMeasuredAndKept(int localSteps) throws Exception {
        double decay = 0.7;
        String settings =
                "train.evaluate-every=3 train.patience=2 train.ema=" + decay + " train.sync.local-steps=" + localSteps;
        Script script = every(3, 3, 2, 2.5, 2.5);
        TinyRun run = tiny(LAST, settings);
        List<float[]> weights = new ArrayList<>();
        TrainingState state;
        try (LocalRounds rounds = run.rounds(1)) {
            Rounds noting = (round, parts) -> {
                weights.add(round.weights());
                return rounds.run(round, parts);
            };
            state = run.training(noting, script, folder.resolve("whole"), script)
                    .run();
        }
        weights.add(state.weights);
        assertEquals(12, state.round());
        for (int n = 3; n <= 12; n += 3) {
            float[] measured = script.measured.get((long) n);
            double apart = 0;
            for (int i = 0; i < measured.length; i++) {
                double sum = 0;
                double shares = 0;
                for (int r = 1; r <= n; r++) {
                    double share = StrictMath.pow(decay, n - r);
                    sum += share * weights.get(r)[i];
                    shares += share;
                }
                assertEquals(sum / shares, measured[i], 1e-6, "round " + n + " weight " + i);
                apart = Math.max(apart, Math.abs(measured[i] - weights.get(n)[i]));
            }
            assertTrue(apart > 1e-3, "the average is told from the weights themselves: " + apart);
        }
        assertEquals(6, state.bestRound());
        assertArrayEquals(script.measured.get(6L), state.result());
        assertSameWhereverItStops(new Course(state, script), settings);
    }
}
