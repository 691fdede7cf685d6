package dev.unroll.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.Preprocessing;
import dev.unroll.data.ShardSummary;
import dev.unroll.data.Vocabulary;
import dev.unroll.spark.IngestReport.Finding;
import dev.unroll.spec.Spec;
import dev.unroll.spec.UsageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Running text: from files to shards. */
class StreamIngestTest {
    private static final String LINE = "the cat sat on the mat\n";

    @TempDir
    Path folder;

    private Path texts;

    @BeforeEach
    void makeFolder() throws IOException {
        texts = Files.createDirectory(folder.resolve("texts"));
    }

    private Spec spec(String... more) {
        String[] own = {"data.train=" + texts, "output.model=" + folder.resolve("model")};
        return Specs.of(Stream.concat(Stream.of(own), Stream.of(more)).toArray(String[]::new));
    }

    private String refusal(String... more) {
        return assertThrows(UsageException.class, () -> Specs.ingest(spec(more), Corpus::fingerprint))
                .getMessage();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void theShardsAreTheTextInOrderAndTheFractionIsExact() throws Exception {
        Files.writeString(texts.resolve("b.txt"), LINE.repeat(500) + "eat");
        Files.writeString(texts.resolve("a.txt"), LINE.repeat(600));
        String text = LINE.repeat(1100) + "eat";
        assertEquals(25_303, text.length());
        Specs.ingest(spec("data.validation=0.15", "data.shard-tokens=3000", "train.workers=3"), corpus -> {
            // floor(0.85 x 25,303) = floor(21,507.55)
            assertEquals(text.substring(0, 21_507), Specs.text(corpus.vocabulary(), corpus.training()));
            ShardSet held = corpus.validation().orElseThrow();
            assertEquals(text.substring(21_507), Specs.text(corpus.vocabulary(), held));
            assertEquals(21_507, corpus.training().units());
            assertEquals(9, corpus.training().count(), "the smallest multiple of 3 with at most 3,000 units each");
            assertEquals(0, corpus.training().unknown());
            assertEquals(2, corpus.report().count(Finding.FILES));
            assertEquals(25_303, corpus.report().count(Finding.BYTES));
            assertEquals(1100, corpus.report().count(Finding.LINES));
            return null;
        });
    }

    @Test
    void theVocabularyIsThatOfTheTrainingPartAlone() throws Exception {
        // 1.5 blocks of 1 MiB; "!" stands only behind the first floor(0.9 n) characters, "?" is the last one of them
        int units = 1_572_864;
        int training = (int) (units * 9L / 10);
        StringBuilder text = new StringBuilder("ab\n".repeat(units / 3));
        text.setCharAt(training - 1, '?');
        text.setCharAt(training, '!');
        Files.writeString(texts.resolve("a.txt"), text);
        Specs.ingest(spec(), corpus -> {
            assertEquals(List.of("<unk>", "\n", "a", "b", "?"), sorted(corpus.vocabulary()));
            assertEquals(0, corpus.training().unknown());
            assertEquals(1, corpus.validation().orElseThrow().unknown());
            return null;
        });
    }

    /** Units with the ties of the three frequent ones put in order. */
    private static List<String> sorted(Vocabulary vocabulary) {
        List<String> units = new ArrayList<>(vocabulary.units());
        units.subList(1, 4).sort(null);
        return units;
    }

    @Test
    void aLimitedVocabularyOfWordsKeepsTheMostFrequentAndBreaksTiesByBytes() throws Exception {
        Files.writeString(texts.resolve("a.txt"), "x é d c c é b x a x\n");
        Spec spec = spec("vocabulary.unit=word", "vocabulary.size=5", "data.validation=0");
        List<String> units = Specs.ingest(spec, corpus -> corpus.vocabulary().units());
        assertEquals(List.of("<unk>", "<eos>", "x", "c", "é"), units);
    }

    @Test
    void gzipGivesTheShardsOfThePlainText() throws Exception {
        Files.writeString(texts.resolve("a"), LINE.repeat(300));
        Files.writeString(texts.resolve("b"), LINE.repeat(200));
        List<ShardSummary> plain =
                Specs.ingest(spec(), corpus -> corpus.training().summaries());
        Files.write(texts.resolve("a"), gzip(LINE.repeat(300)));
        List<ShardSummary> unpacked = Specs.ingest(spec(), corpus -> {
            assertTrue(Files.exists(folder.resolve("model/.staging")));
            return corpus.training().summaries();
        });
        assertEquals(plain, unpacked);
        assertFalse(Files.exists(folder.resolve("model/.staging")), "staging is removed at the end");
    }

    @Test
    void aCutOffGzipFileIsOneLineThatNamesIt() throws Exception {
        byte[] whole = gzip(LINE.repeat(300));
        Files.write(texts.resolve("good.gz"), whole);
        Files.write(texts.resolve("bad.gz"), Arrays.copyOf(whole, whole.length / 2));
        String message = refusal();
        assertTrue(message.contains("file=" + texts.resolve("bad.gz")), message);
        assertFalse(message.contains("\n"), message);
    }

    @Test
    void anotherCharsetGivesTheShardsOfUtf8() throws Exception {
        String text = "Käse für Müller\n".repeat(50);
        Files.writeString(texts.resolve("a.txt"), text);
        String utf8 = Specs.ingest(spec(), Corpus::fingerprint);
        Files.write(texts.resolve("a.txt"), text.getBytes(StandardCharsets.UTF_16));
        assertEquals(utf8, Specs.ingest(spec("data.encoding=UTF-16"), Corpus::fingerprint));
    }

    @Test
    void invalidUtf8IsCountedOrRefusedWithItsPlace() throws Exception {
        Files.write(
                texts.resolve("a.txt"), new byte[] {'a', 'b', 'c', (byte) 0xFF, 'd', 'e', '\n', 'f', 'g', 'h', 'i'});
        assertEquals(1L, Specs.<Long>ingest(spec(), corpus -> corpus.report().count(Finding.REPLACED)));
        String message = refusal("data.invalid-utf8=fail");
        assertTrue(message.contains("file=" + texts.resolve("a.txt") + " offset=3"), message);
    }

    @Test
    void aGivenVocabularyIsKept() throws Exception {
        Files.writeString(texts.resolve("a.txt"), LINE.repeat(100));
        Spec spec = spec();
        Vocabulary known = Vocabulary.of(spec.vocabulary().unit(), List.of("<unk>", "t", "h", "e"));
        try (Staging staging = new Staging(spec, LocalSpark.context().hadoopConfiguration());
                Corpus corpus = new Ingest(LocalSpark.session(), spec, staging).corpus(Preprocessing.ofUnits(known))) {
            assertEquals(known.units(), corpus.vocabulary().units());
            // of the 2,070 characters of 90 lines of 23, t 5, h 2 and e 2 times in each are known
            assertEquals(90 * (23 - 9), corpus.training().unknown());
        }
    }

    @Test
    void heldOutFilesAndTestFilesAreReadWhole() throws Exception {
        Files.writeString(texts.resolve("a.txt"), LINE.repeat(100));
        Path held = Files.writeString(folder.resolve("held.txt"), LINE.repeat(10) + "zoo\n");
        Spec spec = spec("data.validation=" + held);
        try (Staging staging = new Staging(spec, LocalSpark.context().hadoopConfiguration())) {
            Ingest ingest = new Ingest(LocalSpark.session(), spec, staging);
            try (Corpus corpus = ingest.corpus();
                    MeasuredText test = ingest.measured("data.test", held.toString(), corpus.preprocessing())) {
                assertEquals(2300, corpus.training().units());
                assertEquals(234, corpus.validation().orElseThrow().units());
                assertEquals(1, test.shards().unknown(), "z");
                assertEquals(11, test.report().count(Finding.LINES));
                assertEquals(
                        test.shards().summaries(),
                        corpus.validation().orElseThrow().summaries());
            }
        }
    }

    @Test
    void corporaFromWhichNothingCanBeLearntAreRefused() throws Exception {
        Path file = texts.resolve("a.txt");
        Files.writeString(file, "");
        assertTrue(refusal().startsWith("corpus is empty: data.train=" + texts), refusal());
        Files.writeString(file, "a");
        assertTrue(refusal().startsWith("corpus is too small to hold a part of it out"), refusal());
        Files.writeString(file, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
        assertTrue(refusal().contains("symbols=1 unit=a"), refusal());
        Files.delete(file);
        assertTrue(refusal().startsWith("no file found: data.train=" + texts), refusal());
    }

    @Test
    void aFileThatChangesIsNoticedWhenItsShardIsCutAgain() throws Exception {
        Path file = texts.resolve("a.txt");
        Files.writeString(file, LINE.repeat(100));
        Specs.ingest(spec(), corpus -> {
            LocalSpark.context().getPersistentRDDs().values().forEach(rdd -> rdd.unpersist(true));
            assertEquals(corpus.training().count(), corpus.training().rdd().count(), "cut again from the same file");
            LocalSpark.context().getPersistentRDDs().values().forEach(rdd -> rdd.unpersist(true));
            write(file, LINE.repeat(99) + LINE.replace('c', 'r'));
            assertEquals("checksum", changed(corpus), "in the same length");
            write(file, LINE.repeat(98) + "é".repeat(23));
            assertEquals("units-up-to", changed(corpus), "in the same length, with fewer units");
            write(file, LINE.repeat(101));
            assertEquals("bytes", changed(corpus));
            return null;
        });
    }

    /** What the exception says that ends a job over the training and the held-out shards. */
    private static String changed(Corpus corpus) {
        Exception failure = assertThrows(Exception.class, () -> {
            corpus.training().rdd().count();
            corpus.validation().orElseThrow().rdd().count();
        });
        assertInstanceOf(SparkException.class, failure);
        String message = Specs.changed(failure);
        assertTrue(message.startsWith("corpus changed during training: file="), message);
        assertTrue(message.contains("a.txt"), message);
        return message.replaceFirst(".* ([\\w-]+)=\\w+ expected=.*", "$1");
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
