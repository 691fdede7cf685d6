package dev.unroll.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.unroll.spark.LocalSpark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done with a trained model. */
class ModelCommandsTest {
    private static final String TEXT = "line 5 says: now or never\n\nline 17 ends here\r\nline 7\nno end";

    @TempDir
    static Path folder;

    private static TinyModel tiny;
    private static String input;

    @TempDir
    Path own;

    @BeforeAll
    static void train() throws IOException {
        LocalSpark.session();
        tiny = new TinyModel(folder);
        tiny.train("train.rounds=6").done();
        input = Files.writeString(folder.resolve("input.txt"), TEXT).toString();
    }

    @Test
    void evaluateMeasuresAStream() throws IOException {
        JsonNode figures = Scores.json(tiny.use("evaluate", "--input", input, "--json"));
        // 59 code points, of which CR LF is one unit.
        assertEquals(TEXT.length() - 1, figures.get("units").asInt());
        assertEquals("stream", figures.get("context").asText());
        assertEquals(1, figures.get("resets").asInt());
        double nats = figures.get("nats").asDouble();
        assertEquals(StrictMath.exp(nats), figures.get("perplexity").asDouble(), 1e-9);
        assertEquals(nats / StrictMath.log(2), figures.get("bits").asDouble(), 1e-12);
        assertTrue(figures.get("baselines").get("witten-bell").has("context_6"), figures.toString());
        String table = tiny.use("evaluate", "--input", input).done().out();
        assertTrue(table.contains(Numbers.nats(nats)), table);
        assertTrue(table.contains("for comparison"), table);
        JsonNode cut = Scores.json(tiny.use("evaluate", "--input", input, "--json", "evaluate.lanes=3"));
        assertEquals(3, cut.get("resets").asInt());
    }

    @Test
    void scoresAddUpToWhatEvaluateSaysOfLines() throws IOException {
        JsonNode figures = Scores.json(tiny.use("evaluate", "--input", input, "--json", "--context", "line"));
        assertEquals(5, figures.get("lines").asInt());
        Path scores = own.resolve("scores");
        tiny.use("score", "--input", input, "--output", scores.toString(), "--format", "json", "--positions")
                .done();
        List<JsonNode> rows = Scores.rows(scores);
        assertEquals(5, rows.size());
        double sum = 0;
        long length = 0;
        for (int i = 0; i < rows.size(); i++) {
            JsonNode row = rows.get(i);
            assertEquals(i, row.get("index").asInt());
            double positions = 0;
            for (JsonNode position : row.get("log_probabilities")) {
                positions += position.asDouble();
            }
            assertEquals(row.get("length").asInt(), row.get("log_probabilities").size());
            assertEquals(positions, row.get("log_probability").asDouble(), 1e-12);
            sum += row.get("log_probability").asDouble();
            length += row.get("length").asInt();
        }
        assertEquals(figures.get("units").asLong(), length);
        assertEquals(-sum, figures.get("nats").asDouble() * length, 1e-9);
        assertEquals("line 17 ends here", rows.get(2).get("text").asText());
        assertEquals(1, rows.get(1).get("length").asInt(), "an empty line is its end");
    }

    @Test
    void aTableOfMoreRowsThanAPieceIsMeasuredAsItsLinesAre() throws IOException {
        Dataset<Row> lines = LocalSpark.session().range(0, 5000, 1, 1).selectExpr("concat('line ', id % 101) AS body");
        String text = own.resolve("text").toString();
        String table = own.resolve("table").toString();
        lines.write().text(text);
        lines.write().parquet(table);
        String[] words = {"--context", "line", "--json", "--input"};
        JsonNode ofText = Scores.json(tiny.use("evaluate", with(words, text)));
        JsonNode ofTable =
                Scores.json(tiny.use("evaluate", with(words, table, "data.format=parquet", "data.text-column=body")));
        assertEquals(5000, ofTable.get("lines").asInt());
        assertEquals(ofText.get("units"), ofTable.get("units"));
        assertEquals(ofText.get("nats").asDouble(), ofTable.get("nats").asDouble(), 1e-12);
    }

    private static String[] with(String[] words, String... more) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void aLinesScoreDoesNotDependOnTheOthers() throws IOException {
        Path many = Files.writeString(own.resolve("many.txt"), (TEXT + "\n").repeat(40));
        Path first = own.resolve("first");
        Path second = own.resolve("second");
        tiny.use("score", "--input", input, "--output", first.toString(), "--format", "json")
                .done();
        tiny.use("score", "--input", many.toString(), "--output", second.toString(), "--format", "json")
                .done();
        List<JsonNode> few = Scores.rows(first);
        List<JsonNode> all = Scores.rows(second);
        assertEquals(200, all.size());
        for (int i = 0; i < all.size(); i++) {
            assertEquals(few.get(i % 5).get("log_probability"), all.get(i).get("log_probability"), "line " + i);
        }
    }

