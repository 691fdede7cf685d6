package dev.unroll.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
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

/** {@code train} and {@code evaluate} for tasks with labels, as users meet them. */
class LabelledTasksTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void startSpark() {
        LocalSpark.session();
    }

    private Path conf(String text) throws IOException {
        return Files.writeString(folder.resolve("task.conf"), """
                train.workers = 2
                train.batch = 8
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

    private byte[] weights() throws IOException {
        return Files.readAllBytes(folder.resolve("model/model.safetensors"));
    }

    private Run use(String command, String... more) {
        List<String> words = new ArrayList<>(
                List.of(command, "--model", folder.resolve("model").toString()));
        words.addAll(List.of(more));
        return Run.of(words.toArray(new String[0]));
    }

    /** Sentences in which a word's part of speech can be told from it, and names from the word before. */
    private Path conll(int sentences) throws IOException {
        StringBuilder text = new StringBuilder("-DOCSTART-\tO\n\n");
        for (int i = 0; i < sentences; i++) {
            text.append("We\tO\nmet\tO\n");
            text.append("Mr\tO\n").append("name").append(i % 7).append("\tB-PER\n");
            if (i % 3 == 0) {
                text.append("name").append((i + 1) % 7).append("\tI-PER\n");
            }
            text.append("in\tO\nname").append(i % 5).append("\tB-LOC\n.\tO\n\n");
        }
        return Files.writeString(folder.resolve("names.conll"), text);
    }

    @Test
    void aTaggerLearnsNamesFromConll() throws Exception {
        Path conf = conf("""
                task = tag
                data.format = conll
                data.train = %s
                vocabulary.unit = word
                network.bidirectional = true
                network.embedding = 8
                """.formatted(conll(120)));
        Run run = train(conf).done();
        assertTrue(run.err().contains("; 4 labels"), run.err());
        assertEquals("B-LOC\nB-PER\nI-PER\nO\n", Files.readString(folder.resolve("model/labels.txt")));
        for (String figure : List.of("entity_f1", "accuracy", "memorised-entities", "95 % interval")) {
            assertTrue(run.out().contains(figure), figure + "\n" + run.out());
        }
        Path input = folder.resolve("names.conll");
        JsonNode figures = Scores.json(use("evaluate", "--input", input.toString(), "--json"));
        assertTrue(figures.get("entity_f1").asDouble() > 0.8, figures.toString());
        use(
                        "score",
                        "--input",
                        input.toString(),
                        "--output",
                        folder.resolve("said").toString(),
                        "--format",
                        "json")
                .done();
        List<JsonNode> rows = Scores.rows(folder.resolve("said"));
        assertEquals(120, rows.size());
        JsonNode first = rows.get(0);
        assertTrue(first.get("place").asText().endsWith("names.conll:3"), first.toString());
        assertEquals("We met Mr name0 name1 in name0 .", first.get("text").asText());
        assertEquals(8, first.get("labels").size());
        assertEquals(8, first.get("confidence").size());
    }

    @Test
    void aTaggerWithAChainLearnsToo() throws Exception {
        Path conf = conf("""
                task = tag
                data.format = conll
                data.train = %s
                vocabulary.unit = word
                network.bidirectional = true
                network.embedding = 8
                network.crf = true
                """.formatted(conll(60)));
        train(conf).done();
    }

    @Test
    void aTaggerReadsHowWordsAreWritten() throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 120; i++) {
            text.append("the\tDET\nbird")
                    .append(i)
                    .append("s\tNOUN\nsing")
                    .append(i)
                    .append("ing\tVERB\n\n");
        }
        Path corpus = Files.writeString(folder.resolve("endings.conll"), text);
        Path vectors =
                Files.writeString(folder.resolve("vectors.txt"), "the 1 0 0 0 0 0 0 0\nnobody 0 1 0 0 0 0 0 0\n");
        Path conf = conf("""
                task = tag
                data.format = conll
                data.labels.scheme = none
                data.train = %s
                vocabulary.unit = word
                vocabulary.min-count = 2
                network.embedding = 8
                network.spelling = 8
                network.casing = true
                network.embedding.file = %s
                """.formatted(corpus, vectors));
        Run run = train(conf).done();
        assertTrue(run.err().contains("word vectors: 2 read, 1 word begin with theirs"), run.err());
        assertTrue(Files.readString(folder.resolve("model/characters.txt")).contains("\ng\n"));
        JsonNode figures = Scores.json(use("evaluate", "--input", corpus.toString(), "--json"));
        assertEquals(1.0, figures.get("accuracy").asDouble(), 0.01, figures.toString());
        use(
                        "score",
                        "--input",
                        corpus.toString(),
                        "--output",
                        folder.resolve("said").toString(),
                        "--format",
                        "json")
                .done();
        JsonNode first = Scores.rows(folder.resolve("said")).get(0);
        assertEquals("[\"DET\",\"NOUN\",\"VERB\"]", first.get("labels").toString());
    }

    @Test
    void aKilledTaggerGoesOnToTheSameBits() throws Exception {
        Path conf = conf("""
                task = tag
                data.format = conll
                data.train = %s
                vocabulary.unit = word
                network.embedding = 8
                network.dropout = 0.2
                """.formatted(conll(60)));
        train(conf).done();
        byte[] whole = weights();
        train(conf, "--overwrite", "train.epochs=4").done();
        train(conf, "--resume").done();
        assertArrayEquals(whole, weights());
    }

    @Test
    void textsAreClassifiedByTheirFiles() throws Exception {
        Path texts = Files.createDirectory(folder.resolve("texts"));
        StringBuilder good = new StringBuilder();
        StringBuilder bad = new StringBuilder();
        for (int i = 0; i < 80; i++) {
            good.append("a fine film ").append(i).append('\n');
            bad.append("a poor film ").append(i).append('\n');
        }
        Files.writeString(texts.resolve("good.txt"), good);
        Files.writeString(texts.resolve("bad.txt"), bad);
        Path conf = conf("""
                task = classify
                data.format = class-files
                data.train = %s
                vocabulary.unit = word
                network.embedding = 8
                network.pool = mean
                data.positive-label = good
                """.formatted(texts));
        train(conf, "vocabulary.min-count=1000").refused("vocabulary has no symbols");
        train(conf).done();
        assertEquals("bad\ngood\n", Files.readString(folder.resolve("model/labels.txt")));
    }

    @Test
    void numbersAreLearntInTheirOwnUnits() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            String text = Integer.toString(i % 50, 2);
            lines.append(1000 + 5 * text.chars().filter(c -> c == '1').count())
                    .append('\t')
                    .append(text)
                    .append('\n');
        }
        Path conf = conf("""
                task = regress
                data.format = labelled-lines
                data.train = %s
                """.formatted(Files.writeString(folder.resolve("ones.tsv"), lines)));
        train(conf).done();
        String stored = Files.readString(folder.resolve("model/standardisation.tsv"));
        assertTrue(stored.matches("value\t10[0-9.]+\t0?[.][0-9E-]+\n"), stored);
    }

    @Test
    void tablesHoldRecordsOfAnyShape() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            lines.append("{\"id\": ")
                    .append(i)
                    .append(", \"steps\": [[")
                    .append(i % 3)
                    .append(", 1.5], [2, ")
                    .append(i % 2)
                    .append("]], \"class\": \"")
                    .append(i % 2 == 0 ? "even" : "odd")
                    .append("\"}\n");
        }
        Path conf = conf("""
                task = classify
                data.format = json
                data.train = %s
                data.text-column = steps
                data.label-column = class
                data.key-column = id
                """.formatted(Files.writeString(folder.resolve("rows.json"), lines)));
        Run run = train(conf).done();
        assertTrue(run.err().contains("2 labels"), run.err());
        Path rows = folder.resolve("rows.json");
        use(
                        "score",
                        "--input",
                        rows.toString(),
                        "--output",
                        folder.resolve("said").toString(),
                        "--format",
                        "json")
                .done();
        List<JsonNode> said = Scores.rows(folder.resolve("said"));
        assertEquals(60, said.size());
        assertEquals(7, said.get(7).get("id").asInt());
        assertEquals("odd", said.get(7).get("class").asText());
        assertTrue(
                said.get(7).hasNonNull("label") && said.get(7).hasNonNull("confidence"),
                said.get(7).toString());
    }

    @Test
    void badRecordsAreCountedAndWrittenAside() throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            text.append("a\tone ").append(i).append("\nb\ttwo ").append(i).append("\nnolabel\n");
        }
        Path lines = Files.writeString(folder.resolve("few.tsv"), text);
        Path conf = conf("""
                task = classify
                data.format = labelled-lines
                data.train = %s
                vocabulary.unit = word
                network.embedding = 4
                """.formatted(lines));
        Run run = train(conf).done();
        assertTrue(run.err().contains("20 records left out"), run.err());
        train(conf, "--overwrite", "data.bad-records=fail")
                .refused("record cannot be used", "few.tsv:3", "data.bad-records=quarantine");
    }

    @Test
    void mistakesAreRefusedInOneLine() throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            text.append("a\tone ").append(i).append('\n');
        }
        Path conf = conf("""
                task = classify
                data.format = labelled-lines
                data.train = %s
                vocabulary.unit = word
                network.embedding = 4
                """.formatted(Files.writeString(folder.resolve("one.tsv"), text)));
        train(conf).refused("corpus has fewer classes than can be told apart", "classes=1 label=a");
        train(conf, "data.label-column=first").refused("column has no number: data.label-column=first");
        train(conf, "data.format=text").refused("data.format=text", "task=classify needs labels");
        train(conf, "data.labels.scheme=iobes").refused("data.labels.scheme=iobes", "does not read it");
        train(conf, "data.labels.map=a -> x, b").refused("label map is not clear");
        train(conf, "data.positive-label=z", "data.labels.map=").refused("classes=1");
        train(conf, "data.train=" + folder.resolve("none.tsv")).refused("no file found");
    }
}
