package dev.unroll.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.Hash64;
import dev.unroll.data.Rejected;
import dev.unroll.spark.IngestReport.Finding;
import dev.unroll.spec.Spec;
import dev.unroll.spec.UsageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records: lines of text files, and rows of Spark SQL sources. */
class RecordIngestTest {
    @TempDir
    Path folder;

    private Path source;

    @BeforeEach
    void makeFolder() throws IOException {
        source = Files.createDirectory(folder.resolve("source"));
    }

    private Spec spec(String... more) {
        String[] own = {"data.train=" + source, "output.model=" + folder.resolve("model")};
        return Specs.of(Stream.concat(Stream.of(own), Stream.of(more)).toArray(String[]::new));
    }

    private Spec csv(String... more) {
        String[] own = {"data.format=csv", "data.options.header=true", "data.text-column=body"};
        return spec(Stream.concat(Stream.of(own), Stream.of(more)).toArray(String[]::new));
    }

    private static String refusal(Spec spec) {
        String message = assertThrows(UsageException.class, () -> Specs.ingest(spec, Corpus::fingerprint))
                .getMessage();
        assertFalse(message.contains("\n"), message);
        return message;
    }

    private static List<String> numbered(int count) {
        return IntStream.range(0, count).mapToObj(i -> "line " + i).toList();
    }

    @Test
    void eachLineIsInThePartAndShardOfItsHashOnce() throws Exception {
        List<String> lines = new ArrayList<>(numbered(1000));
        lines.add("line 7");
        Files.write(source.resolve("a.txt"), lines.subList(0, 400));
        Files.write(source.resolve("b.txt"), lines.subList(400, 1001));
        List<String> training = new ArrayList<>();
        List<String> held = new ArrayList<>();
        for (String line : lines) {
            // held out: the hash as a fraction of 2^64 is below 1/4
            long hash = Hash64.of(line.getBytes(StandardCharsets.UTF_8));
            (hash >>> 62 == 0 ? held : training).add(line + "<eos>");
        }
        training.sort(null);
        held.sort(null);
        Spec spec = spec("data.context=line", "data.validation=0.25", "train.workers=3");
        Specs.ingest(spec, corpus -> {
            List<String> trained = Specs.records(corpus.vocabulary(), corpus.training());
            List<String> measured =
                    Specs.records(corpus.vocabulary(), corpus.validation().orElseThrow());
            trained.sort(null);
            measured.sort(null);
            assertEquals(training, trained);
            assertEquals(held, measured);
            assertEquals(3, corpus.training().count());
            assertEquals(training.size(), corpus.training().records());
            assertEquals(1001, corpus.report().count(Finding.LINES));
            return null;
        });
    }

    @Test
    void aSourceWithAConditionGivesTheRowsThatMeetIt() throws Exception {
        Files.writeString(source.resolve("a.csv"), "id,body\n1,alpha\n2,beta\n3,gamma\n4,beta\n5,\n");
        Spec spec = csv("data.where=id > 1", "data.context=line", "data.validation=0");
        Specs.ingest(spec, corpus -> {
            List<String> rows = Specs.records(corpus.vocabulary(), corpus.training());
            rows.sort(null);
            assertEquals(List.of("beta<eos>", "beta<eos>", "gamma<eos>"), rows);
            assertEquals(1, corpus.report().count(Finding.MISSING), "the row without a text");
            assertEquals(4, corpus.report().count(Finding.LINES));
            return null;
        });
    }

    @Test
    void rowsInStreamContextAreLinesOfOneStream() throws Exception {
        Files.writeString(source.resolve("a.csv"), "id,body\n1,beta\n2,alpha\n");
        String text = Specs.ingest(
                csv("data.validation=0", "train.workers=1"),
                corpus -> Specs.text(corpus.vocabulary(), corpus.training()));
        assertEquals("alpha\nbeta\n", text);
    }

    @Test
    void rowsThatCannotBeUsedAreRefusedIfNoneMayBeLeftOut() throws Exception {
        Files.writeString(source.resolve("a.csv"), "id,body\n1,alpha\n2,\n3,long one\n");
        String message = refusal(csv(
                "data.bad-records=fail",
                "data.context=line",
                "data.max-length=6",
                "data.too-long=reject",
                "data.validation=0"));
        assertTrue(message.startsWith("record cannot be used: data.train="), message);
        assertTrue(message.contains("reason=no text: row={\"id\":\"2\"} records=2"), message);
    }

    @Test
    void rowsThatCannotBeUsedAreWrittenAsideAndCounted() throws Exception {
        Files.writeString(source.resolve("a.csv"), "id,body\n1,alpha\n2,\n3,\"long \"\"one\"\"\"\n4,beta\n");
        Spec spec = csv(
                "data.options.escape=\"",
                "data.context=line",
                "data.max-length=6",
                "data.too-long=reject",
                "data.validation=0");
        try (Staging staging = new Staging(spec, LocalSpark.context().hadoopConfiguration());
                Corpus corpus = new Ingest(LocalSpark.session(), spec, staging).corpus()) {
            assertEquals(2, corpus.training().records());
            assertEquals(1, corpus.report().count(Finding.MISSING));
            assertEquals(1, corpus.report().count(Finding.REJECTED));
            String place = "data.train=" + source;
            assertEquals(
                    List.of(
                            new Rejected(place, "no text: row={\"id\":\"2\"}", "{\"id\":\"2\"}"),
                            new Rejected(place, "too long: data.max-length=6", "long \"one\"")),
                    leftOut(staging).first());
        }
        assertTrue(Files.notExists(folder.resolve("model/.staging")), "nothing of the run is left");
    }

