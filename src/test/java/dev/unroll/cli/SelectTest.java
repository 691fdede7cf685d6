package dev.unroll.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

/** {@code train.select}, as users meet it. */
class SelectTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void startSpark() {
        LocalSpark.session();
    }

    private List<JsonNode> evaluations(Path conf, String select) throws IOException {
        Path model = folder.resolve("by-" + select);
        Run run = Run.of("train", "--config", conf.toString(), "train.select=" + select, "output.model=" + model)
                .done();
        assertEquals(!select.equals("loss"), run.err().contains(" nats  " + select + " "), run.err());
        List<JsonNode> evaluations = new ArrayList<>();
        for (String line : Files.readAllLines(model.resolve("metrics.jsonl"))) {
            JsonNode event = new ObjectMapper().readTree(line);
            if (event.get("event").asText().equals("evaluation")) {
                evaluations.add(event);
            }
        }
        return evaluations;
    }

    @Test
    void anotherFigureChoosesAmongTheSameWeights() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            lines.append(i % 2 == 0 ? "good\ta fine film " : "bad\ta poor film ")
                    .append(i % 9)
                    .append(' ');
            lines.append(i).append('\n');
        }
        Path conf = Files.writeString(
                folder.resolve("task.conf"), """
                task = classify
                data.format = labelled-lines
                data.train = %s
                data.validation = 0.3
                train.workers = 1
                train.batch = 8
                train.epochs = 5
                train.rate = 0.02
                vocabulary.unit = word
                network.embedding = 6
                network.hidden = 6
                """.formatted(Files.writeString(folder.resolve("reviews.tsv"), lines)));
        List<JsonNode> byLoss = evaluations(conf, "loss");
        List<JsonNode> byAccuracy = evaluations(conf, "accuracy");
        assertEquals(5, byLoss.size());
        double best = -1;
        for (int i = 0; i < byLoss.size(); i++) {
            double nats = byLoss.get(i).get("nats").asDouble();
            assertEquals(nats, byAccuracy.get(i).get("nats").asDouble(), 1e-9, "evaluation " + i);
            double accuracy = byAccuracy.get(i).get("accuracy").asDouble();
            assertEquals(accuracy > best, byAccuracy.get(i).get("best").asBoolean(), "evaluation " + i);
            best = Math.max(best, accuracy);
        }
        assertTrue(
                byLoss.get(0).get("nats").asDouble()
                        != byLoss.get(4).get("nats").asDouble(),
                "something was learnt");
    }
}
