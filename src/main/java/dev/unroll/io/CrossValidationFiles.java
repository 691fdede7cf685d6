package dev.unroll.io;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.unroll.spec.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The folder of a cross-validation: {@code cross-validation.json}, and {@code fold-1}, {@code fold-2} and so on, each of which is a model
 * directory with a {@code measured.json} beside the model.
 *
 * <p>The former is written at the beginning, so that the folder is known for what it is, and again with all figures at the end. A fold is
 * finished where it has the latter, its last file.
 */
public final class CrossValidationFiles {
    /** What became of all folds. */
    public static final String SUMMARY = "cross-validation.json";

    private static final String MEASURED = "measured.json";
    private static final String FORMAT = "unroll-cross-validation";
    private static final int VERSION = 1;

    private final Store store;

    /**
     * How a cross-validation began.
     *
     * @param spec the configuration by key
     * @param fingerprint of all records
     */
    public record Begun(SortedMap<String, String> spec, String fingerprint) {}

    /**
     * What a finished fold gave.
     *
     * @param units what figures are means of
     * @param figures of the network and of its baselines by their names
     * @param counts from which figures of several folds are made, by the same names; empty where the figures are enough
     */
    public record Fold(
            long units, SortedMap<String, SortedMap<String, Double>> figures, SortedMap<String, byte[]> counts) {}

    /** The cross-validation in this store. */
    public CrossValidationFiles(Store store) {
        this.store = store;
    }

    /** The folder of a fold, from 1 on. */
    public static String folder(int fold) {
        return "fold-" + fold;
    }

    /** Whether these bytes are a {@link #SUMMARY} of ours. */
    static boolean isOurs(byte[] json) {
        try {
            return FORMAT.equals(Json.text(Json.object(json, ""), "format", ""));
        } catch (DamagedFileException e) {
            return false;
        }
    }

    /** Says that it begins. */
    public void begin(Begun begun) throws IOException {
        write(SUMMARY, root(begun));
    }

    /** Writes the figures of all folds: numbers, texts, lists and maps by name. */
    public void end(Begun begun, Map<String, ?> figures) throws IOException {
        ObjectNode root = root(begun);
        figures.forEach(root::putPOJO);
        write(SUMMARY, root);
    }

    private static ObjectNode root(Begun begun) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("format", FORMAT).put("format_version", VERSION).put("corpus_fingerprint", begun.fingerprint());
        begun.spec().forEach(root.putObject("spec")::put);
        return root;
    }

    /** How it began; empty where it has not. */
    public Optional<Begun> begun() throws IOException {
        Optional<ObjectNode> root = read(SUMMARY);
        if (root.isEmpty()) {
            return Optional.empty();
        }
        String file = store.locate(SUMMARY);
        return Optional.of(new Begun(
                new TreeMap<>(Json.strings(root.get(), "spec", file)),
                Json.text(root.get(), "corpus_fingerprint", file)));
    }

    /** Finishes a fold. */
    public void write(int fold, Fold measured) throws IOException {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("units", measured.units());
        ObjectNode figures = root.putObject("figures");
        measured.figures().forEach((name, own) -> own.forEach(figures.putObject(name)::put));
        ObjectNode counts = root.putObject("counts");
        measured.counts()
                .forEach((name, bytes) -> counts.put(name, Base64.getEncoder().encodeToString(bytes)));
        write(folder(fold) + "/" + MEASURED, root);
    }

    /** What a fold gave; empty where it is not finished. */
    public Optional<Fold> fold(int fold) throws IOException {
        String name = folder(fold) + "/" + MEASURED;
        Optional<ObjectNode> root = read(name);
        if (root.isEmpty()) {
            return Optional.empty();
        }
        String file = store.locate(name);
        SortedMap<String, byte[]> counts = new TreeMap<>();
        for (Map.Entry<String, String> own :
                Json.strings(root.get(), "counts", file).entrySet()) {
            counts.put(own.getKey(), Base64.getDecoder().decode(own.getValue()));
        }
        ObjectNode figures = Json.child(root.get(), "figures", file);
        return Optional.of(
                new Fold(Json.number(root.get(), "units", file), ModelFormat.figures(figures, file), counts));
    }

    private void write(String name, ObjectNode root) throws IOException {
        byte[] json = Json.indented(root);
        store.create(name, out -> out.write(json));
    }

    private Optional<ObjectNode> read(String name) throws IOException {
        if (!store.exists(name)) {
            return Optional.empty();
        }
        String file = store.locate(name);
        try (InputStream in = store.open(name)) {
            return Optional.of(Json.object(in.readAllBytes(), file));
        } catch (DamagedFileException e) {
            UsageException usage = new UsageException(
                    "file is damaged: file=" + file + " reason=" + e.reason(),
                    "delete this file, or replace all with --overwrite");
            usage.initCause(e);
            throw usage;
        }
    }
}
