package dev.unroll.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.unroll.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that cannot be used, as users meet them. */
class BadRecordsTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void startSpark() {
        LocalSpark.session();
    }

    private Path lines(String name, int bad) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.max(20, bad); i++) {
            text.append("a\tone ").append(i).append("\nb\ttwo ").append(i).append('\n');
            if (i < bad) {
                text.append("nolabel ").append(i).append('\n');
            }
        }
        return Files.writeString(folder.resolve(name), text);
    }

    private Run train(String format, Path corpus, String... more) throws IOException {
        Path conf = Files.writeString(folder.resolve("task.conf"), "task = classify\n");
        List<String> words = new ArrayList<>(List.of(
                "train",
                "--config",
                conf.toString(),
                "data.format=" + format,
                "data.train=" + corpus,
                "vocabulary.unit=word",
                "network.hidden=4",
                "network.embedding=4",
                "train.workers=2",
                "train.batch=8",
                "train.epochs=1",
                "output.model=" + folder.resolve("model")));
        words.addAll(List.of(more));
        return Run.of(words.toArray(new String[0]));
    }

    private List<JsonNode> rejected(String name) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("model/rejected").resolve(name))) {
            rows.add(new ObjectMapper().readTree(line));
        }
        return rows;
    }

    private static List<String> listed(Run run) {
        return run.err()
                .lines()
                .filter(line -> line.startsWith("  "))
                .map(String::strip)
                .toList();
    }

    @Test
    void theFirstTenAreListedAndAllAreKeptBesideTheModel() throws Exception {
        Path corpus = lines("few.tsv", 13);
        Run run = train("labelled-lines", corpus, "data.test=" + lines("test.tsv", 2))
                .done();
        assertTrue(run.err().contains("data.train: 13 records cannot be used, the first 10 of them:\n"), run.err());
        assertTrue(run.err().contains("data.test: 2 records cannot be used:\n"), run.err());
        List<String> listed = listed(run);
        assertEquals(12, listed.size(), run.err());
        assertTrue(listed.get(0).endsWith("few.tsv:3: columns do not fit: columns=1 expected=2"), listed.get(0));
        assertTrue(listed.get(9).contains("few.tsv:30: "), listed.get(9));
        List<JsonNode> all = rejected("train.jsonl");
        assertEquals(13, all.size());
        assertTrue(
                all.get(12).get("place").asText().endsWith("few.tsv:39"),
                all.get(12).toString());
        assertEquals("nolabel 12", all.get(12).get("text").asText());
        assertEquals(2, rejected("test.jsonl").size());
        assertFalse(Files.exists(folder.resolve("model/.staging")), "nothing of the run is left");
    }

    @Test
    void aLaterTrainingTakesThemAway() throws Exception {
        train("labelled-lines", lines("few.tsv", 3)).done();
        assertEquals(3, rejected("train.jsonl").size());
        train("labelled-lines", lines("few.tsv", 0)).refused("output directory is not empty");
        train("labelled-lines", lines("few.tsv", 0), "--overwrite").done();
        assertFalse(Files.exists(folder.resolve("model/rejected")));
        train("labelled-lines", lines("few.tsv", 1), "--overwrite", "train.epochs=2")
                .done();
        train("labelled-lines", lines("few.tsv", 1), "--resume", "train.epochs=3")
                .done();
        assertEquals(1, rejected("train.jsonl").size());
    }

    @Test
    void theListIsTheSameHoweverATableIsCut() throws Exception {
        Path table = Files.createDirectory(folder.resolve("table"));
        for (int file = 0; file < 12; file++) {
            StringBuilder text = new StringBuilder("label,text\n");
            for (int i = 0; i < 5 + file; i++) {
                text.append(i % 2 == 0 ? "a" : "b")
                        .append(",some text ")
                        .append(i)
                        .append('\n');
            }
            text.append("a\nb,this,is too much\na,\"\"\n");
            Files.writeString(table.resolve("part-" + file + ".csv"), text);
        }
        String[] words = {"data.options.header=true", "data.text-column=text", "data.label-column=label"};
        List<String> once = listed(train("csv", table, words).done());
        assertEquals(10, once.size());
        assertTrue(once.get(0).endsWith("part-0.csv row=6: fields are not as many as columns"), once.get(0));
        assertTrue(once.get(1).contains("part-0.csv row=7: "), once.get(1));
        assertTrue(once.get(2).endsWith("part-0.csv row=8: nothing to read"), once.get(2));
        assertTrue(once.get(3).contains("part-1.csv row=7: "), once.get(3));
        assertEquals(
                "b,this,is too much", rejected("train.jsonl").get(1).get("text").asText());
        LocalSpark.session().conf().set("spark.sql.files.openCostInBytes", 1);
        LocalSpark.session().conf().set("spark.sql.files.maxPartitionBytes", 300);
        try {
            String[] again = {words[0], words[1], words[2], "--overwrite"};
            assertEquals(once, listed(train("csv", table, again).done()));
        } finally {
            LocalSpark.session().conf().unset("spark.sql.files.openCostInBytes");
            LocalSpark.session().conf().unset("spark.sql.files.maxPartitionBytes");
        }
    }

    @Test
    void theFirstEndsTheJobIfNoneMayBeLeftOut() throws Exception {
        Path corpus = lines("few.tsv", 3);
        train("labelled-lines", corpus, "data.bad-records=fail")
                .refused("record cannot be used", "few.tsv:3 reason=columns do not fit", "data.bad-records=quarantine");
        assertFalse(Files.exists(folder.resolve("model")) && Files.exists(folder.resolve("model/rejected")));
        train("labelled-lines", lines("fine.tsv", 0), "data.test=" + corpus, "data.bad-records=fail")
                .refused("record cannot be used: data.test=", "few.tsv:3");
    }

    @Test
    void theyAreListedEvenIfNothingElseIsThere() throws Exception {
        Path corpus = Files.writeString(folder.resolve("none.tsv"), "no label\nnone here\n");
        Run run = train("labelled-lines", corpus);
        run.refused("corpus is empty: data.train=", "unusable-records=2 first=", "none.tsv:1");
        assertEquals(2, listed(run).size(), run.err());
    }

    @Test
    void evaluateListsThem() throws Exception {
        train("labelled-lines", lines("fine.tsv", 0)).done();
        Run run = Run.of(
                        "evaluate",
                        "--model",
                        folder.resolve("model").toString(),
                        "--input",
                        lines("few.tsv", 2).toString())
                .done();
        assertTrue(run.err().contains("--input: 2 records cannot be used:\n"), run.err());
        assertTrue(listed(run).get(1).contains("few.tsv:6: "), run.err());
    }

    @Test
    void tooLongLinesOfALanguageModelAreKeptToo() throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            text.append(i % 20 == 7 ? "far too long a line\n" : "abc ab\n");
        }
        Path corpus = Files.writeString(folder.resolve("lines.txt"), text);
        Run run = train(
                        "text",
                        corpus,
                        "task=language-model",
                        "vocabulary.unit=char",
                        "data.context=line",
                        "data.validation=0",
                        "data.max-length=9",
                        "data.too-long=reject")
                .done();
        assertTrue(run.err().contains("data.train: 3 records cannot be used:\n"), run.err());
        assertTrue(listed(run).get(0).contains("lines.txt offset=49: too long: data.max-length=9"), run.err());
        assertEquals(
                "far too long a line",
                rejected("train.jsonl").get(2).get("text").asText());
    }

    @Test
    void whatIsMendedIsTold() throws Exception {
        String sentence = "Ann\tI-PER\nsaw\tO\nBob\tB-PER\n\n";
        Path corpus = Files.writeString(folder.resolve("names.conll"), sentence.repeat(20));
        Run run = train("conll", corpus, "task=tag", "data.validation=0", "data.labels.scheme=bio")
                .done();
        assertTrue(run.err().contains("20 labels mended that BIO does not allow"), run.err());
        run = train("conll", corpus, "task=tag", "data.validation=0", "data.labels.scheme=iob1", "--overwrite")
                .done();
        assertFalse(run.err().contains("mended"), run.err());
    }

    @Test
    void bytesThatAreNoTextAreReplacedAndToldOrRefusedWithTheirPlace() throws Exception {
        Path corpus = lines("few.tsv", 0);
        byte[] bytes = Files.readAllBytes(corpus);
        bytes[4] = (byte) 0xE9;
        Files.write(corpus, bytes);
        Run run = train("labelled-lines", corpus, "data.validation=0").done();
        assertTrue(run.err().contains("1 invalid UTF-8 sequence replaced by U+FFFD"), run.err());
        String model = folder.resolve("model").toString();
        String fail = "data.invalid-utf8=fail";
        train("labelled-lines", corpus, "--overwrite", fail).refused("few.tsv", "offset=4", "data.encoding");
        Run.of("score", "--model", model, "--input", corpus.toString(), "--output", folder + "/out", fail)
                .refused("few.tsv", "offset=4");
        train("labelled-lines", corpus, "--overwrite", fail, "data.encoding=ISO-8859-1")
                .done();
    }

    @Test
    void aTableThatSparkIsToldToRefuseIsRefusedByScoreToo() throws Exception {
        Path good = Files.writeString(folder.resolve("good.csv"), "label,text\na,one two\nb,three\na,four\n");
        Path ragged = Files.writeString(folder.resolve("ragged.csv"), "label,text\na,one\nb,two,three\n");
        String[] table = {"data.options.header=true", "data.text-column=text"};
        train("csv", good, table[0], table[1], "data.label-column=label", "data.validation=0")
                .done();
        Run.of(
                        "score",
                        "--model",
                        folder.resolve("model").toString(),
                        "--input",
                        ragged.toString(),
                        "--output",
                        folder + "/scores",
                        "data.format=csv",
                        table[0],
                        table[1],
                        "data.options.mode=FAILFAST")
                .refused("ragged.csv", "MALFORMED_CSV_RECORD");
        assertFalse(Files.exists(folder.resolve("scores")));
    }
}
