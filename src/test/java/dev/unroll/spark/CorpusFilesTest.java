package dev.unroll.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.TextCorpus;
import dev.unroll.data.UnitRules;
import dev.unroll.spark.CorpusFiles.CorpusFile;
import dev.unroll.spec.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a path in the configuration to files. */
class CorpusFilesTest {
    private static final Configuration LOCAL = new Configuration(false);

    @TempDir
    Path folder;

    private void write(String... names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name);
        }
    }

    private CorpusFiles resolve(String path) {
        return CorpusFiles.resolve("data.train", folder + "/" + path, LOCAL);
    }

    private static List<String> paths(CorpusFiles found) {
        return found.files().stream().map(CorpusFile::path).sorted().toList();
    }

    @Test
    void aPathThatExistsIsNoGlob() throws Exception {
        write("a[1].txt", "a1.txt");
        assertEquals(List.of("a[1].txt"), paths(resolve("a[1].txt")));
        Files.delete(folder.resolve("a[1].txt"));
        assertEquals(List.of("a1.txt"), paths(resolve("a[1].txt")));
    }

    @Test
    void anyNameCanBeRead() throws Exception {
        String[] names = {"with space #1=x", "percent%20", "ünï", "colon:1", "braces{a}", "q?", "back\\slash"};
        for (String name : names) {
            write("d/" + name);
            List<CorpusFile> files = resolve("d/" + name).files();
            assertEquals(1, files.size(), name);
            assertEquals(folder + "/d/" + name, files.get(0).name());
            assertEquals(
                    ("d/" + name).getBytes(StandardCharsets.UTF_8).length,
                    files.get(0).length());
            try (HadoopBytes bytes = HadoopBytes.open(files.get(0), LOCAL)) {
                byte[] content = new byte[(int) bytes.length()];
                assertEquals(content.length, bytes.read(0, content, 0, content.length));
                assertEquals("d/" + name, new String(content, StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void indexesOfSequenceFilesAreSkippedUnlessNamed() throws Exception {
        write("d/a.fa", "d/a.fa.fai", "d/b.fa.gz", "d/b.fa.gz.gzi");
        assertEquals(List.of("a.fa", "b.fa.gz"), paths(resolve("d")));
        assertEquals(List.of("a.fa.fai", "b.fa.gz.gzi"), resolve("d").skipped());
        assertEquals(List.of("a.fa", "b.fa.gz"), paths(resolve("d/*")));
        assertEquals(List.of("a.fa.fai"), paths(resolve("d/*.fai")));
        assertEquals(List.of("a.fa.fai"), paths(resolve("d/a.fa.fai")));
    }

    @Test
    void hiddenNamesAreSkippedInsideDirectoriesAndNamed() throws Exception {
        write("d/a", "d/_b", "d/.c", "d/e/f", "d/_g/h", "d/e/_i");
        CorpusFiles found = resolve("d");
        assertEquals(List.of("a", "e/f"), paths(found));
        assertEquals(List.of(".c", "_b", "_g", "e/_i"), found.skipped());
        assertEquals(List.of("_b"), paths(resolve("d/_b")), "named, so wanted");
        assertEquals(List.of("h"), paths(resolve("d/_g")));
        assertEquals(List.of("_b", "_g/h"), paths(resolve("d/_*")));
        assertEquals(List.of("a", "e/f"), paths(resolve("d/*")));
    }

    @Test
    void pathsAreRelativeToTheDirectoryOrToTheFirstWildcard() throws Exception {
        write("d/x/1/a.txt", "d/y/1/a.txt", "d/y/2/b.txt");
        assertEquals(List.of("x/1/a.txt", "y/1/a.txt", "y/2/b.txt"), paths(resolve("d")));
        assertEquals(List.of("x/1/a.txt", "y/1/a.txt"), paths(resolve("d/*/1/a.txt")));
        assertEquals(List.of("y/1/a.txt", "y/2/b.txt"), paths(resolve("d/y*")));
        assertEquals(List.of("a.txt"), paths(resolve("d/y/1/*.txt")));
    }

    @Test
    void theCorpusIsInTheOrderOfUtf8Bytes() throws Exception {
        // U+FFFD comes after U+1D11E in UTF-16 and before it in UTF-8
        write("d/\uFFFD", "d/\uD834\uDD1E", "d/b", "d/B", "d/a/z", "d/a.z");
        TextCorpus corpus = new TextSource(resolve("d").files(), UnitRules.of(Specs.of()), LOCAL).corpus();
        assertEquals(
                List.of("B", "a.z", "a/z", "b", "\uFFFD", "\uD834\uDD1E"),
                corpus.files().stream().map(TextCorpus.TextFile::path).toList());
    }

    @Test
    void whatIsNotThereIsRefusedByItsKey() throws Exception {
        write("d/_a");
        for (String path : List.of("none", "none*", "none/*", "d")) {
            String message =
                    assertThrows(UsageException.class, () -> resolve(path)).getMessage();
            assertTrue(message.startsWith("no file found: data.train=" + folder + "/" + path), message);
        }
        String message = assertThrows(
                        UsageException.class, () -> CorpusFiles.resolve("data.test", "nosuch://host/x", LOCAL))
                .getMessage();
        assertTrue(message.startsWith("file system cannot be reached: data.test=nosuch://host/x"), message);
    }
}
