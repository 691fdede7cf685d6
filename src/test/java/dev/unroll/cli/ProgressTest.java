package dev.unroll.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.spec.Conf;
import dev.unroll.spec.Spec;
import dev.unroll.spec.TrainSpec;
import dev.unroll.train.TrainingListener.EvaluationEnd;
import dev.unroll.train.TrainingListener.RoundEnd;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final long SECOND = 1_000_000_000L;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final TrainSpec spec =
            Spec.from(Conf.parse("", "", List.of("train.epochs=4"))).train();
    private long now;

    private Progress progress(boolean terminal) {
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        Progress progress =
                new Progress(spec, "nats", ProgressDisplay.on(new Console(System.out, stream, terminal)), () -> now);
        progress.begin(0);
        return progress;
    }

    private static RoundEnd round(long round, double loss) {
        return new RoundEnd(round, round / 10.0, loss, 0.001, 1, 500, 500 * round);
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aLogGetsALineEveryTenSeconds() {
        Progress progress = progress(false);
        for (int round = 1; round <= 10; round++) {
            now += 2 * SECOND;
            progress.roundEnded(round(round, round <= 5 ? 3 : 2));
        }
        // 5 rounds of 500 units in 10 s; 0.5 and 1.0 of 4 epochs are done.
        assertEquals(
                List.of(
                        "round 5  epoch 0.50/4  loss 3.0000  250 units/s  1 min 10 s left",
                        "round 10  epoch 1.00/4  loss 2.0000  250 units/s  1 min 00 s left"),
                said().lines().toList());
    }

    @Test
    void theTimeLeftForgetsTheSlowBeginning() {
        Progress progress = progress(false);
        long round = 0;
        for (int second = 0; second < 30; second += 10) {
            now += 10 * SECOND;
            progress.roundEnded(round(++round, 1));
        }
        for (int second = 0; second < 60; second += 2) {
            now += 2 * SECOND;
            progress.roundEnded(round(++round, 1));
        }
        List<String> lines = said().lines().toList();
        // Round 2 after 20 s: 38 rounds of 10 s are left.
        assertTrue(lines.get(1).endsWith("50 units/s  6 min 20 s left"), lines.get(1));
        // Round 33, each of the last ones in 2 s: 7 are left.
        String last = lines.get(lines.size() - 1);
        assertTrue(last.startsWith("round 33 ") && last.endsWith("250 units/s  14 s left"), last);
    }

    @Test
    void aTerminalsLineIsWrittenOverAndCleared() {
        Progress progress = progress(true);
        now += SECOND;
        progress.roundEnded(round(1, 3));
        progress.evaluated(new EvaluationEnd(1, 0.1, 2.5, 70, true, Optional.empty()));
        String shown = "round 1  epoch 0.10/4  loss 3.0000  500 units/s  39 s left";
        assertEquals(
                "\r" + shown + "\r" + " ".repeat(shown.length())
                        + "\rround 1  epoch 0.10/4  validation 2.5000 nats  best so far\n",
                said());
    }

    @Test
    void aResumedTrainingCountsOnlyWhatIsLeft() {
        Progress progress = progress(false);
        progress.begin(0.5);
        now += 10 * SECOND;
        progress.roundEnded(round(30, 1));
        // From 0.5 to 0.75 in 10 s: as much again is left.
        assertTrue(said().contains("  10 s left"), said());
    }
}
