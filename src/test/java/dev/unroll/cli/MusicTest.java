package dev.unroll.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.unroll.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Language models of piano rolls and of tunes, as users meet them. */
class MusicTest {
    private static final List<String> SCALE = List.of("[60, 64]", "[62, 65]", "[64, 67]", "[]");

    @TempDir
    Path folder;

    @BeforeAll
    static void startSpark() {
        LocalSpark.session();
    }

    private Run run(String command, String... more) {
        return Run.of(Stream.concat(Stream.of(command), Stream.of(more)).toArray(String[]::new));
    }

    private String model() {
        return folder.resolve("model").toString();
    }

    private Path conf(String text) throws IOException {
        return Files.writeString(folder.resolve("music.conf"), """
            train.workers = 2
            train.batch = 8
            train.epochs = 15
            network.hidden = 16
            output.model = %s
            """.formatted(folder.resolve("model")) + text);
    }

    /** Pieces that go round four chords, each from another one on. */
    private static String pieces(int count, int steps) {
        StringBuilder json = new StringBuilder("[");
        for (int i = 0; i < count; i++) {
            json.append(i == 0 ? "[" : ", [");
            for (int t = 0; t < steps; t++) {
                json.append(t == 0 ? "" : ", ").append(SCALE.get((i + t) % 4));
            }
            json.append(']');
        }
        return json.append(']').toString();
    }

    private Path rolls() throws IOException {
        String json =
                "{\"train\": " + pieces(41, 30) + ", \"valid\": " + pieces(8, 9) + ", \"test\": " + pieces(6, 13) + "}";
        return Files.writeString(folder.resolve("rolls.json"), json);
    }

    private Path rollConf(String more) throws IOException {
        Path rolls = rolls();
        return conf("""
            data.format = piano-rolls
            data.train = %s
            data.validation = %s
            data.test = %s
            train.steps = 11
            train.rate = 0.1
            """.formatted(rolls, rolls, rolls) + more);
    }

    @Test
    void pianoRollsAreLearntMeasuredScoredAndDrawn() throws Exception {
        Run trained = run("train", "--config", rollConf("").toString()).done();
        assertTrue(trained.err().contains("41 records with 1,230 steps to train on"), trained.err());
        assertTrue(trained.err().contains("reads: at each step 88 numbers\n"), trained.err());
        assertTrue(trained.err().contains("says: at each step the next 88 numbers, each 0 or 1\n"), trained.err());
        assertFalse(trained.err().contains("one-hot") || trained.err().contains("vocabulary"), trained.err());
        assertTrue(trained.err().contains("72 held out, 78 to test on"), trained.err());
        assertTrue(trained.out().contains("test records: 78 steps in 6 records"), trained.out());
        for (String figure : List.of("nll_per_step", "nll_per_piece", "frequency", "persistence", "better than")) {
            assertTrue(trained.out().contains(figure), figure + "\n" + trained.out());
        }
        String rolls = folder.resolve("rolls.json").toString();
        JsonNode test = Scores.json(run("evaluate", "--model", model(), "--input", rolls, "--json"));
        assertEquals(6, test.get("records").asInt());
        assertTrue(test.get("nll_per_step").asDouble() < 1.9, test.toString());
        assertTrue(
                test.get("baselines")
                                .get("persistence-test")
                                .get("nll_per_step")
                                .asDouble()
                        > 0,
                test.toString());
        JsonNode valid =
                Scores.json(run("evaluate", "--model", model(), "--input", rolls, "--json", "data.options.part=valid"));
        assertEquals(8, valid.get("records").asInt());

        run(
                        "score",
                        "--model",
                        model(),
                        "--input",
                        rolls,
                        "--output",
                        folder.resolve("scores").toString(),
                        "--format",
                        "json",
                        "--positions")
                .done();
        List<JsonNode> rows = Scores.rows(folder.resolve("scores"));
        assertEquals(6, rows.size());
        double perPiece = 0;
        for (JsonNode row : rows) {
            assertEquals(13, row.get("steps").asInt());
            assertEquals(13, row.get("log_probabilities").size());
            perPiece += row.get("nll_per_step").asDouble() / rows.size();
        }
        assertEquals(test.get("nll_per_piece").asDouble(), perPiece, 1e-9);
        assertTrue(rows.get(2).get("place").asText().endsWith("rolls.json:1 test[2]"), rows.toString());

        Run drawn = run("sample", "--model", model(), "--count", "3", "--length", "20", "--seed", "4")
                .done();
        Path sample = Files.writeString(folder.resolve("sample.json"), drawn.out());
        JsonNode read = Scores.json(run("evaluate", "--model", model(), "--input", sample.toString(), "--json"));
        assertEquals(3, read.get("records").asInt());
        assertEquals(60, read.get("steps").asInt());
        run("sample", "--model", model(), "--top-k", "3").refused("--top-k", "data.format=piano-rolls");
        run("sample", "--model", model(), "--given", "x=1").refused("--given", "data.format=piano-rolls");
        assertTrue(run("inspect", "--model", model()).done().out().contains("piano-rolls"));
    }

