package dev.unroll.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.unroll.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code task=generate} as users meet it: what is written follows from what is given. */
class GenerateTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void startSpark() {
        LocalSpark.session();
    }

    private Path conf(String text) throws IOException {
        return Files.writeString(folder.resolve("task.conf"), """
                task = generate
                vocabulary.unit = char
                train.workers = 2
                train.batch = 8
                train.sync.local-steps = 4
                train.epochs = 8
                train.rate = 0.02
                network.hidden = 12
                output.model = %s
                """.formatted(folder.resolve("model")) + text);
    }

    private static Run train(Path conf, String... more) {
        List<String> words = new ArrayList<>(List.of("train", "--config", conf.toString()));
        words.addAll(List.of(more));
        return Run.of(words.toArray(new String[0]));
    }

    private Run use(String command, String... more) {
        List<String> words = new ArrayList<>(
                List.of(command, "--model", folder.resolve("model").toString()));
        words.addAll(List.of(more));
        return Run.of(words.toArray(new String[0]));
    }

    private String sample(String... more) {
        List<String> words = new ArrayList<>(List.of("--temperature", "0"));
        words.addAll(List.of(more));
        return use("sample", words.toArray(new String[0])).done().out().strip();
    }

    /** Two languages: runs of ab, and of yz, of two to four letters. */
    private Path languages() throws IOException {
        Path files = Files.createDirectories(folder.resolve("languages"));
        Files.writeString(files.resolve("Early.txt"), "abab\nab\naba\nbab\n".repeat(30));
        Files.writeString(files.resolve("Late.txt"), "zyzy\nzy\nzyz\nyzy\n".repeat(30));
        return files;
    }

    private Path ofLanguages(String place) throws IOException {
        return conf("""
                data.format = class-files
                data.train = %s
                network.given = %s
                """.formatted(languages(), place));
    }

    @ParameterizedTest
    @ValueSource(strings = {"first-input", "first-state"})
    void theClassDecidesWhatIsWritten(String place) throws Exception {
        Run run = train(ofLanguages(place)).done();
        assertTrue(run.err().contains("; 2 labels"), run.err());
        assertFalse(run.err().contains("missing"), run.err());
        assertTrue(run.out().contains("given label=Late"), run.out());
        assertTrue(run.out().contains("held-out text: ") && run.out().contains("best n-gram"), run.out());
        assertTrue(Files.readString(folder.resolve("model/report.html")).contains("given label=Early"));
        assertEquals("Early\nLate\n", Files.readString(folder.resolve("model/labels.txt")));
        String early = use("sample", "--given", "label=Early", "--count", "5", "--temperature", "0.3")
                .done()
                .out();
        assertTrue(early.replaceAll("(?m)^---.*$", "").matches("[ab\n]+"), early);
        assertTrue(sample("--given", "label=Late").matches("[yz]+"), sample("--given", "label=Late"));
        String shown = use("inspect").done().out();
        assertTrue(shown.contains("the label as first " + place.substring(6)), shown);
        assertTrue(shown.contains("given."), shown);
    }

    @Test
    void theNatsAreThoseOfRecordsAndAreFewerThanWithoutLabels() throws Exception {
        Path conf = ofLanguages("first-input");
        train(conf).done();
        JsonNode with = Scores.json(use("evaluate", "--input", languages().toString(), "--json"));
        assertEquals(240, with.get("lines").asInt());
        assertEquals(30 * 2 * (5 + 3 + 4 + 4), with.get("units").asInt());
        use("evaluate", "--input", languages().toString(), "--context", "stream")
                .refused("context=stream");
        use(
                        "score",
                        "--input",
                        languages().toString(),
                        "--output",
                        folder.resolve("s").toString())
                .refused("score is not for this model: task=generate");
        train(conf, "--overwrite", "data.given=none").done();
        assertTrue(Files.notExists(folder.resolve("model/labels.txt")));
        JsonNode without = Scores.json(use("evaluate", "--input", languages().toString(), "--json"));
        double gain = without.get("nats").asDouble() - with.get("nats").asDouble();
        assertTrue(gain > 0.05, "which of two languages it is is worth ln 2 a record: " + gain);
        use("sample", "--given", "label=Early").refused("not an option for this model: --given=label=Early");
    }

    @Test
    void aKilledTrainingGoesOnToTheSameBits() throws Exception {
        Path conf = ofLanguages("first-state");
        String[] settings = {"network.cell=gru", "train.steps=2", "network.dropout=0.2", "train.sync.local-steps=1"};
        Run whole = train(conf, settings).done();
        assertTrue(whole.out().contains("given label=Early"), whole.out());
        byte[] weights = Files.readAllBytes(folder.resolve("model/model.safetensors"));
        List<String> half = new ArrayList<>(List.of(settings));
        half.addAll(List.of("--overwrite", "train.epochs=4"));
        train(conf, half.toArray(new String[0])).done();
        List<String> rest = new ArrayList<>(List.of(settings));
        rest.add("--resume");
        train(conf, rest.toArray(new String[0])).done();
        assertArrayEquals(weights, Files.readAllBytes(folder.resolve("model/model.safetensors")));
    }

    @Test
    void numbersDecideToo() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            boolean high = i % 2 == 0;
            lines.append(high ? 1000 + i % 7 : 900 - i % 7).append(';').append(i % 3);
            lines.append('\t').append(high ? "up" : "down").append('\n');
        }
        Path conf = conf("""
                data.format = labelled-lines
                data.given = number
                data.labels.separator = ;
                data.train = %s
                """.formatted(Files.writeString(folder.resolve("numbers.tsv"), lines)));
        Run run = train(conf).done();
        assertTrue(run.out().contains("given x="), run.out());
        String stored = Files.readString(folder.resolve("model/standardisation.tsv"));
        assertTrue(stored.matches("(value\t[0-9.E-]+\t[0-9.E-]+\n){2}"), stored);
        assertEquals("up", sample("--given", "x=1003,1"));
        assertEquals("down", sample("--given", "x=897, 1"));
        assertEquals("up", sample("--given", "x=1003,1", "--prime", "u"));
        for (String wrong : List.of("x=1", "x=1,2,3", "x=1,nan", "x=0x1p3,2", "label=up", "1,2")) {
            use("sample", "--given", wrong).refused("this model begins from 2 numbers: --given=" + wrong);
        }
    }

    @Test
    void tablesAndTextsAreWrittenToo() throws Exception {
        StringBuilder rows = new StringBuilder("kind,name\n");
        for (int i = 0; i < 120; i++) {
            rows.append(i % 2 == 0 ? "even,abab\n" : "odd,zyzy\n");
        }
        Path table = Files.writeString(folder.resolve("rows.csv"), rows);
        Path conf = conf("""
                data.format = csv
                data.options.header = true
                data.train = %s
                data.text-column = name
                data.validation = 0
                """.formatted(table));
        train(conf, "data.label-column=kind").done();
        assertEquals("abab", sample("--given", "label=even"));
        assertEquals("zyzy", sample("--given", "label=odd"));
        train(conf, "--overwrite").done();
        use("sample").done();
        Path lines = Files.writeString(folder.resolve("lines.txt"), "abab\n".repeat(120));
        Path text = conf("data.train = " + lines + "\ndata.validation = 0\n");
        Run generated = train(text, "--overwrite").done();
        assertTrue(!generated.out().contains("given"), generated.out());
        byte[] weights = Files.readAllBytes(folder.resolve("model/model.safetensors"));
        assertEquals("abab", sample());
        Path scores = folder.resolve("scores");
        use("score", "--input", lines.toString(), "--output", scores.toString()).done();
        train(text, "--overwrite", "task=language-model", "data.context=line", "train.steps=0")
                .done();
        assertArrayEquals(weights, Files.readAllBytes(folder.resolve("model/model.safetensors")));
    }

    @Test
    void aSampleGoesOnFromAFile() throws Exception {
        train(ofLanguages("first-input")).done();
        Path prime = Files.writeString(folder.resolve("prime.txt"), "aba\n");
        String[] words = {"--given", "label=Early", "--prime-file", prime.toString()};
        assertTrue(sample(words).startsWith("aba"), sample(words));
        assertEquals(sample("--given", "label=Early", "--prime", "aba"), sample(words));
        use("sample", "--given", "label=Early", "--prime", "a", "--prime-file", prime.toString())
                .refused("--prime=a --prime-file=");
        Files.writeString(prime, "aba\nbab\n");
        use("sample", words).refused("several lines: --prime-file=");
        Files.write(prime, new byte[] {'a', (byte) 0xFF});
        use("sample", words).refused("file is not UTF-8: --prime-file=");
        Files.delete(prime);
        use("sample", words).refused("cannot read: --prime-file=");
    }

    @Test
    void mistakesAreRefusedInOneLine() throws Exception {
        Path conf = ofLanguages("first-input");
        train(conf, "data.format=conll").refused("data.format=conll", "task=generate writes texts");
        train(conf, "data.format=text", "data.given=class").refused("data.given=class", "text has none");
        train(conf, "data.given=number").refused("data.given=number");
        train(conf, "train.epochs=1").done();
        use("sample").refused("this model begins from a label: --given=", "Early, Late");
        use("sample", "--given", "label=Earl").refused("no such label: --given=label=Earl", "nearest label is Early");
        use("sample", "--given", "Early").refused("write --given \"label=NAME\"");
    }
}
