package dev.unroll.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.nn.Layout;
import dev.unroll.spec.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class ModelDirectoryTest {
    private static final byte[] VOCABULARY = "a\nb\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private LocalStore store;
    private ModelDirectory directory;
    private Layout layout;
    private float[] weights;

    @BeforeEach
    void openDirectory() {
        store = new LocalStore(folder.resolve("model"));
        directory = new ModelDirectory(store);
        Layout.Builder builder = new Layout.Builder();
        builder.add("output.W", 3, 2);
        builder.add("output.b", 3);
        layout = builder.build();
        weights = new float[] {1, 2, 3, 4, 5, 6, -1, -2, -3};
    }

    private static ModelConfig config() {
        SortedMap<String, Double> nats = new TreeMap<>(Map.of("context-0", 3.347, "context-4", 1.669));
        return new ModelConfig(
                "language-model",
                new TreeMap<>(Map.of("network.cell", "lstm", "data.options.user", "me \"and\" you")),
                new TreeMap<>(Map.of("vocabulary.unit", "char")),
                new ModelConfig.Provenance("0.1.0", "abc123", 500, 1L << 40, -7),
                new TreeMap<>(Map.of("witten-bell", nats)));
    }

    private String write() throws IOException {
        return directory.write(config(), layout, weights, Map.of(ModelDirectory.VOCABULARY, VOCABULARY));
    }

    private static String refusal(Executable action) {
        return assertThrows(UsageException.class, action).getMessage();
    }

    private Path file(String name) {
        return folder.resolve("model").resolve(name);
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        String digest = write();
        assertEquals(config(), directory.config());
        assertArrayEquals(weights, directory.weights(layout));
        assertArrayEquals(VOCABULARY, directory.text(ModelDirectory.VOCABULARY));
        assertTrue(directory.has(ModelDirectory.VOCABULARY));
        assertFalse(directory.has(ModelDirectory.LABELS));
        assertEquals(digest, directory.weightsDigest());
        assertEquals(List.of("config.json", "model.safetensors", "vocabulary.txt"), store.list(""));
    }

    @Test
    void theSameModelIsTheSameBytes() throws IOException {
        write();
        byte[] config = Files.readAllBytes(file(ModelDirectory.CONFIG));
        byte[] tensors = Files.readAllBytes(file(ModelDirectory.WEIGHTS));
        write();
        assertArrayEquals(config, Files.readAllBytes(file(ModelDirectory.CONFIG)));
        assertArrayEquals(tensors, Files.readAllBytes(file(ModelDirectory.WEIGHTS)));
    }

    @Test
    void aDirectoryInUseIsRefused() throws IOException {
        directory.requireUnused();
        store.append("notes.txt", VOCABULARY);
        String message = refusal(directory::requireUnused);
        assertTrue(message.contains("output.model=" + folder.resolve("model")), message);
        assertTrue(message.contains("--overwrite"), message);
    }

    @Test
    void overwritingDeletesOnlyAModelOfOurs() throws IOException {
        directory.clear();
        store.append("thesis.tex", VOCABULARY);
        assertTrue(refusal(directory::clear).contains("no model of ours"));
        store.append(ModelDirectory.CONFIG, "{\"format\":\"somebody else's\"}".getBytes(StandardCharsets.UTF_8));
        assertTrue(refusal(directory::clear).contains("no model of ours"));
        assertTrue(store.exists("thesis.tex"));
        store.delete("thesis.tex");
        write();
        store.append("checkpoints/round-00000001.ckpt", VOCABULARY);
        directory.clear();
        directory.requireUnused();
    }

    @Test
    void aModelWithoutConfigIsNotAModel() throws IOException {
        write();
        store.delete(ModelDirectory.CONFIG);
        String message = refusal(directory::config);
        assertTrue(message.contains("not a model directory: file=" + file(ModelDirectory.CONFIG)), message);
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        write();
        store.delete(ModelDirectory.WEIGHTS);
        String message = refusal(() -> directory.weights(layout));
        assertTrue(message.contains("model lacks a file: file=" + file(ModelDirectory.WEIGHTS)), message);
        String labels = refusal(() -> directory.text(ModelDirectory.LABELS));
        assertTrue(labels.contains("names no file labels.txt"), labels);
    }

    @Test
    void aNewerFormatIsNamed() throws IOException {
        write();
        Path config = file(ModelDirectory.CONFIG);
        Files.writeString(config, Files.readString(config).replace("\"format_version\" : 1", "\"format_version\" : 2"));
        String message = refusal(directory::config);
        assertTrue(message.contains("newer format: file=" + config + " format_version=2 known=1"), message);
        directory.clear();
    }

    @Test
    void aFigureIsFinite() throws IOException {
        SortedMap<String, SortedMap<String, Double>> figures =
                new TreeMap<>(Map.of("witten-bell", new TreeMap<>(Map.of("context-0", Double.NaN))));
        ModelConfig good = config();
        assertThrows(
                IllegalArgumentException.class,
                () -> new ModelConfig(good.task(), good.spec(), good.tokenizer(), good.provenance(), figures));
        write();
        Path config = file(ModelDirectory.CONFIG);
        Files.writeString(config, Files.readString(config).replace("3.347", "1e400"));
        String message = refusal(directory::config);
        assertTrue(message.contains("not a finite number: context-0"), message);
    }

    @Test
    void aCutOffOrAlteredFileIsRefusedAndNamed() throws IOException {
        write();
        for (String name : List.of(ModelDirectory.WEIGHTS, ModelDirectory.VOCABULARY)) {
            byte[] good = Files.readAllBytes(file(name));
            for (int i = 0; i < good.length; i++) {
                byte[] altered = good.clone();
                altered[i] ^= 1;
                for (byte[] bad : List.of(altered, Arrays.copyOf(good, i))) {
                    Files.write(file(name), bad);
                    String message = refusal(() -> {
                        directory.text(ModelDirectory.VOCABULARY);
                        directory.weights(layout);
                    });
                    assertTrue(message.contains("file=" + file(name)), message);
                    assertTrue(message.contains("; hint: "), message);
                }
            }
            Files.write(file(name), good);
        }
        directory.weights(layout);
    }

    @Test
    void aCutOffConfigIsRefusedAndNamed() throws IOException {
        write();
        byte[] good = Files.readAllBytes(file(ModelDirectory.CONFIG));
        int brace = new String(good, StandardCharsets.UTF_8).lastIndexOf('}');
        for (int length = 0; length <= brace; length++) {
            Files.write(file(ModelDirectory.CONFIG), Arrays.copyOf(good, length));
            String message = refusal(directory::config);
            assertTrue(message.contains("file=" + file(ModelDirectory.CONFIG)), message);
            assertFalse(message.contains("\n"), message);
        }
    }

    @Test
    void aNetworkOfAnotherShapeIsRefusedBySlot() throws IOException {
        write();
        Layout.Builder builder = new Layout.Builder();
        builder.add("output.W", 2, 3);
        builder.add("output.b", 3);
        String message = refusal(() -> directory.weights(builder.build()));
        assertTrue(message.contains("slot=output.W expected=[2, 3] found=[3, 2]"), message);
    }
}