    @Test
    void aTrainingOfPianoRollsGoesOnWhereItEnded() throws Exception {
        String conf = rollConf("train.checkpoint-every = 3\n").toString();
        run("train", "--config", conf).done();
        byte[] whole = Files.readAllBytes(folder.resolve("model/model.safetensors"));
        run("train", "--config", conf, "--overwrite", "train.epochs=5").done();
        assertFalse(Arrays.equals(whole, Files.readAllBytes(folder.resolve("model/model.safetensors"))));
        run("train", "--config", conf, "--resume").done();
        assertArrayEquals(whole, Files.readAllBytes(folder.resolve("model/model.safetensors")));
    }

    @Test
    void whatIsWrongWithPianoRollsIsSaid() throws Exception {
        Path conf = rollConf("");
        Files.writeString(folder.resolve("rolls.json"), "{\"train\": [[[60], [200]], [[61]]], \"test\": [[[60]]]}");
        run("train", "--config", conf.toString()).refused("part is not there", "part=valid", "found=[test, train]");
        run("train", "--config", conf.toString(), "data.bad-records=fail", "data.validation=")
                .refused("train[0]", "no note of a piano: step=1 note=200");
        run("train", "--config", conf.toString(), "data.options.parts=a").refused("data.options.parts", "part");
    }

    private static String tunes(int count) {
        StringBuilder text = new StringBuilder("A book of tunes\n\n");
        for (int i = 0; i < count; i++) {
            text.append("X:1\nM:4/4\nK:C\n").append("CDEF|".repeat(1 + i % 3)).append("C4|\n\n");
        }
        return text.toString();
    }

    @Test
    void tunesAreLearntMeasuredScoredAndDrawn() throws Exception {
        Path tunes = Files.writeString(folder.resolve("tunes.abc"), tunes(60));
        Path conf = conf("""
            data.format = abc
            data.train = %s
            data.test = %s
            data.validation = 0
            train.steps = 20
            train.rate = 0.02
            """.formatted(tunes, tunes));
        Run trained =
                run("train", "--config", conf.toString(), "train.epochs=30").done();
        assertTrue(trained.err().contains("1 record left out"), trained.err());
        String rejected = Files.readString(folder.resolve("model/rejected/train.jsonl"));
        assertTrue(rejected.contains("tunes.abc:1") && rejected.contains("A book of tunes"), rejected);
        assertTrue(trained.out().contains("60 tunes, each by itself"), trained.out());
        JsonNode figures = Scores.json(run("evaluate", "--model", model(), "--input", tunes.toString(), "--json"));
        assertEquals(60, figures.get("lines").asInt());
        assertTrue(figures.get("nats").asDouble() < 0.3, figures.toString());
        run(
                        "score",
                        "--model",
                        model(),
                        "--input",
                        tunes.toString(),
                        "--output",
                        folder.resolve("scores").toString(),
                        "--format",
                        "json")
                .done();
        List<JsonNode> rows = Scores.rows(folder.resolve("scores"));
        assertEquals(61, rows.size());
        assertFalse(rows.get(0).has("log_probability"), rows.get(0).toString());
        assertEquals("X:1\nM:4/4\nK:C\nCDEF|C4|\n", rows.get(1).get("text").asText());
        assertTrue(
                rows.get(1).get("place").asText().endsWith("tunes.abc:3"),
                rows.get(1).toString());
        assertEquals(
                -figures.get("nats").asDouble() * figures.get("units").asLong(), Scores.sum(rows.subList(1, 61)), 1e-6);

        String sample =
                run("sample", "--model", model(), "--temperature", "0").done().out();
        assertTrue(sample.startsWith("X:1\nM:4/4\nK:C\nCDEF|") && sample.strip().endsWith("C4|"), sample);
        String begun =
                Files.writeString(folder.resolve("begun.abc"), "X:1\nM:4/4\n").toString();
        assertTrue(run("sample", "--model", model(), "--prime-file", begun)
                .done()
                .out()
                .startsWith("X:1\nM:4/4"));
        Run read = run(
                "evaluate",
                "--model",
                model(),
                "--input",
                Files.writeString(folder.resolve("sample.abc"), sample).toString(),
                "--json");
        assertEquals(1, Scores.json(read).get("lines").asInt());
    }

    @Test
    void tunesAreDealtOutToFolds() throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            text.append("X:").append(i).append("\nM:4/4\nK:C\nCDEF|C4|\n\n");
        }
        Path conf = conf("""
            data.format = abc
            data.train = %s
            data.validation = 0
            data.folds = 2
            train.steps = 20
            """.formatted(Files.writeString(folder.resolve("tunes.abc"), text)));
        run("train", "--config", conf.toString(), "train.epochs=1").done();
        JsonNode folds = new ObjectMapper()
                .readTree(folder.resolve("model/cross-validation.json").toFile())
                .get("records");
        assertEquals(60, folds.get(0).asInt() + folds.get(1).asInt());
        assertTrue(folds.get(0).asInt() > 0 && folds.get(1).asInt() > 0, folds.toString());
    }

    @Test
    void aCorpusThatMayHaveNoBadRecordsRefusesWhatIsNoTune() throws Exception {
        Path tunes = Files.writeString(folder.resolve("tunes.abc"), tunes(20));
        Path conf = conf("data.format = abc\ndata.bad-records = fail\ndata.train = " + tunes);
        run("train", "--config", conf.toString()).refused("record cannot be used", "tunes.abc:1", "records=1");
    }
}
