package dev.unroll.cli;

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

/** What {@code train} and {@code evaluate} tell of classes, one or several a record, and how {@code score} keeps a table's own. */
class LabelledFiguresTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void startSpark() {
        LocalSpark.session();
    }

    private Run train(Path corpus, String... more) throws IOException {
        Path conf = Files.writeString(folder.resolve("task.conf"), """
                task = classify
                data.format = csv
                data.options.header = true
                data.text-column = text
                data.label-column = label
                data.train = %s
                data.validation = 0.2
                vocabulary.unit = word
                network.embedding = 8
                network.pool = mean
                network.hidden = 8
                train.workers = 2
                train.batch = 8
                train.epochs = 12
                train.rate = 0.02
                output.model = %s
                """.formatted(corpus, folder.resolve("model")));
        List<String> words = new ArrayList<>(List.of("train", "--config", conf.toString()));
        words.addAll(List.of(more));
        return Run.of(words.toArray(new String[0]));
    }

    private Run use(String command, Path input, String... more) {
        List<String> words = new ArrayList<>(List.of(
                command,
                "--model",
                folder.resolve("model").toString(),
                "--input",
                input.toString(),
                "data.format=csv",
                "data.options.header=true",
                "data.text-column=text"));
        words.addAll(List.of(more));
        return Run.of(words.toArray(new String[0]));
    }

    private List<JsonNode> said(Path corpus, String... more) throws IOException {
        List<String> words = new ArrayList<>(
                List.of("--output", folder.resolve("said").toString(), "--format", "json", "--probabilities"));
        words.addAll(List.of(more));
        use("score", corpus, words.toArray(new String[0])).done();
        return Scores.rows(folder.resolve("said"));
    }

    @Test
    void aClassifierTellsHowSureItMayBe() throws Exception {
        StringBuilder text = new StringBuilder("label,text\n");
        for (int i = 0; i < 150; i++) {
            text.append(i % 3 == 0 ? "bad,a poor film " : "good,a fine film ")
                    .append(i)
                    .append('\n');
        }
        Path corpus = Files.writeString(folder.resolve("films.csv"), text);
        Run run = train(corpus, "data.positive-label=good").done();
        List<String> names = List.of(
                "accuracy",
                "macro_f1",
                "mcc",
                "positive_f1",
                "sensitivity",
                "specificity",
                "precision",
                "roc_auc",
                "pr_auc",
                "calibration_error",
                "nats");
        for (String name : names) {
            assertTrue(run.out().contains("  " + name + " "), name + "\n" + run.out());
        }
        assertTrue(run.out().contains("true \\ said"), run.out());
        assertTrue(
                run.out().lines().anyMatch(line -> line.matches(" +class +precision +recall +f1 +support")), run.out());
        JsonNode figures = Scores.json(use("evaluate", corpus, "--json", "data.label-column=label"));
        for (String name : names) {
            assertTrue(figures.get(name).isNumber(), name + " " + figures);
        }
        for (String name : List.of("classes", "confusion", "calibration", "intervals", "baselines")) {
            assertTrue(figures.hasNonNull(name), name + " " + figures);
        }
        JsonNode first = said(corpus).get(0);
        assertEquals("bad", first.get("label").asText(), "the table's own column stays");
        assertEquals("bad", first.get("predicted_label").asText());
        assertTrue(first.get("confidence").asDouble() > 0.5, first.toString());
    }

    @Test
    void aRecordMayHaveSeveralLabels() throws Exception {
        StringBuilder text = new StringBuilder("label,text\n");
        for (int i = 0; i < 160; i++) {
            String label =
                    (i % 2 == 0 ? "red" : "") + (i % 4 == 0 ? "+" : "") + (i % 4 == 0 || i % 4 == 3 ? "big" : "");
            text.append(label.isEmpty() ? "none" : label).append(',');
            text.append(i % 2 == 0 ? "a crimson " : "a pale ");
            text.append(i % 4 == 0 || i % 4 == 3 ? "giant " : "dwarf ")
                    .append(i)
                    .append('\n');
        }
        Path corpus = Files.writeString(folder.resolve("things.csv"), text);
        Run run = train(corpus, "data.labels.separator=+", "network.output=sigmoid", "data.positive-label=red")
                .done();
        assertEquals("big\nnone\nred\n", Files.readString(folder.resolve("model/labels.txt")));
        for (String name : List.of("macro_f1", "micro_f1", "accuracy", "roc_auc", "pr_auc", "calibration_error")) {
            assertTrue(run.out().contains("  " + name + " "), name + "\n" + run.out());
        }
        String[] words = {"--json", "data.label-column=label", "data.labels.separator=+"};
        JsonNode figures = Scores.json(use("evaluate", corpus, words));
        assertTrue(figures.get("accuracy").asDouble() > 0.9, figures.toString());
        assertTrue(figures.get("micro_f1").asDouble() > 0.9, figures.toString());
        JsonNode first = said(corpus).get(0);
        assertEquals("[\"big\",\"red\"]", first.get("labels").toString());
        assertTrue(first.get("probabilities").get("none").asDouble() < 0.5, first.toString());
    }

    @Test
    void whatHasNoLabelsIsScoredButNotMeasured() throws Exception {
        StringBuilder text = new StringBuilder("label,text\n");
        for (int i = 0; i < 60; i++) {
            text.append(i % 3 == 0 ? "bad" : i % 3 == 1 ? "good" : "")
                    .append(",a film ")
                    .append(i)
                    .append('\n');
        }
        Path corpus = Files.writeString(folder.resolve("films.csv"), text);
        Run run = train(corpus).done();
        assertTrue(run.err().contains("corpus: 20 labels missing"), run.err());
        Path bare = Files.writeString(folder.resolve("bare.csv"), "label,text\n,a film\n,another\n");
        use("evaluate", bare, "data.label-column=label").refused("records have no labels: --input=", "records=2");
        assertEquals(2, said(bare).size());
        train(corpus, "--overwrite", "data.label-column=lable").refused("no such column", "the nearest is label");
    }
}
