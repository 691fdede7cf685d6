package dev.unroll;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.io.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One small training by way of submit.sh on different masters, kernels and fates: the same SHA-256 of the weights. */
@Tag("cluster")
class SameBitsIT {
    private static final Path BASE = Path.of(System.getProperty("unroll.basedir", "."));
    private static final Path SPARK = Path.of(System.getProperty("unroll.spark.home", "target/spark"));
    private static final long RUN_SECONDS = 120;

    @TempDir
    static Path folder;

    private static Path conf;
    private static final Map<Integer, String> REFERENCE = new HashMap<>();

    @BeforeAll
    static void writeCorpus() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 900; i++) {
            text.append("line ")
                    .append(i * 37 % 101)
                    .append(i % 3 == 0 ? " says: now or never\n" : " ends here, I fear\n");
        }
        Path corpus = Files.writeString(folder.resolve("corpus.txt"), text);
        conf = Files.writeString(folder.resolve("small.conf"), """
                task = language-model
                data.train = %s
                data.validation = 0.1
                vocabulary.unit = char
                network.cell = lstm
                network.layers = 2
                network.hidden = 24
                network.embedding = 12
                network.dropout = 0.2
                network.recurrent-dropout = 0.1
                train.workers = 3
                train.batch = 8
                train.steps = 16
                train.rounds = 40
                train.optimizer = adam
                train.rate = 0.005
                train.clip-norm = 1
                train.ema = 0.9
                train.evaluate-every = 10
                train.checkpoint-every = 4
                evaluate.baseline-units = 0
                """.formatted(corpus));
    }

    private static Process start(Path model, int localSteps, List<String> sparkOptions, String... more)
            throws IOException {
        List<String> command = new ArrayList<>(
                List.of(BASE.resolve("submit.sh").toAbsolutePath().toString()));
        command.addAll(sparkOptions);
        command.addAll(List.of("train", "--config", conf.toString(), "output.model=" + model));
        command.add("train.sync.local-steps=" + localSteps);
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("SPARK_HOME");
        builder.environment().remove("MASTER");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        return builder.redirectOutput(
                        model.resolveSibling(model.getFileName() + ".log").toFile())
                .start();
    }

    private static String finish(Process process, Path model) throws IOException, InterruptedException {
        boolean ended = process.waitFor(RUN_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        String log = Files.readString(model.resolveSibling(model.getFileName() + ".log"), UTF_8);
        assertTrue(ended, "no end after " + RUN_SECONDS + " s:\n" + log);
        assertEquals(0, process.exitValue(), log);
        return Sha256.of(Files.readAllBytes(model.resolve("model.safetensors")));
    }

    private static String train(String name, int localSteps, String... sparkOptions) throws Exception {
        Path model = folder.resolve(name + "-" + localSteps);
        return finish(start(model, localSteps, List.of(sparkOptions)), model);
    }

    private static String reference(int localSteps) throws Exception {
        String known = REFERENCE.get(localSteps);
        if (known == null) {
            known = train("reference", localSteps, "--master", "local[1]");
            REFERENCE.put(localSteps, known);
        }
        return known;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void twoThreadsAndTheScalarKernels(int localSteps) throws Exception {
        String expected = reference(localSteps);
        assertEquals(
                expected,
                train(
                        "scalar",
                        localSteps,
                        "--master",
                        "local[2]",
                        "--conf",
                        "spark.driver.extraJavaOptions=-Dunroll.kernels=scalar"));
    }

    @Test
    void aStandaloneClusterOfTwoWorkers() throws Exception {
        try (StandaloneCluster cluster = new StandaloneCluster(SPARK, folder.resolve("cluster"), 2)) {
            for (int localSteps : new int[] {1, 4}) {
                assertEquals(
                        reference(localSteps),
                        train(
                                "standalone",
                                localSteps,
                                "--master",
                                cluster.master(),
                                "--conf",
                                "spark.executor.memory=512m",
                                "--conf",
                                "spark.driver.host=127.0.0.1",
                                "--conf",
                                "spark.default.parallelism=200"));
                String log = Files.readString(folder.resolve("standalone-" + localSteps + ".log"), UTF_8);
                assertTrue(log.matches("(?s).*3 logical workers on [12] task slots?;.*"), log);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void aDriverKilledInTheMiddleAndResumed(int localSteps) throws Exception {
        String expected = reference(localSteps);
        Path model = folder.resolve("killed-" + localSteps);
        Process process = start(model, localSteps, List.of("--master", "local[2]"));
        Path checkpoints = model.resolve("checkpoints");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(RUN_SECONDS);
        while (process.isAlive() && files(checkpoints) == 0 && System.nanoTime() < end) {
            Thread.sleep(2);
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        assertTrue(files(checkpoints) > 0, "nothing was saved before the kill");
        assertTrue(Files.notExists(model.resolve("config.json")), "the training had ended before the kill");
        assertEquals(expected, finish(start(model, localSteps, List.of("--master", "local[2]"), "--resume"), model));
    }

    private static long files(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return 0;
        }
        try (Stream<Path> names = Files.list(folder)) {
            return names.filter(name -> name.toString().endsWith(".ckpt")).count();
        }
    }
}