    @Test
    void rowsKeepTheirColumnsAndTheirOrder() throws IOException {
        Path csv = Files.writeString(own.resolve("mails.csv"), "id,body\n9,line 5\n3,\n7,line 17 ends\n");
        Path scores = own.resolve("scores");
        String[] words = {
            "--input",
            csv.toString(),
            "--output",
            scores.toString(),
            "--format",
            "json",
            "data.format=csv",
            "data.options.header=true",
            "data.text-column=body"
        };
        tiny.use("score", words).done();
        List<JsonNode> rows = Scores.rows(scores);
        assertEquals(
                List.of("9", "3", "7"),
                rows.stream().map(row -> row.get("id").asText()).toList());
        assertTrue(rows.get(1).path("log_probability").isMissingNode(), "a row without a text has no score");
        assertEquals(7, rows.get(0).get("length").asInt(), "the text and its end");
        tiny.use("score", words).refused("output exists", "--overwrite");
        List<String> again = new ArrayList<>(List.of(words));
        again.add("--overwrite");
        tiny.use("score", again.toArray(new String[0])).done();
    }

    @Test
    void scoresAreWrittenAsParquetAndCsvToo() throws IOException {
        Path parquet = own.resolve("parquet");
        tiny.use("score", "--input", input, "--output", parquet.toString()).done();
        assertEquals(5, LocalSpark.session().read().parquet(parquet.toString()).count());
        Path csv = own.resolve("csv");
        tiny.use("score", "--input", input, "--output", csv.toString(), "--format", "csv")
                .done();
        assertEquals(
                5,
                LocalSpark.session()
                        .read()
                        .option("header", "true")
                        .csv(csv.toString())
                        .count());
        tiny.use("score", "--input", input, "--output", csv + "2", "--format", "csv", "--positions")
                .refused("csv holds no arrays");
        tiny.use("score", "--input", input, "--output", csv + "2", "--format", "xml")
                .refused("--format=xml");
    }