    @Test
    void aLineTooLongToBeReadIsLeftOutAndItsPlaceWrittenAside() throws Exception {
        Spec spec = spec("data.context=line", "data.validation=0", "train.workers=2");
        List<SourceRecord> records = List.of(
                SourceRecord.of("alpha".getBytes(StandardCharsets.UTF_8)),
                SourceRecord.tooLong("/texts/a.txt", 17),
                SourceRecord.MISSING,
                SourceRecord.of("beta".getBytes(StandardCharsets.UTF_8)));
        try (Staging staging = new Staging(spec, LocalSpark.context().hadoopConfiguration())) {
            RecordInput input = new RecordInput(
                    "data.train",
                    source.toString(),
                    LocalSpark.context().parallelize(records),
                    Optional.empty(),
                    IngestReport.NONE,
                    () -> {});
            try (Corpus corpus =
                    new RecordIngest(LocalSpark.context(), spec, staging).corpus(input, Optional.empty())) {
                assertEquals(2, corpus.training().records());
                assertEquals(4, corpus.report().count(Finding.LINES));
                assertEquals(1, corpus.report().count(Finding.REJECTED));
                assertEquals(1, corpus.report().count(Finding.MISSING));
                Rejected line = new Rejected("file=/texts/a.txt offset=17", "too long to be read", "");
                assertEquals(List.of(line), leftOut(staging).first());
            }
        }
    }

    @Test
    void linesThatAreTooLongAreNamedByWhereTheyBeginHoweverTheyAreRead() throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            text.append("short\nmuch too long ").append(i).append('\n');
        }
        Files.writeString(source.resolve("b.txt"), text);
        Files.writeString(source.resolve("a.txt"), "fine\nthis is too long\n");
        Spec spec = spec(
                "data.context=line",
                "data.max-length=9",
                "data.too-long=reject",
                "data.validation=0",
                "train.workers=2");
        try (Staging staging = new Staging(spec, LocalSpark.context().hadoopConfiguration());
                Corpus corpus = new Ingest(LocalSpark.session(), spec, staging).corpus()) {
            LeftOut without = leftOut(staging);
            assertEquals(31, without.count());
            assertEquals(31, corpus.report().count(Finding.REJECTED));
            assertEquals(LeftOut.LISTED, without.first().size());
            Rejected first = without.first().get(0);
            assertTrue(first.place().endsWith("a.txt offset=5"), first.place());
            assertEquals("this is too long", first.text());
            assertTrue(
                    without.first().get(2).place().endsWith("b.txt offset=28"),
                    without.first().toString());
            try (InputStream all = without.open()) {
                List<String> lines = new String(all.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .toList();
                assertEquals(31, lines.size());
                assertTrue(lines.get(30).endsWith("\"text\":\"much too long 29\"}"), lines.get(30));
            }
        }
    }

    private static LeftOut leftOut(Staging staging) {
        assertEquals(1, staging.leftOut().size());
        return staging.leftOut().get(0);
    }

    @Test
    void mistakesInTheSourceAreOneLineEach() throws Exception {
        Files.writeString(source.resolve("a.csv"), "id,body\n1,alpha\n2,beta\n");
        assertTrue(refusal(csv("data.text-column=txt")).contains("data.text-column=txt columns=id,body"));
        assertTrue(refusal(csv("data.where=id >")).startsWith("condition not understood: data.where=id >"));
        assertTrue(refusal(csv("data.where=ident > 1")).contains("UNRESOLVED_COLUMN"));
        assertTrue(refusal(csv("data.where=id > 9")).startsWith("corpus is empty"));
        assertTrue(refusal(csv("data.format=cvs")).contains("DATA_SOURCE_NOT_FOUND"));
        assertTrue(refusal(csv("data.options.sep=")).startsWith("source cannot be read"));
        assertTrue(refusal(csv("data.train=" + folder.resolve("none"))).startsWith("no file found: data.train="));
    }

    @Test
    void aFileThatEndsTooSoonIsAValueNotAFailedTask() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write("id,body\n".getBytes(StandardCharsets.UTF_8));
            for (String line : numbered(100_000)) {
                out.write((line + "," + Integer.toHexString(line.hashCode()) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        Files.write(source.resolve("a.csv.gz"), Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2));
        String message = refusal(csv());
        assertTrue(message.startsWith("source cannot be read: data.train=" + source + " cause="), message);
    }

    @Test
    void shardFilesAreTheOnlyThingThatTrainingReads() throws Exception {
        Path csv = source.resolve("a.csv");
        Files.writeString(csv, "id,body\n1,alpha\n2,beta\n");
        Spec spec = csv("data.validation=0");
        Specs.ingest(spec, corpus -> {
            LocalSpark.context().getPersistentRDDs().values().forEach(rdd -> rdd.unpersist(true));
            try {
                Files.delete(csv);
                assertEquals(4, corpus.training().rdd().count());
                LocalSpark.context().getPersistentRDDs().values().forEach(rdd -> rdd.unpersist(true));
                damageOneShardFile();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Exception failure =
                    assertThrows(Exception.class, () -> corpus.training().rdd().count());
            assertTrue(Specs.changed(failure).contains("shard-000002"), failure.toString());
            return null;
        });
    }

    private void damageOneShardFile() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("model/.staging"))) {
            Path shard = files.filter(file -> file.getFileName().toString().equals("shard-000002"))
                    .findFirst()
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(shard);
            bytes[bytes.length - 1] ^= 1;
            Files.write(shard, bytes);
        }
    }
}
