package dev.unroll;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executors that cannot have the kernels they are told to use, below a driver that is told nothing. */
@Tag("cluster")
class ExecutorKernelsIT {
    private static final Path BASE = Path.of(System.getProperty("unroll.basedir", "."));
    private static final Path SPARK = Path.of(System.getProperty("unroll.spark.home", "target/spark"));
    private static final long RUN_SECONDS = 120;

    @TempDir
    static Path folder;

    @Test
    void everyCommandEndsInOneLineAndExitTwo() throws Exception {
        Path corpus = Files.writeString(folder.resolve("corpus.txt"), "now or never, here or there\n".repeat(200));
        Path conf = Files.writeString(folder.resolve("small.conf"), """
                data.train = %s
                network.hidden = 8
                train.workers = 1
                train.rounds = 2
                evaluate.baseline-units = 0
                """.formatted(corpus));
        String model = folder.resolve("model").toString();
        String[] train = {"train", "--config", conf.toString(), "output.model=" + model};
        assertEquals(0, run("local", List.of("--master", "local[1]"), train).status());
        String scores = folder.resolve("scores").toString();
        try (StandaloneCluster cluster = new StandaloneCluster(SPARK, folder.resolve("cluster"), 1)) {
            List<String> options = List.of(
                    "--master",
                    cluster.master(),
                    "--conf",
                    "spark.executor.memory=512m",
                    "--conf",
                    "spark.driver.host=127.0.0.1",
                    "--conf",
                    "spark.executor.extraJavaOptions=-Dunroll.kernels=vector:64");
            train[3] = "output.model=" + folder.resolve("other");
            assertRefused(run("train", options, train));
            String[] text = {"--model", model, "--input", corpus.toString()};
            assertRefused(run("stream", options, words(text, "evaluate")));
            assertRefused(run("line", options, words(text, "evaluate", "--context", "line")));
            assertRefused(run("score", options, words(text, "score", "--output", scores)));
        }
        assertFalse(Files.exists(Path.of(scores)));
    }

    private static String[] words(String[] text, String... command) {
        List<String> words = new ArrayList<>(List.of(command));
        words.addAll(List.of(text));
        return words.toArray(new String[0]);
    }

    private record Outcome(int status, String log) {}

    private static Outcome run(String name, List<String> options, String... words)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(BASE.resolve("submit.sh").toAbsolutePath().toString()));
        command.addAll(options);
        command.addAll(List.of(words));
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("SPARK_HOME");
        builder.environment().remove("MASTER");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        Process process = builder.redirectOutput(log.toFile()).start();
        boolean ended = process.waitFor(RUN_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertTrue(ended, () -> name + ": no end after " + RUN_SECONDS + " s");
        return new Outcome(process.exitValue(), Files.readString(log, UTF_8));
    }

    private static void assertRefused(Outcome outcome) {
        String log = outcome.log();
        assertEquals(2, outcome.status(), log);
        List<String> errors =
                log.lines().filter(line -> line.startsWith("error: ")).toList();
        assertEquals(1, errors.size(), log);
        assertTrue(errors.get(0).startsWith("error: an executor has no kernels: host=127.0.0.1 executor=0 "), log);
        assertTrue(errors.get(0).contains("unknown kernels: -Dunroll.kernels=vector:64"), log);
        assertFalse(log.contains("\tat "), log);
    }
}