    @Test
    void aQuoteInAFieldOfCsvIsDoubled() throws IOException {
        Path said = Files.writeString(own.resolve("said.txt"), "\"line 5,\" she said\n\\\"\n");
        Path csv = own.resolve("quoted");
        tiny.use("score", "--input", said.toString(), "--output", csv.toString(), "--format", "csv")
                .done();
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(csv)) {
            for (Path part : files.filter(file -> file.getFileName().toString().startsWith("part-"))
                    .sorted()
                    .toList()) {
                text.append(Files.readString(part));
            }
        }
        assertTrue(text.toString().contains("\n0,\"\"\"line 5,\"\" she said\",-"), text.toString());
        assertTrue(text.toString().contains("\n1,\"\\\"\"\",-"), text.toString());
    }

    @Test
    void illFormedTextIsCountedOrRefusedWithItsLineBeforeAnythingIsWritten() throws IOException {
        Path broken = own.resolve("broken.txt");
        Files.write(broken, "line 5\nline \u00FF\u00FE 6\nline \u00FF\n".getBytes(StandardCharsets.ISO_8859_1));
        Path scores = own.resolve("scores");
        String[] words = {"--input", broken.toString(), "--output", scores.toString(), "--format", "json"};
        tiny.use("score", with(words, "data.invalid-utf8=fail"))
                .refused("invalid UTF-8: --input=" + broken + " line=2", "data.encoding");
        assertFalse(Files.exists(scores));
        Run run = tiny.use("score", words).done();
        assertTrue(
                run.err().contains("3 invalid UTF-8 sequences replaced by U+FFFD, the first in line 2\n"), run.err());
        assertEquals(
                "line \uFFFD\uFFFD 6", Scores.rows(scores).get(1).get("text").asText());
        String counted = "3 invalid UTF-8 sequences replaced by U+FFFD\n";
        for (String context : List.of("line", "stream")) {
            Run evaluated = tiny.use("evaluate", "--input", broken.toString(), "--context", context)
                    .done();
            assertTrue(evaluated.err().contains(counted), evaluated.err());
        }
        Run decoded = tiny.use("evaluate", "--input", broken.toString(), "data.encoding=US-ASCII")
                .done();
        assertTrue(decoded.err().contains(counted.replace("UTF-8", "US-ASCII")), decoded.err());
    }

    @Test
    void illFormedTextInATableIsRefusedWithItsRow() throws IOException {
        Path broken = own.resolve("broken");
        // the 5,001st row, in the second piece of up to 4,096
        LocalSpark.session()
                .sql("SELECT id, if(id = 5000, CAST(X'6CFF' AS STRING), 'line 5') AS body FROM range(0, 5500, 1, 1)")
                .write()
                .parquet(broken.toString());
        Path scores = own.resolve("scores");
        tiny.use(
                        "score",
                        "--input",
                        broken.toString(),
                        "--output",
                        scores.toString(),
                        "data.format=parquet",
                        "data.text-column=body",
                        "data.invalid-utf8=fail")
                .refused("invalid UTF-8: --input=" + broken + " row=5001; hint");
        assertFalse(Files.exists(scores));
    }

    @Test
    void aTextIsReadAsUtf8WhateverTheTrainingsFilesWere() throws IOException {
        TinyModel latin = new TinyModel(own);
        String text = Files.readString(latin.corpus).replace("never", "n\u00E9v\u00E9r");
        Files.writeString(latin.corpus, text, StandardCharsets.ISO_8859_1);
        latin.train("train.rounds=2", "data.encoding=ISO-8859-1", "data.context=line", "data.max-length=9")
                .done();
        String word = "n\u00E9v\u00E9r";
        String utf8 = Files.writeString(own.resolve("utf8.txt"), word).toString();
        String bytes = Files.writeString(own.resolve("latin1.txt"), word, StandardCharsets.ISO_8859_1)
                .toString();
        JsonNode figures = Scores.json(latin.use("evaluate", "--input", utf8, "--json"));
        // Five letters that the model knows, and the line's end.
        assertEquals(6, figures.get("units").asInt(), figures.toString());
        assertEquals(0, figures.get("unknown").asInt(), figures.toString());
        assertEquals(
                figures, Scores.json(latin.use("evaluate", "--input", bytes, "--json", "data.encoding=ISO-8859-1")));
    }

    @Test
    void noLineIsTooLongUnlessTheWordsSaySo() throws IOException {
        TinyModel cut = new TinyModel(own);
        cut.train("train.rounds=2", "data.context=line", "data.max-length=20", "data.too-long=reject")
                .done();
        String lines = Files.writeString(own.resolve("lines.txt"), "line 5\nline 5 says: now or never\n")
                .toString();
        assertEquals(
                2,
                Scores.json(cut.use("evaluate", "--input", lines, "--json"))
                        .get("lines")
                        .asInt());
        String[] words = {"--input", lines, "--json", "data.max-length=20", "data.too-long=reject"};
        assertEquals(1, Scores.json(cut.use("evaluate", words)).get("lines").asInt());
    }

    @Test
    void sampleAndInspectTakeSettingsOfSpark() {
        String first = "spark.hadoop.fs.s3a.endpoint=http://localhost:1";
        assertEquals(
                tiny.use("inspect").done().out(),
                tiny.use("inspect", first, "spark.x=y").done().out());
        tiny.use("sample", "--length", "5", first).done();
        tiny.use("sample", "train.seed=3").refused("unknown word: word=train.seed=3", "spark.*");
        // Only with the word is this scheme a file system.
        Run.of("inspect", "--model", "mine:" + tiny.model).refused("file system cannot be reached", "mine:");
        Run.of(
                        "inspect",
                        "--model",
                        "mine:" + tiny.model,
                        "spark.hadoop.fs.mine.impl=org.apache.hadoop.fs.RawLocalFileSystem")
                .refused("not a folder", "mine:");
    }

    @Test
    void aFolderOfOthersIsNotOverwrittenWithScores() throws IOException {
        Files.writeString(own.resolve("thesis.txt"), "words");
        tiny.use("score", "--input", input, "--output", own.toString(), "--overwrite")
                .refused("output holds no scores");
        assertTrue(Files.exists(own.resolve("thesis.txt")));
    }

    @Test
    void theNetworkCannotBeChangedByWords() {
        tiny.use("evaluate", "--input", input, "network.hidden=3")
                .refused("network.hidden=3", "only data.* and evaluate.* may differ");
    }

    @Test
    void scoreRefusesWhatOnlyEvaluateReads() {
        tiny.use("score", "--input", input, "--output", own + "/s", "evaluate.context=line")
                .refused("word=evaluate.context=line", "only data.* may differ");
    }

    @Test
    void theContextIsToldByAWordOrByTheOptionWhichWins() throws IOException {
        JsonNode byOption = Scores.json(tiny.use("evaluate", "--input", input, "--json", "--context", "line"));
        JsonNode byWord = Scores.json(tiny.use("evaluate", "--input", input, "--json", "evaluate.context=line"));
        assertEquals("line", byWord.get("context").asText());
        assertEquals(byOption, byWord);
        JsonNode both = Scores.json(
                tiny.use("evaluate", "--input", input, "--json", "--context", "stream", "evaluate.context=line"));
        assertEquals("stream", both.get("context").asText());
    }

    /** data.too-long is read with data.max-length alone, so it must go where that goes. */
    @Test
    void aModelOfLinesIsMeasuredOnAStreamToo() throws IOException {
        TinyModel lines = new TinyModel(own);
        lines.train(
                        "train.rounds=1",
                        "data.context=line",
                        "data.max-length=40",
                        "data.too-long=reject",
                        "evaluate.context=stream",
                        "evaluate.baseline-units=0")
                .done();
        assertEquals(
                "stream",
                Scores.json(lines.use("evaluate", "--input", input, "--json"))
                        .get("context")
                        .asText());
        assertEquals(
                "line",
                Scores.json(lines.use("evaluate", "--input", input, "--json", "--context", "as-trained"))
                        .get("context")
                        .asText());
    }

    @Test
    void anInputThatIsNotThereIsRefused() {
        tiny.use("evaluate", "--input", own + "/none").refused("no file found", "--input=", "none");
        tiny.use("score", "--input", own + "/none", "--output", own + "/s").refused("no file found", "none");
    }

    @Test
    void samplesAreTheSameWhateverTheirNumber() {
        String one =
                tiny.use("sample", "--length", "40", "--prime", "line ").done().out();
        String three = tiny.use("sample", "--length", "40", "--prime", "line ", "--count", "3")
                .done()
                .out();
        assertTrue(one.startsWith("line "), one);
        assertTrue(three.startsWith("--- sample 1 ---\n" + one + "--- sample 2 ---\n"), three);
        String other = tiny.use("sample", "--length", "40", "--prime", "line ", "--seed", "2")
                .done()
                .out();
        assertNotEquals(one, other);
    }

    @Test
    void temperatureZeroIsTheLikeliestUnit() {
        String first = tiny.use("sample", "--temperature", "0", "--length", "30")
                .done()
                .out();
        String second = tiny.use("sample", "--temperature", "0", "--length", "30", "--seed", "9")
                .done()
                .out();
        String third =
                tiny.use("sample", "--top-k", "1", "--length", "30").done().out();
        assertEquals(first, second);
        assertEquals(first, third);
    }

    @Test
    void whatTheModelDoesNotKnowOfThePrimeIsSaid() {
        Run run = tiny.use("sample", "--prime", "Ω!", "--length", "5").done();
        assertTrue(run.err().contains("does not know 2 of the 2 units"), run.err());
        tiny.use("sample", "--count", "0").refused("--count=0");
        tiny.use("sample", "--top-p", "1.5").refused("--top-p=1.5");
    }

    @Test
    void inspectShowsWhatIsInside() throws Exception {
        String out = tiny.use("inspect").done().out();
        for (String part : List.of(
                "lstm, 1 layer of 12", "layer0.forward.update.W", "(12, ", "<unk> ", "\\n", "6 rounds", "context 6")) {
            assertTrue(out.contains(part), part + "\n" + out);
        }
        assertTrue(out.contains("network.hidden          12"), out);
    }

    @Test
    void damagedModelsAreRefused() throws IOException {
        for (String file : List.of("model.safetensors", "vocabulary.txt", "config.json")) {
            Path copy = copy("cut-" + file);
            byte[] bytes = Files.readAllBytes(copy.resolve(file));
            Files.write(copy.resolve(file), Arrays.copyOf(bytes, bytes.length - 9));
            Run.of("inspect", "--model", copy.toString()).refused(file);
            Files.delete(copy.resolve(file));
            Run.of("sample", "--model", copy.toString()).refused(file);
        }
    }

    @Test
    void aModelOfTheFutureIsRefused() throws IOException {
        Path copy = copy("future");
        Path config = copy.resolve("config.json");
        Files.writeString(
                config, Files.readString(config).replace("\"format_version\" : 1", "\"format_version\" : 99"));
        Run.of("sample", "--model", copy.toString()).refused("newer format", "format_version=99");
    }

    private Path copy(String name) throws IOException {
        Path copy = Files.createDirectory(own.resolve(name));
        for (String file : List.of("model.safetensors", "vocabulary.txt", "config.json")) {
            Files.copy(tiny.model.resolve(file), copy.resolve(file));
        }
        return copy;
    }
}
