package dev.unroll.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.spark.LocalSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code train} as users meet it. */
class TrainCommandTest {
    @TempDir
    Path folder;

    private TinyModel tiny;

    @BeforeAll
    static void startSpark() {
        LocalSpark.session();
    }

    @BeforeEach
    void writeCorpus() throws IOException {
        tiny = new TinyModel(folder);
    }

    private byte[] weights() throws IOException {
        return Files.readAllBytes(tiny.model.resolve("model.safetensors"));
    }

    private List<String> metrics(String event) throws IOException {
        return Files.readAllLines(tiny.model.resolve("metrics.jsonl")).stream()
                .filter(line -> line.startsWith("{\"event\":\"" + event + "\""))
                .toList();
    }

    @Test
    void aTrainingEndsWithWhatConvinces() throws Exception {
        Run run = tiny.train().done();
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(weights()));
        assertTrue(run.out().contains("sha256 " + digest), run.out());
        assertTrue(run.out().contains("the same with --master local[1]"), run.out());
        for (String part : List.of("--- start of", "--- middle of", "--- end of", "speed: ", "this network")) {
            assertTrue(run.out().contains(part), part + "\n" + run.out());
        }
        for (int context = 0; context <= 6; context++) {
            assertTrue(run.out().contains("n-gram, context " + context), run.out());
        }
        assertEquals(1, run.out().split("  best n-gram\n", -1).length - 1, run.out());
        assertTrue(run.out().contains("./submit.sh score --model " + tiny.model), run.out());
        assertTrue(run.out().contains("--resume train.rounds=24"), run.out());
        assertTrue(run.err().contains("2 logical workers on 2 task slots\n"), run.err());
        assertTrue(
                run.err().contains("effective batch: 2 workers x 4 lanes x 16 steps = 128 units per update"),
                run.err());
        assertEquals(12, metrics("round").size());
        assertEquals(4, metrics("evaluation").size());
        assertEquals(2, metrics("checkpoint").size());
        assertEquals(3, metrics("sample").size());
        String report = Files.readString(tiny.model.resolve("report.html"));
        for (String part : List.of(digest, "held-out text", "best n-gram", "end of training", "train.rounds", "<svg")) {
            assertTrue(report.contains(part), part);
        }
        assertFalse(Files.exists(tiny.model.resolve(".staging")));
    }

    @Test
    void anExistingModelIsRefusedUnlessReplaced() throws Exception {
        tiny.train().done();
        byte[] before = weights();
        tiny.train().refused("not empty", "--overwrite", "--resume");
        assertArrayEquals(before, weights());
        tiny.train("--overwrite", "train.rounds=3", "evaluate.baseline-units=0").done();
        assertEquals(3, metrics("round").size());
    }

    @Test
    void anOldModelOutlivesAMistakeInItsReplacement() throws Exception {
        tiny.train("train.rounds=3").done();
        byte[] before = weights();
        tiny.train("--overwrite", "data.train=" + folder + "/none").refused("no file found", "none");
        assertArrayEquals(before, weights());
    }

    @Test
    void anOldModelOutlivesAReplacementThatDoesNotFitIntoTheDriver() throws Exception {
        tiny.train("train.rounds=3").done();
        byte[] before = weights();
        tiny.train("--overwrite", "network.hidden=20000").refused("driver memory is too small", "needed=");
        assertArrayEquals(before, weights());
    }

    @Test
    void anUnfinishedTrainingMayBeReplaced() throws Exception {
        tiny.train("train.rounds=3").done();
        Files.delete(tiny.model.resolve("config.json"));
        tiny.train("--overwrite", "train.rounds=2").done();
        assertEquals(2, metrics("round").size());
    }

    @Test
    void aResumedTrainingGivesTheSameWeights() throws Exception {
        tiny.train("evaluate.baseline-units=0").done();
        byte[] whole = weights();
        tiny.train("--overwrite", "train.rounds=6", "evaluate.baseline-units=0").done();
        Run resumed = tiny.train("--resume", "evaluate.baseline-units=0").done();
        assertTrue(resumed.err().contains("resumed after round 6"), resumed.err());
        assertArrayEquals(whole, weights());
        assertEquals(12, metrics("round").size());
        assertEquals(1, metrics("resume").size());
    }

    @Test
    void resumeBeginsWhereThereIsNothing() throws Exception {
        tiny.train("--resume", "train.rounds=2").done();
        assertEquals(2, metrics("round").size());
        Files.delete(tiny.model.resolve("config.json"));
        for (Path file : list(tiny.model.resolve("checkpoints"))) {
            Files.delete(file);
        }
        tiny.train("--resume", "train.rounds=3").done();
        assertEquals(3, metrics("round").size());
        assertEquals(1, metrics("start").size());
        assertEquals(3, metrics("sample").size());
    }

    @Test
    void aFinishedModelWithoutCheckpointsIsNotResumed() throws Exception {
        tiny.train("train.rounds=2").done();
        for (Path file : list(tiny.model.resolve("checkpoints"))) {
            Files.delete(file);
        }
        tiny.train("--resume").refused("without checkpoints", "--overwrite");
    }

    @Test
    void anotherConfigurationIsNotResumed() {
        tiny.train("train.rounds=3").done();
        tiny.train("--resume", "network.hidden=13", "train.seed=2")
                .refused("network.hidden: 12 -> 13", "train.seed: 1 -> 2");
    }

    @Test
    void anotherCorpusIsNotResumed() throws Exception {
        tiny.train("train.rounds=3").done();
        Files.writeString(tiny.corpus, Files.readString(tiny.corpus).replace("never", "always"));
        tiny.train("--resume").refused("another corpus", "data.train=" + tiny.corpus, "checkpoint=");
    }

    @Test
    void damagedCheckpointsAreRefusedOneByOne() throws Exception {
        tiny.train("train.checkpoint-every=5").done();
        Path newest = tiny.model.resolve("checkpoints/round-00000012.ckpt");
        Files.write(newest, new byte[100]);
        Run run = tiny.train("--resume", "train.checkpoint-every=5").done();
        assertTrue(run.err().contains("resumed after round 10"), run.err());
        Files.write(tiny.model.resolve("checkpoints/round-00000010.ckpt"), new byte[7]);
        Files.write(newest, new byte[100]);
        tiny.train("--resume", "train.checkpoint-every=5").refused("no checkpoint can be read", "checkpoints");
    }

    @Test
    void badCorporaAreRefusedWithoutATrace() throws Exception {
        String train = "data.train=" + folder;
        tiny.train(train + "/none").refused("no file found", "none");
        Files.writeString(folder.resolve("empty.txt"), "");
        tiny.train(train + "/empty.txt").refused("corpus is empty", "empty.txt");
        Files.writeString(folder.resolve("one.txt"), "aaaaaaaaaaaaaaaaaaaaaa");
        tiny.train(train + "/one.txt").refused("fewer than two symbols", "one.txt");
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(zipped)) {
            out.write(Files.readAllBytes(tiny.corpus));
        }
        byte[] bytes = zipped.toByteArray();
        Files.write(folder.resolve("cut.gz"), Arrays.copyOf(bytes, bytes.length / 2));
        tiny.train(train + "/cut.gz").refused("cut.gz");
        assertTrue(Files.notExists(tiny.model) || list(tiny.model).isEmpty(), "something was left behind");
    }

    @Test
    void theTestTextIsMeasuredBesideTheNGrams() throws Exception {
        Path test = Files.writeString(folder.resolve("test.txt"), "line 5 says: now\nline 7 ends here\n".repeat(20));
        Run run = tiny.train("data.test=" + test, "train.rounds=3").done();
        assertTrue(run.out().contains("test text: 680 characters"), run.out());
        assertEquals(2, run.out().split("  best n-gram\n", -1).length - 1, run.out());
    }

    @Test
    void aMistakeInTheTestTextIsToldBeforeTheFirstRound() throws Exception {
        tiny.train("train.rounds=3").done();
        byte[] before = weights();
        tiny.train("--overwrite", "data.test=" + folder + "/none").refused("no file found: data.test=", "none");
        assertArrayEquals(before, weights());
        assertEquals(3, metrics("round").size());
    }

    @Test
    void whatIsMeasuredAfterATrainingMayChangeWhenItGoesOn() throws Exception {
        tiny.train("train.rounds=2").done();
        Path test = Files.writeString(folder.resolve("test.txt"), "line 5 says: now\nline 7 ends here\n".repeat(20));
        Run run = tiny.train("--resume", "train.rounds=3", "data.test=" + test, "evaluate.baseline-units=1000")
                .done();
        assertTrue(run.err().contains("resumed after round 2"), run.err());
        assertTrue(run.err().contains(" held out, 680 to test on;"), run.err());
        assertTrue(run.out().contains("test text: 680 characters"), run.out());
    }

    @Test
    void whereToTrainOnIsToldUnlessPatienceHasEndedIt() {
        String[] patient = {"train.rate=1e-30", "train.evaluate-every=1", "train.patience=2"};
        Run ended = tiny.train(patient).done();
        assertFalse(ended.out().contains("train on"), ended.out());
        assertTrue(ended.out().contains("./submit.sh score"), ended.out());
    }

    @Test
    void withLocalStepsTheBatchIsThatOfARound() {
        Run run = tiny.train("train.sync.local-steps=3", "train.rounds=2").done();
        assertTrue(
                run.err().contains("2 workers x 3 local steps x 4 lanes x 16 steps = 384 units per round"), run.err());
    }

    @Test
    void linesAreTrainedOnByThemselves() {
        Run run = tiny.train("data.context=line", "train.rounds=3").done();
        assertTrue(run.out().matches("(?s).*held-out text: .* lines, each by itself.*"), run.out());
        assertTrue(run.err().contains("2 workers x 4 lines per update"), run.err());
    }

    @Test
    void theWeightsDoNotDependOnTheBaselines() {
        Set<String> digests = new TreeSet<>();
        for (int i = 0; i < 2; i++) {
            Run run = tiny.train("--overwrite", "evaluate.baseline-units=" + 1000 * i)
                    .done();
            digests.add(run.out().replaceAll("(?s).*sha256 ([0-9a-f]+).*", "$1"));
        }
        assertEquals(1, digests.size());
    }

    @Test
    void noFileHoldsASecret() throws Exception {
        Path csv = folder.resolve("corpus.csv");
        Files.writeString(csv, "text\n" + Files.readString(tiny.corpus));
        String[] words = {
            "data.train=" + csv,
            "data.format=csv",
            "data.options.header=true",
            "data.options.password=hunter2",
            "data.options.url=jdbc:x?password=hunter2",
            "train.checkpoint-every=1"
        };
        tiny.train(words).done();
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.walk(tiny.model)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                names.add(tiny.model.relativize(file).toString());
                String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertFalse(bytes.contains("hunter2"), file.toString());
            }
        }
        assertTrue(
                names.containsAll(
                        List.of("checkpoints/round-00000012.ckpt", "config.json", "metrics.jsonl", "report.html")),
                names.toString());
        words[4] = "data.options.url=jdbc:y?password=hunter2";
        words[2] = "data.options.header=false";
        List<String> resumed = new ArrayList<>(List.of(words));
        resumed.add("--resume");
        Run run = tiny.train(resumed.toArray(new String[0]));
        run.refused("data.options.header: true -> false");
        assertFalse(run.err().contains("hunter2"), run.err());
    }

    @Test
    void whatIsNotFiniteEndsTheJobWithOneLine() {
        Run run = tiny.train(
                "network.cell=rnn",
                "network.activation=relu",
                "train.optimizer=sgd",
                "train.rate=1000000",
                "train.clip-norm=0");
        assertEquals(Failures.FAILED, run.status(), run.err());
        List<String> lines = run.err().lines().toList();
        String last = lines.get(lines.size() - 1);
        assertTrue(last.startsWith("error: training is not finite: round="), run.err());
        assertTrue(last.matches(".* worker=\\d+ shard=\\d+ .*slot=.* set train.clip-norm,.*"), run.err());
        assertTrue(lines.stream().noneMatch(line -> line.startsWith("\tat ")), run.err());
    }

    @Test
    @Timeout(900)
    void aCorpusThatShrinksDuringTrainingEndsTheJobWithOneLine() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<Run> training = other.submit(() -> tiny.train("train.rounds=1000000"));
            Path metrics = tiny.model.resolve("metrics.jsonl");
            while (!training.isDone()
                    && (Files.notExists(metrics) || metrics("round").isEmpty())) {
                Thread.sleep(20);
            }
            // As many bytes as before, but in the second half a character for each two of them; and no shard is kept.
            String text = Files.readString(tiny.corpus);
            int half = text.length() / 2;
            int rest = text.length() - half;
            Files.writeString(tiny.corpus, text.substring(0, half) + "\u00e9".repeat(rest / 2) + "e".repeat(rest % 2));
            JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext())
                    .getPersistentRDDs()
                    .values()
                    .forEach(rdd -> rdd.unpersist(true));
            Run run = training.get();
            assertEquals(Failures.FAILED, run.status(), run.err());
            List<String> lines = run.err().lines().toList();
            String last = lines.get(lines.size() - 1);
            assertTrue(last.startsWith("error: corpus changed during training: file=" + tiny.corpus), run.err());
            assertTrue(last.contains(" units-up-to=") && last.contains("; hint: "), last);
            assertTrue(lines.stream().noneMatch(line -> line.startsWith("\tat ")), run.err());
        } finally {
            other.shutdownNow();
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }
}
