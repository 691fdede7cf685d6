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
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code train data.folds=K}, as users meet it. */
class CrossValidationTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void startSpark() {
        LocalSpark.session();
    }

    private Path conf(String text) throws IOException {
        return Files.writeString(folder.resolve("task.conf"), """
                train.workers = 1
                train.batch = 8
                train.epochs = 2
                train.rate = 0.02
                network.hidden = 6
                data.folds = 3
                output.model = %s
                """.formatted(folder.resolve("model")) + text);
    }

    /** Reviews; each stands there twice, and every eleventh with another label the second time. One label stands alone. */
    private Path reviews() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            String good = i % 2 == 0 ? "good" : "bad";
            String again = i % 11 == 3 ? "odd" : good;
            String text = (i % 2 == 0 ? "a fine film " : "a poor film ") + i;
            lines.append(good).append('\t').append(text).append('\n');
            lines.append(again).append('\t').append(text).append('\n');
        }
        return Files.writeString(folder.resolve("reviews.tsv"), lines.append("rare\tnobody saw it\n"));
    }

    private Path classes() throws IOException {
        return conf("""
                task = classify
                data.format = labelled-lines
                data.train = %s
                data.validation = 0.2
                vocabulary.unit = word
                network.embedding = 6
                network.pool = mean
                """.formatted(reviews()));
    }

    private static Run train(Path conf, String... more) {
        List<String> words = new ArrayList<>(List.of("train", "--config", conf.toString()));
        words.addAll(List.of(more));
        return Run.of(words.toArray(new String[0]));
    }

    private JsonNode summary() throws IOException {
        return new ObjectMapper()
                .readTree(folder.resolve("model/cross-validation.json").toFile());
    }

    private JsonNode measured(int fold) throws IOException {
        return new ObjectMapper()
                .readTree(
                        folder.resolve("model/fold-" + fold + "/measured.json").toFile());
    }

    private String all() throws IOException {
        StringBuilder all = new StringBuilder(Files.readString(folder.resolve("model/cross-validation.json")));
        for (int fold = 1; fold <= 3; fold++) {
            Path own = folder.resolve("model/fold-" + fold);
            all.append(Files.readString(own.resolve("config.json")))
                    .append(Files.readString(own.resolve("measured.json")));
        }
        return all.toString();
    }

    @Test
    void eachRecordIsMeasuredOnceByANetworkThatHasNotSeenIt() throws Exception {
        Run run = train(classes()).done();
        JsonNode summary = summary();
        long records = 0;
        double right = 0;
        for (int fold = 1; fold <= 3; fold++) {
            long own = measured(fold).get("units").asLong();
            assertEquals(own, summary.get("records").get(fold - 1).asLong());
            records += own;
            double accuracy =
                    measured(fold).get("figures").get("network").get("accuracy").asDouble();
            assertEquals(
                    accuracy,
                    summary.get("network")
                            .get("accuracy")
                            .get("folds")
                            .get(fold - 1)
                            .asDouble());
            right += own * accuracy;
            assertTrue(run.err().contains("fold " + fold + " of 3  round "), run.err());
        }
        assertEquals(121, records);
        for (String words : List.of("3 folds", "121 records", "mean of folds", "accuracy by fold", "naive-bayes")) {
            assertTrue(run.out().contains(words), words + "\n" + run.out());
        }
        JsonNode pooled = summary.get("network").get("accuracy").get("pooled");
        if (pooled == null) {
            assertTrue(run.out().contains("the folds know different labels"), run.out());
        } else {
            assertEquals(right / records, pooled.asDouble(), 1e-12);
        }
        assertFalse(Files.exists(folder.resolve("model/.staging")), "what was rewritten is removed");
        int unknowing = 0;
        for (int fold = 1; fold <= 3; fold++) {
            List<String> labels = Files.readAllLines(folder.resolve("model/fold-" + fold + "/labels.txt"));
            assertTrue(labels.containsAll(List.of("bad", "good")), labels.toString());
            unknowing += labels.contains("rare") ? 0 : 1;
        }
        assertTrue(unknowing >= 1, "the fold that measures the one rare label has not learnt of it");
        modelCommandsAskForAFold();
        aFoldIsATrainingByItself();
    }

    private void modelCommandsAskForAFold() {
        String model = folder.resolve("model").toString();
        String input = folder.resolve("reviews.tsv").toString();
        for (String[] command : new String[][] {
            {"evaluate", "--model", model, "--input", input},
            {
                "score",
                "--model",
                model,
                "--input",
                input,
                "--output",
                folder.resolve("out").toString()
            },
            {"sample", "--model", model},
            {"inspect", "--model", model}
        }) {
            Run.of(command).refused("not a model but a cross-validation", "fold-1");
        }
        Run.of("evaluate", "--model", model + "/fold-2", "--input", input).done();
    }

    private void aFoldIsATrainingByItself() throws IOException {
        Path alone = folder.resolve("alone");
        Run run = train(folder.resolve("task.conf"), "data.fold=3", "output.model=" + alone)
                .done();
        assertTrue(run.out().contains("test records"), run.out());
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("model/fold-3/model.safetensors")),
                Files.readAllBytes(alone.resolve("model.safetensors")));
    }

    @Test
    void pooledFiguresAreThoseOfAllRecords() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 90; i++) {
            lines.append(i % 3 == 0 ? "yes" : "no")
                    .append('\t')
                    .append(i % 3 == 0 ? "oui " : "non ")
                    .append(i);
            lines.append('\n');
        }
        Path conf = conf("""
                task = classify
                data.format = labelled-lines
                data.train = %s
                data.positive-label = yes
                train.select = mcc
                vocabulary.unit = word
                network.embedding = 6
                """.formatted(Files.writeString(folder.resolve("two.tsv"), lines)));
        Run run = train(conf).done();
        assertTrue(run.err().contains(" nats  mcc "), run.err());
        double right = 0;
        for (int fold = 1; fold <= 3; fold++) {
            JsonNode own = measured(fold);
            right += own.get("units").asLong()
                    * own.get("figures").get("network").get("accuracy").asDouble();
        }
        JsonNode network = summary().get("network");
        assertEquals(right / 90, network.get("accuracy").get("pooled").asDouble(), 1e-12);
        for (String figure : List.of("mcc", "sensitivity", "specificity", "roc_auc", "nats")) {
            assertTrue(network.get(figure).has("pooled"), figure);
        }
        JsonNode majority = summary().get("baselines").get("majority").get("accuracy");
        assertEquals(60 / 90.0, majority.get("pooled").asDouble(), 1e-12, "no is what most records are, in all folds");
        assertTrue(run.out().contains("all records") && run.out().contains("best baseline"), run.out());
    }

    @Test
    void aStoppedCrossValidationGoesOnToTheSameFigures() throws Exception {
        Path conf = classes();
        train(conf, "train.checkpoint-every=5").done();
        String whole = all();
        Path model = folder.resolve("model");
        Files.delete(model.resolve("fold-2/measured.json"));
        Files.delete(model.resolve("fold-2/config.json"));
        Files.delete(newestCheckpoint(model.resolve("fold-2/checkpoints")));
        delete(model.resolve("fold-3"));
        Files.writeString(
                model.resolve("cross-validation.json"),
                Files.readString(model.resolve("cross-validation.json")).replaceFirst("(?s),\\s*\"records\".*", "}"));
        train(conf, "--resume", "train.rate=0.03")
                .refused("resume with another configuration: train.rate: 0.02 -> 0.03");
        train(conf, "--resume", "train.epochs=4").refused("train.epochs: 2 -> 4");
        Run run = train(conf, "--resume", "train.checkpoint-every=5").done();
        assertTrue(run.err().contains("fold 1 of 3: finished before"), run.err());
        assertTrue(run.err().contains("resumed after round "), run.err());
        assertEquals(whole, all());
        train(conf, "--resume", "data.folds=0").refused("a cross-validation is no training to go on with");
        Files.writeString(folder.resolve("reviews.tsv"), "good\tone more\n", StandardOpenOption.APPEND);
        train(conf, "--resume").refused("resume with another corpus");
        train(conf).refused("output directory is not empty");
        train(conf, "--overwrite", "data.positive-label=none").refused("data.positive-label=none");
        assertTrue(
                Files.exists(model.resolve("fold-3/model.safetensors")), "nothing is deleted before all is looked at");
        train(conf, "--overwrite", "data.folds=2").done();
        assertFalse(Files.exists(model.resolve("fold-3")), "replaced");
    }

    private static Path newestCheckpoint(Path checkpoints) throws IOException {
        try (Stream<Path> files = Files.list(checkpoints)) {
            return files.max(Path::compareTo).orElseThrow();
        }
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void aLanguageModelOverLinesIsCrossValidatedBesideItsNgrams() throws Exception {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            names.append("saurus".substring(i % 5))
                    .append("ab".repeat(i % 4))
                    .append(i)
                    .append('\n');
        }
        Path conf = conf("data.context = line\ndata.train = %s\n"
                .formatted(Files.writeString(folder.resolve("names.txt"), names)));
        Run run = train(conf).done();
        JsonNode nats = summary().get("network").get("nats");
        double sum = 0;
        long units = 0;
        for (int fold = 1; fold <= 3; fold++) {
            long own = measured(fold).get("units").asLong();
            sum += own * nats.get("folds").get(fold - 1).asDouble();
            units += own;
        }
        assertEquals(names.length(), units, "each character once, line ends as well");
        assertEquals(sum / units, nats.get("pooled").asDouble(), 1e-12);
        assertTrue(
                summary().get("baselines").get("n-gram, context 2").get("nats").has("pooled"));
        assertTrue(run.out().contains("n-gram, context"), run.out());
    }

    @Test
    void mistakesAreRefusedInOneLine() throws Exception {
        Path conf = classes();
        train(conf, "data.test=a.tsv").refused("data.test=a.tsv", "data.folds=3");
        train(conf, "data.validation=held.tsv").refused("data.validation=held.tsv", "data.folds=3");
        train(conf, "data.folds=1").refused("data.folds=1");
        train(conf, "data.fold=4").refused("data.fold=4", "data.folds=3");
        train(conf, "data.folds=0", "data.fold=2").refused("data.fold=2", "set data.folds");
        train(conf, "data.folds=100").refused("corpus is too small for so many folds: data.folds=100", "records=121");
        train(conf, "train.select=entity_f1").refused("no such figure: train.select=entity_f1", "macro_f1");
        train(conf, "train.select=accuracy", "data.validation=0").refused("train.select=accuracy");
        Run.of("train", "--config", conf.toString(), "task=language-model", "data.format=text", "network.pool=auto")
                .refused("data.folds=3", "data.context=line");
        assertFalse(Files.exists(folder.resolve("model/cross-validation.json")), "nothing was written");
    }
}
