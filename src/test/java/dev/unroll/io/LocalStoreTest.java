package dev.unroll.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStoreTest {
    @TempDir
    private Path folder;

    private LocalStore store;

    @BeforeEach
    void openStore() {
        store = new LocalStore(folder.resolve("model"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] content(String name) throws IOException {
        try (InputStream in = store.open(name)) {
            return in.readAllBytes();
        }
    }

    @Test
    void aStoreThatDoesNotExistIsEmpty() throws IOException {
        assertEquals(List.of(), store.list(""));
        assertFalse(store.exists("config.json"));
        store.delete("config.json");
    }

    @Test
    void aCreatedFileIsThereWithItsFoldersAndNoTemporary() throws IOException {
        store.create("checkpoints/b", out -> out.write(bytes("two")));
        store.create("checkpoints/a", out -> out.write(bytes("one")));
        assertEquals(List.of("checkpoints"), store.list(""));
        assertEquals(List.of("a", "b"), store.list("checkpoints"));
        assertArrayEquals(bytes("two"), content("checkpoints/b"));
        assertEquals(3, store.length("checkpoints/b"));
        assertTrue(store.exists("checkpoints"));
    }

    @Test
    void allFoldersOnTheWayToAFileAreCreated() throws IOException {
        LocalStore deep = new LocalStore(folder.resolve("a/b/model"));
        deep.create("checkpoints/inner/x", out -> out.write(bytes("one")));
        deep.append("log/y", bytes("two"));
        assertEquals(List.of("checkpoints", "log"), deep.list(""));
        assertEquals("one", Files.readString(folder.resolve("a/b/model/checkpoints/inner/x")));
        assertEquals("two", Files.readString(folder.resolve("a/b/model/log/y")));
    }

    @Test
    void aWriterThatFailsLeavesTheOldFile() throws IOException {
        store.create("a", out -> out.write(bytes("old")));
        IOException failure = assertThrows(
                IOException.class,
                () -> store.create("a", out -> {
                    out.write(bytes("new and longer"));
                    throw new IOException("no space");
                }));
        assertEquals("no space", failure.getMessage());
        assertArrayEquals(bytes("old"), content("a"));
        assertEquals(List.of("a"), store.list(""));
    }

    @Test
    void aTemporaryLeftByACrashIsReplaced() throws IOException {
        store.create("a", out -> out.write(bytes("old")));
        store.append("a" + Store.TEMPORARY, bytes("a long rest of a write that never ended"));
        store.create("a", out -> out.write(bytes("new")));
        assertArrayEquals(bytes("new"), content("a"));
        assertEquals(List.of("a"), store.list(""));
    }

    @Test
    void appendedBytesFollowEachOther() throws IOException {
        store.append("metrics.jsonl", bytes("one\n"));
        store.append("metrics.jsonl", bytes("two\n"));
        assertArrayEquals(bytes("one\ntwo\n"), content("metrics.jsonl"));
    }

    @Test
    void deletingAFolderDoesNotFollowLinks() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("precious"), "keep me");
        store.create("checkpoints/inner/a", out -> out.write(bytes("one")));
        Files.createSymbolicLink(folder.resolve("model/checkpoints/link"), elsewhere);
        store.delete("checkpoints");
        assertEquals(List.of(), store.list(""));
        assertTrue(Files.exists(elsewhere.resolve("precious")));
    }
}
