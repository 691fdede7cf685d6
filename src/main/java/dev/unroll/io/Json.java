package dev.unroll.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads JSON as strictly as it was written: one object, no key twice, nothing behind it. */
final class Json {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** Parses one object; {@code file} is for the message. */
    static ObjectNode object(byte[] json, String file) throws DamagedFileException {
        JsonNode node;
        try {
            node = MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new DamagedFileException(file, "not json: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new DamagedFileException(file, "not a json object");
    }

    /** The bytes of a node on one line. */
    static byte[] line(JsonNode node) {
        return bytes(MAPPER.writer(), node);
    }

    /** The bytes of a node, indented for people, with a line end. */
    static byte[] indented(JsonNode node) {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
        byte[] json = bytes(MAPPER.writer(printer), node);
        byte[] withLineEnd = Arrays.copyOf(json, json.length + 1);
        withLineEnd[json.length] = '\n';
        return withLineEnd;
    }

    private static byte[] bytes(ObjectWriter writer, JsonNode node) {
        try {
            return writer.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of nodes can always be written", e);
        }
    }

    /** The child of this name, which must be an object. */
    static ObjectNode child(ObjectNode parent, String name, String file) throws DamagedFileException {
        if (parent.get(name) instanceof ObjectNode object) {
            return object;
        }
        throw new DamagedFileException(file, "no object of this name: " + name);
    }

    /** The string of this name. */
    static String text(ObjectNode parent, String name, String file) throws DamagedFileException {
        JsonNode node = parent.get(name);
        if (node == null || !node.isTextual()) {
            throw new DamagedFileException(file, "no string of this name: " + name);
        }
        return node.textValue();
    }

    /** The whole number of this name. */
    static long number(ObjectNode parent, String name, String file) throws DamagedFileException {
        JsonNode node = parent.get(name);
        if (node == null || !node.canConvertToLong() || !node.isIntegralNumber()) {
            throw new DamagedFileException(file, "no whole number of this name: " + name);
        }
        return node.longValue();
    }

    /** All children of the object of this name, which must be strings, in order. */
    static Map<String, String> strings(ObjectNode parent, String name, String file) throws DamagedFileException {
        ObjectNode object = child(parent, name, file);
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            values.put(entry.getKey(), text(object, entry.getKey(), file));
        }
        return values;
    }
}
