package dev.unroll.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.io.LocalStore;
import dev.unroll.io.Store;
import dev.unroll.spec.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores on Hadoop file systems: one that renames, and one that behaves like an object store. */
class HadoopStoreTest {
    /** This machine's files under a scheme that nobody listed, without append. */
    public static final class Objects extends RawLocalFileSystem {
        @Override
        public URI getUri() {
            return URI.create("objects:///");
        }

        @Override
        public String getScheme() {
            return "objects";
        }

        @Override
        public boolean hasPathCapability(org.apache.hadoop.fs.Path path, String capability) throws IOException {
            return !capability.equals(CommonPathCapabilities.FS_APPEND) && super.hasPathCapability(path, capability);
        }
    }

    @TempDir
    Path folder;

    private final Configuration configuration = new Configuration(false);

    private Store store(String scheme) throws IOException {
        configuration.setClass("fs.objects.impl", Objects.class, org.apache.hadoop.fs.FileSystem.class);
        configuration.setBoolean("fs.objects.impl.disable.cache", true);
        return new HadoopStore(new org.apache.hadoop.fs.Path(scheme + "://" + folder + "/store"), configuration);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String read(Store store, String name) throws IOException {
        try (InputStream in = store.open(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "objects"})
    void filesAreCreatedReplacedListedAndDeleted(String scheme) throws Exception {
        Store store = store(scheme);
        assertEquals(List.of(), store.list(""));
        store.create("b/one", out -> out.write(bytes("first")));
        store.create("a", out -> out.write(bytes("second")));
        store.create("a", out -> out.write(bytes("third")));
        assertEquals(List.of("a", "b"), store.list(""));
        assertEquals(List.of("one"), store.list("b"));
        assertEquals("third", read(store, "a"));
        assertEquals(5, store.length("a"));
        assertTrue(store.exists("b/one"));
        store.delete("b");
        store.delete("b");
        assertFalse(store.exists("b/one"));
        assertTrue(store.locate("a").endsWith(folder + "/store/a"), store.locate("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "objects"})
    void anAppendedFileIsAllThatWasAppended(String scheme) throws Exception {
        Store store = store(scheme);
        store.append("log", bytes("one\n"));
        store.append("log", bytes("two\n"));
        assertEquals("one\ntwo\n", read(store, "log"));
    }

    @Test
    void whatAnObjectStoreCannotAppendIsWrittenBeforeTheNextFile() throws Exception {
        Store store = store("objects");
        Path log = folder.resolve("store/log");
        store.append("log", bytes("one\n"));
        store.append("log", bytes("two\n"));
        assertEquals("one\n", Files.readString(log), "held back");
        store.create("checkpoint", out -> out.write(1));
        assertEquals("one\ntwo\n", Files.readString(log));
        store.append("log", new byte[100_000]);
        assertEquals(100_008, Files.size(log), "too much to be held back");
    }

    @Test
    void aFailedReplacementLeavesTheOldFileWhereRenamesAreOneStep() throws Exception {
        Store store = store("file");
        store.create("a", out -> out.write(bytes("old")));
        assertThrows(
                IOException.class,
                () -> store.create("a", out -> {
                    out.write(bytes("ne"));
                    throw new IOException("disk full");
                }));
        assertEquals("old", read(store, "a"));
        assertEquals(List.of("a"), store.list(""), "no temporary file is left");
    }

    @Test
    void aFailedFileIsNotThereInAnObjectStore() throws Exception {
        Store store = store("objects");
        assertThrows(
                IOException.class,
                () -> store.create("a", out -> {
                    out.write(new byte[1 << 20]);
                    throw new IOException("connection lost");
                }));
        assertEquals(List.of(), store.list(""));
    }

    @Test
    void hadoopAndLocalStoresReadEachOther() throws Exception {
        Store local = Stores.open("output.model", folder + "/store", configuration);
        assertInstanceOf(LocalStore.class, local);
        local.create("x y#z", out -> out.write(bytes("text")));
        assertEquals("text", read(store("file"), "x y#z"));
        store("file").create("w", out -> out.write(new byte[] {1, 2}));
        assertArrayEquals(new byte[] {1, 2}, Files.readAllBytes(folder.resolve("store/w")));
    }

    @Test
    void aFolderOnAFileSystemThatNobodyKnowsIsRefusedByItsKey() {
        String message = assertThrows(
                        UsageException.class, () -> Stores.open("output.model", "nosuch://host/x", configuration))
                .getMessage();
        assertTrue(message.startsWith("file system cannot be reached: output.model=nosuch://host/x"), message);
    }
}
