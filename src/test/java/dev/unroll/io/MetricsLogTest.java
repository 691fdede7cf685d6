package dev.unroll.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsLogTest {
    @TempDir
    private Path folder;

    private LocalStore store;
    private MetricsLog log;

    @BeforeEach
    void openLog() {
        store = new LocalStore(folder);
        log = new MetricsLog(store, "metrics.jsonl");
    }

    private String content() throws IOException {
        return Files.readString(folder.resolve("metrics.jsonl"));
    }

    private List<Long> rounds() throws IOException {
        return log.lines().stream().map(line -> line.get("round").longValue()).toList();
    }

    @Test
    void anEventIsOneLineWithItsFieldsInOrder() throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("units", 8192L);
        fields.put("loss", 0.1);
        fields.put("norm", Double.POSITIVE_INFINITY);
        fields.put("sample", "two\nlines \"quoted\"");
        fields.put("best", true);
        log.append("evaluation", 7, fields);
        assertEquals(
                "{\"event\":\"evaluation\",\"round\":7,\"units\":8192,\"loss\":0.1,\"norm\":\"Infinity\","
                        + "\"sample\":\"two\\nlines \\\"quoted\\\"\",\"best\":true}\n",
                content());
    }

    @Test
    void cuttingBackRemovesLaterRoundsOnly() throws IOException {
        for (long round = 1; round <= 5; round++) {
            log.append("round", round, Map.of("loss", 2.5 / round));
        }
        String all = content();
        log.cutBackTo(5);
        assertEquals(all, content());
        log.cutBackTo(3);
        assertEquals(List.of(1L, 2L, 3L), rounds());
        assertEquals(all.lines().limit(3).toList(), content().lines().toList());
        log.append("round", 4, Map.of());
        assertEquals(List.of(1L, 2L, 3L, 4L), rounds());
        log.cutBackTo(0);
        assertEquals(List.of(), rounds());
    }

    @Test
    void aLineCutOffByACrashDoesNotSpoilTheNext() throws IOException {
        log.append("round", 1, Map.of("loss", 3));
        store.append("metrics.jsonl", "{\"event\":\"round\",\"rou".getBytes(StandardCharsets.UTF_8));
        log.cutBackTo(1);
        log.append("round", 2, Map.of("loss", 2));
        List<ObjectNode> lines = log.lines();
        assertEquals(List.of(1L, 2L), rounds());
        assertEquals(2, lines.get(1).get("loss").intValue());
    }

    @Test
    void aLogThatIsNotThereIsEmpty() throws IOException {
        log.append("start", 0, Map.of());
        log.delete();
        log.delete();
        log.cutBackTo(3);
        assertEquals(List.of(), log.lines());
    }
}
