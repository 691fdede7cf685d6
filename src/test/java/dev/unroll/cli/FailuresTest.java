package dev.unroll.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What a user sees of a job that failed. */
class FailuresTest {
    private static final String ABORTED =
            "Job aborted due to stage failure: Task 0 in stage 1.0 failed 4 times, most recent failure: lost\n\tat a.B.c";

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    private final Console console = new Console(stream, stream, false);

    private String told(Object command, Exception failure) {
        CommandLine line = new CommandLine(command);
        CommandLine.ParseResult words = line.parseArgs("--config", "a.conf");
        int status = new Failures(console, () -> false).handleExecutionException(failure, line, words);
        assertEquals(Failures.FAILED, status);
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aJobThatTheClusterGaveUpIsOneLineWithAHint() {
        String told = told(new GradcheckCommand(console), new SparkException(ABORTED));
        assertTrue(
                told.matches(
                        "error: job failed: cause=Job aborted .* most recent failure: lost; hint: [^\n]*logs say\n"),
                told);
    }

    @Test
    void aTrainingThatTheClusterGaveUpCanGoOn() {
        String told = told(new TrainCommand(console), new SparkException(ABORTED));
        assertTrue(told.matches("error: job failed: [^\n]*--resume go on from the newest checkpoint\n"), told);
    }

    @Test
    void aMistakeOfOursInATaskKeepsItsTrace() {
        Exception failure = new SparkException(ABORTED, new NullPointerException("ours"));
        String told = told(new TrainCommand(console), failure);
        assertTrue(told.contains("Caused by: java.lang.NullPointerException: ours\n\t"), told);
    }

    @Test
    void aFileThatCannotBeWrittenIsOneLineWithAHint() {
        Exception failure = new UncheckedIOException("cannot write the report", new IOException("No space left"));
        assertTrue(
                told(new TrainCommand(console), failure)
                        .matches("error: files: cannot write the report: IOException: No space left; hint: [^\n]*\n"),
                err.toString(StandardCharsets.UTF_8));
    }
}
