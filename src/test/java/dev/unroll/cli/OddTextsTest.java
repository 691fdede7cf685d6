package dev.unroll.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.unroll.spark.LocalSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts that are not as one expects them: they are used, or what is odd in them is said. */
class OddTextsTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void startSpark() {
        LocalSpark.session();
    }

    private TinyModel train(String text, String... settings) throws IOException {
        TinyModel tiny = new TinyModel(folder, text);
        tiny.train(settings).done();
        return tiny;
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static byte[] gzip(String text, String rest) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        bytes.writeBytes(rest.getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    @Test
    void nulBytesAreCharactersLikeOthers() throws IOException {
        String text = "a\0b ab\0\n\0\0\nba\n".repeat(60);
        TinyModel tiny = train(text, "train.rounds=3");
        assertTrue(Files.readString(tiny.model.resolve("vocabulary.txt")).contains("\\u0000\n"));
        Path input = Files.writeString(folder.resolve("input.txt"), "\0\na\0b\n");
        List<JsonNode> rows = Scores.of(tiny, input, folder.resolve("scores"));
        assertEquals("\0", rows.get(0).get("text").asText());
        assertEquals("a\0b", rows.get(1).get("text").asText());
        assertEquals(4, rows.get(1).get("length").asInt());
        JsonNode figures = Scores.json(tiny.use("evaluate", "--input", input.toString(), "--json"));
        assertEquals(6, figures.get("units").asInt());
        assertEquals(0, figures.get("unknown").asInt());
    }

    @Test
    void aCorpusSmallerThanOneBatchTrains() throws IOException {
        // 20 characters for two workers of four lanes of sixteen steps.
        TinyModel tiny = train("abcab cabba\nabc abc\n", "train.rounds=3");
        Path input = Files.writeString(folder.resolve("input.txt"), "abc\n");
        assertEquals(1, Scores.of(tiny, input, folder.resolve("scores")).size());
    }

    @Test
    void aLongSingleLineTrainsAndIsScored() throws IOException {
        String line = "never now or then ".repeat(12_000).substring(0, 200_000);
        for (String context : List.of("stream", "line")) {
            String[] settings = {
                "data.context=" + context,
                "data.validation=0",
                "train.rounds=3",
                "evaluate.baseline-units=0",
                "--overwrite"
            };
            TinyModel tiny = train(line, settings);
            List<JsonNode> rows = Scores.of(tiny, tiny.corpus, folder.resolve(context));
            assertEquals(1, rows.size());
            assertEquals(200_001, rows.get(0).get("length").asInt(), "the line and its end");
            assertEquals(line, rows.get(0).get("text").asText());
        }
    }

    @Test
    void whatIsFoundInEachTextIsSaidOfIt() throws IOException {
        Files.createDirectories(folder.resolve("held"));
        Files.write(folder.resolve("held/a.gz"), gzip("line 5\nline 6\n".repeat(40), "rest"));
        Files.writeString(folder.resolve("held/_hidden"), "line");
        Path test = write("test.txt", "line 7\nline \u00FF\u00FE 8\n".getBytes(StandardCharsets.ISO_8859_1));
        TinyModel tiny = new TinyModel(folder);
        Run run = tiny.train(
                        "train.rounds=2",
                        "evaluate.baseline-units=0",
                        "data.validation=" + folder.resolve("held"),
                        "data.test=" + test)
                .done();
        List<String> said = run.err().lines().toList();
        assertTrue(
                said.contains("held-out text: 4 bytes behind a gzip file's end ignored, 1 hidden name skipped"),
                run.err());
        assertTrue(said.contains("test text: 2 invalid UTF-8 sequences replaced by U+FFFD"), run.err());
        assertTrue(
                said.stream().noneMatch(line -> line.startsWith("corpus: ") && line.contains("replaced")), run.err());
    }

    @Test
    void recordsThatAreCutOrLeftOutAreSaidInTrainingEvaluationAndScores() throws IOException {
        Path input = Files.writeString(folder.resolve("input.txt"), "line 5 says it\nline\nline 17 ends here\n");
        for (String tooLong : List.of("keep-first", "keep-last", "reject")) {
            TinyModel tiny = new TinyModel(folder);
            String[] settings = {
                "data.context=line",
                "data.max-length=17",
                "data.validation=0",
                "data.too-long=" + tooLong,
                "train.rounds=2",
                "evaluate.baseline-units=0",
                "--overwrite"
            };
            String what = tooLong.equals("reject") ? " left out" : " cut";
            // "line 5 ends here" and its end just fit; most lines are longer.
            String all = tiny.train(settings).done().err();
            assertTrue(all.contains("too long records" + what), all);
            String[] limit = {"data.max-length=17", "data.too-long=" + tooLong};
            String evaluated = tiny.use("evaluate", "--input", input.toString(), limit[0], limit[1])
                    .done()
                    .err();
            assertTrue(evaluated.lines().toList().contains("input: 1 too long record" + what), evaluated);
            String output = folder + "/" + tooLong;
            String scored = tiny.use("score", "--input", input.toString(), "--output", output, limit[0], limit[1])
                    .done()
                    .err();
            assertTrue(scored.lines().toList().contains("input: 1 too long record" + what), scored);
            assertEquals(
                    tooLong.equals("reject"),
                    scored.contains("3 rows in " + folder + "/reject, 1 of them without a score\n"));
        }
    }

    @Test
    void whatTheTranscoderReplacesIsSaidToo() throws IOException {
        TinyModel tiny = train("line 5 ends\n".repeat(60), "train.rounds=2", "evaluate.baseline-units=0");
        Path broken = write("broken.txt", new byte[] {'l', 'i', (byte) 0x82, '\n', 'n', (byte) 0xFF, 'e', '\n'});
        String said = "input: 2 invalid Shift_JIS sequences replaced by U+FFFD";
        for (String context : List.of("stream", "line")) {
            Run run = tiny.use(
                            "evaluate", "--input", broken.toString(), "--context", context, "data.encoding=Shift_JIS")
                    .done();
            assertTrue(run.err().lines().toList().contains(said), run.err());
        }
        Run run = tiny.use(
                        "score",
                        "--input",
                        broken.toString(),
                        "--output",
                        folder + "/scores",
                        "data.encoding=Shift_JIS")
                .done();
        assertTrue(run.err().lines().toList().contains(said), run.err());
    }

    @Test
    void scoresAreTheSameHoweverTheTextIsSpreadOverTasks() throws IOException {
        TinyModel tiny =
                train("line 5 ends here\nnow or never\n".repeat(30), "train.rounds=2", "evaluate.baseline-units=0");
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 90_000; i++) {
            lines.append(i % 7 == 0 ? "now or " : "line ").append(i).append(i % 3 == 0 ? " ends here\n" : "\n");
        }
        // More than one block of 1 MiB.
        assertTrue(lines.length() > 1 << 20);
        Path text = Files.writeString(folder.resolve("input.txt"), lines.substring(0, 1_100_000));
        Path table = Files.writeString(folder.resolve("input.csv"), lines.substring(0, 50_000));
        String[] csv = {"data.format=csv", "data.text-column=_c0"};
        List<JsonNode> textOnce = Scores.of(tiny, text, folder.resolve("text-1"));
        List<String> given = Files.readAllLines(text);
        assertEquals(given.size(), textOnce.size());
        for (int i = 0; i < given.size(); i++) {
            assertEquals(i, textOnce.get(i).get("index").asInt());
            assertEquals(given.get(i), textOnce.get(i).get("text").asText());
        }
        List<JsonNode> tableOnce = Scores.of(tiny, table, folder.resolve("table-1"), csv);
        Map<String, String> pieces =
                Map.of("spark.default.parallelism", "7", "spark.sql.files.maxPartitionBytes", "5000");
        LocalSpark.with("local[3]", pieces, session -> {
            try {
                assertEquals(textOnce, Scores.of(tiny, text, folder.resolve("text-2")));
                assertEquals(tableOnce, Scores.of(tiny, table, folder.resolve("table-2"), csv));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return null;
        });
    }
}
