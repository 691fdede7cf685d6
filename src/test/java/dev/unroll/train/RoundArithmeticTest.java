package dev.unroll.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rounds of two workers with unequal terms against {@link DoubleTraining}. One shard has 4 lanes of 31 steps, 28 units in a window, the
 * other 3 lanes of 8: 21 units, then 3, and then its worker has nothing left to do.
 */
class RoundArithmeticTest {
    private static final List<Integer> UNITS = List.of(124, 24);

    /** A large epsilon, so that Adam does not magnify the rounding of tiny gradients. */
    private static final String ADAM = "train.workers=2 train.optimizer=adam train.epsilon=0.01 train.rate=0.05";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train.sync.local-steps=1 train.clip-norm=0",
                "train.sync.local-steps=2 train.clip-norm=0",
                "train.sync.local-steps=2 train.clip-norm=0 train.sync.inner-state=reset",
                "train.sync.local-steps=2 train.clip-norm=0 train.sync.outer-rate=0.7 train.sync.outer-momentum=0.9",
            })
    void aRoundComesToWhatItsDefinitionSays(String settings) throws Exception {
        for (int count = 1; count <= 3; count++) {
            compare(count, settings);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void elementsAreLimitedBeforeTheNorm(int localSteps) throws Exception {
        DoubleTraining oracle =
                compare(3, "train.clip-value=0.02 train.clip-norm=0.05 train.sync.local-steps=" + localSteps);
        assertTrue(oracle.valuesClipped > 0 && oracle.normsClipped > 0, "a limit was never reached");
    }

    private DoubleTraining compare(int count, String settings) throws Exception {
        TinyRun run = new TinyRun(UNITS, (ADAM + " " + settings + " train.rounds=" + count).split(" "));
        DoubleTraining oracle = new DoubleTraining(run);
        for (int r = 0; r < count; r++) {
            oracle.round();
        }
        TrainingState state;
        try (LocalRounds rounds = run.rounds(2)) {
            state = run.training(rounds, folder.resolve("" + count)).run();
        }
        String place = " after round " + count;
        assertClose(oracle.weights(), state.weights, "weights" + place);
        assertClose(oracle.first(), state.optimizer.state()[0], "first moment" + place);
        assertClose(oracle.second(), state.optimizer.state()[1], "second moment" + place);
        assertEquals(oracle.steps(), state.optimizer.steps(), "steps" + place);
        return oracle;
    }

    /** To float's rounding of the largest. */
    private static void assertClose(double[] expected, float[] actual, String what) {
        double largest = 0;
        for (double value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], 2e-6 * largest, what + " " + i);
        }
    }
}
