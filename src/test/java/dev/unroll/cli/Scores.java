package dev.unroll.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What {@code evaluate --json} and {@code score --format json} gave. */
final class Scores {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Scores() {}

    /** The one object that a command printed. */
    static JsonNode json(Run run) throws IOException {
        assertEquals(1, run.done().out().lines().count(), run.out());
        return JSON.readTree(run.out());
    }

    /** The rows in a directory of scores, in their order. */
    static List<JsonNode> rows(Path scores) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        try (Stream<Path> files = Files.list(scores)) {
            for (Path part : files.filter(file -> file.getFileName().toString().startsWith("part-"))
                    .sorted()
                    .toList()) {
                for (String line : Files.readAllLines(part)) {
                    rows.add(JSON.readTree(line));
                }
            }
        }
        return rows;
    }

    /** Scores a text into a directory and reads its rows. */
    static List<JsonNode> of(TinyModel model, Path input, Path scores, String... more) throws IOException {
        String[] words = {"--input", input.toString(), "--output", scores.toString(), "--format", "json"};
        model.use("score", Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new))
                .done();
        return rows(scores);
    }

    /** The sum of all log-probabilities. */
    static double sum(List<JsonNode> rows) {
        return rows.stream()
                .mapToDouble(row -> row.get("log_probability").asDouble())
                .sum();
    }
}
