package dev.unroll.io;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.unroll.spec.UsageException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@code config.json} as text: the model's description and the length and checksum of each other file. */
final class ModelFormat {
    static final int VERSION = 1;
    private static final String FORMAT = "unroll-model";

    /** Another file of the directory, as it was when the model was finished. */
    record StoredFile(long bytes, String sha256) {}

    /** All of {@code config.json}. */
    record Document(ModelConfig config, SortedMap<String, StoredFile> files) {}

    private ModelFormat() {}

    static byte[] toJson(Document document) {
        ModelConfig config = document.config();
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("format", FORMAT).put("format_version", VERSION).put("task", config.task());
        ModelConfig.Provenance provenance = config.provenance();
        root.putObject("provenance")
                .put("version", provenance.version())
                .put("corpus_fingerprint", provenance.corpusFingerprint())
                .put("rounds", provenance.rounds())
                .put("units", provenance.units())
                .put("seed", provenance.seed());
        config.spec().forEach(root.putObject("spec")::put);
        config.tokenizer().forEach(root.putObject("tokenizer")::put);
        ObjectNode baselines = root.putObject("baselines");
        config.baselines().forEach((name, figures) -> figures.forEach(baselines.putObject(name)::put));
        ObjectNode files = root.putObject("files");
        document.files()
                .forEach((name, file) ->
                        files.putObject(name).put("bytes", file.bytes()).put("sha256", file.sha256()));
        return Json.indented(root);
    }

    /** Whether these bytes are a {@code config.json} of ours, of whatever version. */
    static boolean isOurs(byte[] json) {
        try {
            return FORMAT.equals(Json.text(Json.object(json, ""), "format", ""));
        } catch (DamagedFileException e) {
            return false;
        }
    }

    static Document parse(byte[] json, String file) throws DamagedFileException {
        ObjectNode root = Json.object(json, file);
        if (!FORMAT.equals(Json.text(root, "format", file))) {
            throw new DamagedFileException(file, "format is not " + FORMAT);
        }
        long version = Json.number(root, "format_version", file);
        if (version > VERSION) {
            throw new UsageException(
                    "model has a newer format: file=" + file + " format_version=" + version + " known=" + VERSION,
                    "read it with the version that wrote it, or newer");
        }
        ObjectNode provenance = Json.child(root, "provenance", file);
        ModelConfig config = new ModelConfig(
                Json.text(root, "task", file),
                new TreeMap<>(Json.strings(root, "spec", file)),
                new TreeMap<>(Json.strings(root, "tokenizer", file)),
                new ModelConfig.Provenance(
                        Json.text(provenance, "version", file),
                        Json.text(provenance, "corpus_fingerprint", file),
                        Json.number(provenance, "rounds", file),
                        Json.number(provenance, "units", file),
                        Json.number(provenance, "seed", file)),
                figures(Json.child(root, "baselines", file), file));
        return new Document(config, files(Json.child(root, "files", file), file));
    }

    /** Figures by name, of several models by their names. */
    static SortedMap<String, SortedMap<String, Double>> figures(ObjectNode node, String file)
            throws DamagedFileException {
        SortedMap<String, SortedMap<String, Double>> models = new TreeMap<>();
        for (Map.Entry<String, JsonNode> model : node.properties()) {
            SortedMap<String, Double> figures = new TreeMap<>();
            ObjectNode values = Json.child(node, model.getKey(), file);
            for (Map.Entry<String, JsonNode> figure : values.properties()) {
                if (!figure.getValue().isNumber()
                        || !Double.isFinite(figure.getValue().doubleValue())) {
                    throw new DamagedFileException(file, "not a finite number: " + figure.getKey());
                }
                figures.put(figure.getKey(), figure.getValue().doubleValue());
            }
            models.put(model.getKey(), figures);
        }
        return models;
    }

    private static SortedMap<String, StoredFile> files(ObjectNode node, String file) throws DamagedFileException {
        SortedMap<String, StoredFile> files = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            ObjectNode stored = Json.child(node, entry.getKey(), file);
            files.put(
                    entry.getKey(),
                    new StoredFile(Json.number(stored, "bytes", file), Json.text(stored, "sha256", file)));
        }
        return files;
    }
}
