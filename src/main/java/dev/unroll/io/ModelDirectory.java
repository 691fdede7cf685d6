package dev.unroll.io;

import dev.unroll.nn.Layout;
import dev.unroll.spec.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The folder of a trained model: {@code config.json}, {@code model.safetensors}, {@code vocabulary.txt} and the like.
 *
 * <p>{@code config.json} is written last and holds the length and SHA-256 of the others: where it is, the model is
 * complete, on any file system, with or without a rename.
 */
public final class ModelDirectory {
    /** The description. */
    public static final String CONFIG = "config.json";
    /** The weights. */
    public static final String WEIGHTS = "model.safetensors";
    /** The units by id. */
    public static final String VOCABULARY = "vocabulary.txt";
    /** The classes or tags by id. */
    public static final String LABELS = "labels.txt";
    /** One line per event of the training. */
    public static final String METRICS = "metrics.jsonl";
    /** The folder with a file for each source some of whose records could not be used. */
    public static final String REJECTED = "rejected";
    /** The training at a glance. */
    public static final String REPORT = "report.html";

    private static final int LONGEST_CONFIG = 16 << 20;

    private final Store store;

    /** The model in this store. */
    public ModelDirectory(Store store) {
        this.store = store;
    }

    /** Refuses a folder in which there is anything beside what is to be ignored. */
    public void requireUnused(String... ignored) throws IOException {
        if (!Set.of(ignored).containsAll(store.list(""))) {
            throw new UsageException(
                    "output directory is not empty: output.model=" + store.locate(""),
                    "name another, replace it with --overwrite, or go on with --resume");
        }
    }

    /**
     * Refuses a folder that {@link #clear} may not empty: one in which there is something, but neither a {@code config.json} of ours
     * nor, as the first line of {@code metrics.jsonl}, the beginning of a training that was not finished, nor a cross-validation.
     */
    public void requireOurs(String... ignored) throws IOException {
        boolean empty = Set.of(ignored).containsAll(store.list(""));
        if (!empty && !holdsModel() && !holdsCrossValidation() && !new MetricsLog(store, METRICS).isBegun()) {
            throw new UsageException(
                    "output directory holds no model of ours: output.model=" + store.locate(""),
                    "only a directory with our config.json or an unfinished training is overwritten; delete it yourself or name"
                            + " another");
        }
    }

    /** Whether there is a {@code config.json} of ours, of whatever version. */
    public boolean holdsModel() throws IOException {
        return store.exists(CONFIG) && ModelFormat.isOurs(configBytes());
    }

    /** Whether there is a {@code cross-validation.json} of ours. */
    public boolean holdsCrossValidation() throws IOException {
        if (!store.exists(CrossValidationFiles.SUMMARY)) {
            return false;
        }
        try (InputStream in = store.open(CrossValidationFiles.SUMMARY)) {
            return CrossValidationFiles.isOurs(in.readAllBytes());
        }
    }

    /** Empties the folder, sparing some names, if it is ours; refuses to touch anything else. */
    public void clear(String... spared) throws IOException {
        requireOurs(spared);
        Set<String> last = Set.of(CONFIG, METRICS, CrossValidationFiles.SUMMARY);
        for (String name : store.list("")) {
            if (!last.contains(name) && !Set.of(spared).contains(name)) {
                store.delete(name);
            }
        }
        store.delete(METRICS);
        store.delete(CrossValidationFiles.SUMMARY);
        store.delete(CONFIG);
    }

    /**
     * Writes a complete model, replacing an earlier one.
     *
     * @param texts further files by name, such as {@link #VOCABULARY}; what changes after the model is finished
     *     (metrics, report) does not belong here
     * @return SHA-256 of {@link #WEIGHTS}
     */
    public String write(ModelConfig config, Layout layout, float[] weights, Map<String, byte[]> texts)
            throws IOException {
        store.delete(CONFIG);
        store.create(WEIGHTS, out -> Safetensors.write(layout, weights, out));
        SortedMap<String, ModelFormat.StoredFile> files = new TreeMap<>();
        String digest = Sha256.of(store, WEIGHTS);
        files.put(WEIGHTS, new ModelFormat.StoredFile(store.length(WEIGHTS), digest));
        for (Map.Entry<String, byte[]> text : new TreeMap<>(texts).entrySet()) {
            byte[] bytes = text.getValue();
            store.create(text.getKey(), out -> out.write(bytes));
            files.put(text.getKey(), new ModelFormat.StoredFile(bytes.length, Sha256.of(bytes)));
        }
        byte[] json = ModelFormat.toJson(new ModelFormat.Document(config, files));
        store.create(CONFIG, out -> out.write(json));
        return digest;
    }

