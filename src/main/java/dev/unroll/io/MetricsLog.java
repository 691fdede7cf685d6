package dev.unroll.io;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code metrics.jsonl}: one JSON object per line and event, each with {@code event} and {@code round}. */
public final class MetricsLog {
    /**
     * A line to be written.
     *
     * @param event what happened, such as {@code round} or {@code evaluation}
     * @param round the last finished round
     * @param fields numbers, strings, booleans and maps of them by name, in the order in which they shall stand; NaN and infinities
     *     become strings
     */
    public record Line(String event, long round, Map<String, ?> fields) {}

    /** The event with which a training begins. */
    public static final String START = "start";

    private static final String FIRST_WORDS = "{\"event\":\"" + START + "\",\"round\":0";
    private static final Logger LOG = LoggerFactory.getLogger(MetricsLog.class);

    private final Store store;
    private final String name;

    /** The log in this file, which need not exist yet. */
    public MetricsLog(Store store, String name) {
        this.store = store;
        this.name = name;
    }

    /** Adds a line. */
    public void append(String event, long round, Map<String, ?> fields) throws IOException {
        append(List.of(new Line(event, round, fields)));
    }

    /** Adds lines, in one write; nothing if there are none. */
    public void append(List<Line> lines) throws IOException {
        if (lines.isEmpty()) {
            return;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Line line : lines) {
            ObjectNode node =
                    Json.MAPPER.createObjectNode().put("event", line.event()).put("round", line.round());
            line.fields().forEach(node::putPOJO);
            bytes.writeBytes(Json.line(node));
            bytes.write('\n');
        }
        store.append(name, bytes.toByteArray());
    }

    /** Whether the first line tells of the beginning of a training: {@value #START}. */
    public boolean isBegun() throws IOException {
        if (!store.exists(name)) {
            return false;
        }
        try (InputStream in = store.open(name)) {
            return new String(in.readNBytes(FIRST_WORDS.length()), StandardCharsets.UTF_8).equals(FIRST_WORDS);
        }
    }

    /** All lines that can be read, in order. */
    public List<ObjectNode> lines() throws IOException {
        List<ObjectNode> lines = new ArrayList<>();
        if (!store.exists(name)) {
            return lines;
        }
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(store.open(name), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                String place = store.locate(name) + ":" + number;
                try {
                    ObjectNode object = Json.object(line.getBytes(StandardCharsets.UTF_8), place);
                    Json.number(object, "round", place);
                    lines.add(object);
                } catch (DamagedFileException e) {
                    LOG.warn("line of the metrics is left out: {}", e.getMessage());
                }
            }
        }
        return lines;
    }

    /** Removes the log. */
    public void delete() throws IOException {
        store.delete(name);
    }

    /**
     * Removes what was logged after this round, so that a resumed training writes each line once. A line cut off by a
     * crash goes too.
     */
    public void cutBackTo(long round) throws IOException {
        if (!store.exists(name)) {
            return;
        }
        List<ObjectNode> lines = lines();
        store.create(name, out -> {
            for (ObjectNode line : lines) {
                if (line.get("round").longValue() <= round) {
                    out.write(Json.line(line));
                    out.write('\n');
                }
            }
        });
    }
}
