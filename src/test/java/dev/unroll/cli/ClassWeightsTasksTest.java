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
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code train.class-weights}, as users meet them: of equal texts one in ten is of the rare class. */
class ClassWeightsTasksTest {
    @TempDir
    Path folder;

    private Path corpus = Path.of("");

    @BeforeAll
    static void startSpark() {
        LocalSpark.session();
    }

    @BeforeEach
    void writeCorpus() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 120; i++) {
            text.append(i % 10 == 0 ? "rare" : "common").append("\tx y\n");
        }
        corpus = Files.writeString(folder.resolve("texts.tsv"), text);
    }

    private Run train(String... more) throws IOException {
        Path conf = Files.writeString(folder.resolve("task.conf"), """
                task = classify
                data.format = labelled-lines
                data.train = %s
                data.validation = 0
                train.workers = 2
                train.batch = 16
                train.epochs = 12
                train.rate = 0.05
                network.hidden = 5
                evaluate.baseline-units = 0
                output.model = %s
                """.formatted(corpus, folder.resolve("model")));
        List<String> words = new ArrayList<>(List.of("train", "--config", conf.toString(), "--overwrite"));
        words.addAll(List.of(more));
        return Run.of(words.toArray(new String[0]));
    }

    private byte[] weights() throws IOException {
        return Files.readAllBytes(folder.resolve("model/model.safetensors"));
    }

    private double rare() throws IOException {
        Path said = folder.resolve("said");
        Run.of(
                        "score",
                        "--model",
                        folder.resolve("model").toString(),
                        "--input",
                        corpus.toString(),
                        "--output",
                        said.toString(),
                        "--format=json",
                        "--probabilities",
                        "--overwrite")
                .done();
        return Scores.rows(said).get(0).get("probabilities").get("rare").asDouble();
    }

    @Test
    void aRareClassThatCountsMoreIsSaidMoreSurely() throws Exception {
        train().done();
        assertEquals(0.1, rare(), 0.1);
        assertFalse(Files.exists(folder.resolve("model/class-weights.txt")));
        train("train.class-weights=balanced").done();
        assertEquals("0.5555556\n5.0\n", Files.readString(folder.resolve("model/class-weights.txt")));
        double balanced = rare();
        assertEquals(0.5, balanced, 0.2);
        train("train.class-weights=rare -> 81").done();
        assertTrue(rare() > balanced + 0.1, "81 times as much is more than 5 / 0.56");
    }

    @Test
    void weightsOfOneChangeNoBitAndAResumedTrainingHasItsOwn() throws Exception {
        train("train.epochs=2").done();
        byte[] plain = weights();
        train("train.epochs=2", "train.class-weights=rare -> 1").done();
        assertArrayEquals(plain, weights());
        train("train.epochs=4", "train.class-weights=balanced").done();
        byte[] whole = weights();
        assertFalse(Arrays.equals(plain, whole));
        train("train.epochs=2", "train.class-weights=balanced").done();
        Path conf = folder.resolve("task.conf");
        String[] words = {"train", "--config", conf.toString(), "--resume", "train.epochs=4"};
        Run.of(words).refused("resume with another configuration: train.class-weights: balanced -> none");
        List<String> again = new ArrayList<>(List.of(words));
        again.add("train.class-weights=balanced");
        Run.of(again.toArray(new String[0])).done();
        assertArrayEquals(whole, weights());
    }

    @Test
    void lossesAreWeightedAndFiguresAreNot() throws Exception {
        train("train.class-weights=rare -> 0").done();
        JsonNode figures = Scores.json(Run.of(
                "evaluate", "--model", folder.resolve("model").toString(), "--input", corpus.toString(), "--json"));
        assertEquals(0.9, figures.get("accuracy").asDouble(), 1e-9, figures.toString());
        assertTrue(figures.get("loss").asDouble() < 0.2, "the rare class has no loss: " + figures);
    }

    @Test
    void theyAreRefusedWhereARowHasNoClassOfItsOwn() throws Exception {
        train("train.class-weights=raer -> 3").refused("label=raer", "the nearest label is rare");
        train("train.class-weights=rare 3").refused("class weights are not clear", "at=rare 3");
        train("train.class-weights=rare -> much").refused("class weights are not clear", "at=rare -> much");
        train("train.class-weights=balanced", "network.output=sigmoid").refused("train.class-weights=balanced");
        train("train.class-weights=balanced", "task=regress").refused("train.class-weights=balanced");
        train("train.class-weights=balanced", "task=tag", "network.crf=true", "data.format=conll")
                .refused("train.class-weights=balanced", "network.crf=false");
        train("train.class-weights=balanced", "task=language-model", "data.format=text")
                .refused("train.class-weights=balanced", "has no classes");
    }

    @Test
    void aTaggersStepsCountByTheirLabels() throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            text.append("x\tO\n".repeat(3)).append(i % 2 == 0 ? "x\tN\n\n" : "x\tO\n\n");
        }
        corpus = Files.writeString(folder.resolve("steps.conll"), text);
        train("task=tag", "data.format=conll", "data.labels.scheme=none", "train.class-weights=balanced")
                .done();
        assertEquals("4.0\n0.5714286\n", Files.readString(folder.resolve("model/class-weights.txt")));
    }
}