    /** Writes {@link #REPORT}, which no other file depends on. */
    public void writeReport(String html) throws IOException {
        byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
        store.create(REPORT, out -> out.write(bytes));
    }

    /** Takes away what earlier trainings put into {@link #REJECTED}. */
    public void clearRejected() throws IOException {
        store.delete(REJECTED);
    }

    /** Writes a file of {@link #REJECTED}, one JSON object a line; returns its full name. */
    public String writeRejected(String name, Store.Content lines) throws IOException {
        String file = REJECTED + "/" + name + ".jsonl";
        store.create(file, lines);
        return store.locate(file);
    }

    /** The description of the model. */
    public ModelConfig config() throws IOException {
        return document().config();
    }

    /** The weights in this layout, which follows from the configuration. */
    public float[] weights(Layout layout) throws IOException {
        verify(WEIGHTS);
        try {
            return Safetensors.read(layout, store, WEIGHTS);
        } catch (DamagedFileException e) {
            throw damaged(e);
        }
    }

    /** A further file of the model, such as {@link #VOCABULARY}. */
    public byte[] text(String name) throws IOException {
        verify(name);
        try (InputStream in = store.open(name)) {
            return in.readAllBytes();
        }
    }

    /** Whether the model has a file of this name. */
    public boolean has(String name) throws IOException {
        return document().files().containsKey(name);
    }

    /** SHA-256 of the model's weights as recorded. */
    public String weightsDigest() throws IOException {
        return recorded(WEIGHTS).sha256();
    }

    private void verify(String name) throws IOException {
        ModelFormat.StoredFile expected = recorded(name);
        String file = store.locate(name);
        if (!store.exists(name)) {
            throw new UsageException("model lacks a file: file=" + file, "copy the whole directory or train again");
        }
        long bytes = store.length(name);
        if (bytes != expected.bytes()) {
            throw damaged(new DamagedFileException(
                    file, "length differs from config.json's: expected=" + expected.bytes() + " found=" + bytes));
        }
        if (!Sha256.of(store, name).equals(expected.sha256())) {
            throw damaged(new DamagedFileException(file, "sha256 differs from config.json's"));
        }
    }

    private ModelFormat.StoredFile recorded(String name) throws IOException {
        ModelFormat.StoredFile file = document().files().get(name);
        if (file == null) {
            throw damaged(new DamagedFileException(store.locate(CONFIG), "names no file " + name));
        }
        return file;
    }

    private ModelFormat.Document document() throws IOException {
        if (!store.exists(CONFIG) && holdsCrossValidation()) {
            throw new UsageException(
                    "not a model but a cross-validation: directory=" + store.locate(""),
                    "name the model of one of its folds, such as " + store.locate(CrossValidationFiles.folder(1)));
        }
        if (!store.exists(CONFIG)) {
            throw new UsageException(
                    "not a model directory: file=" + store.locate(CONFIG) + " is missing",
                    "name the directory given as output.model; an interrupted training goes on with --resume");
        }
        try {
            return ModelFormat.parse(configBytes(), store.locate(CONFIG));
        } catch (DamagedFileException e) {
            throw damaged(e);
        }
    }

    private byte[] configBytes() throws IOException {
        try (InputStream in = store.open(CONFIG)) {
            return in.readNBytes(LONGEST_CONFIG);
        }
    }

    private static UsageException damaged(DamagedFileException e) {
        UsageException usage = new UsageException(
                "file is damaged: file=" + e.file() + " reason=" + e.reason(),
                "copy the whole directory again or train again");
        usage.initCause(e);
        return usage;
    }
}
