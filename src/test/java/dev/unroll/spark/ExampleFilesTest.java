package dev.unroll.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.Example;
import dev.unroll.spark.IngestReport.Finding;
import dev.unroll.spec.UsageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleFilesTest {
    @TempDir
    Path folder;

    /** Whatever is found in a path, in its order: texts with their labels, {@code !reason} and {@code !!mistake}. */
    private List<String> read(Path path, String... more) {
        try (ExampleInput input = input(path, more)) {
            List<String> found = new ArrayList<>();
            for (FoundRecord record : input.records().collect()) {
                found.add(shown(record));
            }
            return found;
        }
    }

    private static ExampleInput input(Path path, String... more) {
        String[] own = {"task=classify", "data.format=labelled-lines", "vocabulary.unit=word"};
        String[] all = Stream.concat(Stream.of(own), Stream.of(more)).toArray(String[]::new);
        return new ExampleFiles(LocalSpark.context(), Specs.of(all)).read("data.train", path.toString());
    }

    private static String shown(FoundRecord record) {
        if (record.isRecord()) {
            Example example = record.example();
            return example.labels() + " " + new String(example.reading().text(), StandardCharsets.UTF_8);
        }
        if (record.isRejected()) {
            return "!" + record.reason();
        }
        return "!!"
                + assertThrows(UsageException.class, () -> TaskAnswer.numbers(record.bytes()))
                        .getMessage();
    }

    private static String labelled(String label, String text) {
        return "OfRecord[names=[" + label + "]] " + text;
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void filesAreReadInTheOrderOfTheirPathsAndRecordsInThatOfTheirLines() throws Exception {
        Files.writeString(folder.resolve("b.tsv"), "x\tthird\ny\tfourth\n");
        Files.write(folder.resolve("a.tsv"), gzip("y\tfirst\nx\tsecond\n"));
        Files.createDirectory(folder.resolve("c"));
        Files.writeString(folder.resolve("c/a.tsv"), "z\tfifth");
        Files.writeString(folder.resolve("_hidden.tsv"), "x\tnever\n");
        assertEquals(
                List.of(
                        labelled("y", "first"),
                        labelled("x", "second"),
                        labelled("x", "third"),
                        labelled("y", "fourth"),
                        labelled("z", "fifth")),
                read(folder));
        try (ExampleInput input = input(folder)) {
            assertEquals(3, input.report().count(Finding.FILES));
            assertEquals(1, input.report().count(Finding.SKIPPED));
            String place = input.records().first().example().place();
            assertTrue(place.endsWith("a.tsv:1"), place);
        }
    }

    @Test
    void badLinesAreFoundBetweenGoodOnes() throws Exception {
        Path file = Files.writeString(folder.resolve("a.tsv"), "x\tone\nnolabel\ny\ttwo\n");
        assertEquals(
                List.of(labelled("x", "one"), "!columns do not fit: columns=1 expected=2", labelled("y", "two")),
                read(file));
    }

    @Test
    void otherCharsetsAreDecoded() throws Exception {
        Path file = folder.resolve("a.tsv");
        Files.write(file, "x\tcafé – naïve\n".getBytes(Charset.forName("windows-1252")));
        assertEquals(List.of(labelled("x", "café – naïve")), read(file, "data.encoding=windows-1252"));
    }

    @Test
    void aFileThatIsCutOffIsAMistakeBehindItsLastRecord() throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            text.append("x\tline ").append(Integer.toHexString(i * 7919)).append('\n');
        }
        byte[] whole = gzip(text.toString());
        Path file = Files.write(folder.resolve("a.tsv"), Arrays.copyOf(whole, whole.length / 2));
        List<String> found = read(file);
        assertEquals(labelled("x", "line 0"), found.get(0));
        String last = found.get(found.size() - 1);
        assertTrue(last.startsWith("!!") && last.contains("a.tsv"), last);
        assertEquals(1, found.stream().filter(record -> record.startsWith("!")).count());
    }

    @Test
    void aFileOfLabelsIsReadBesideItsTexts() throws Exception {
        Files.writeString(folder.resolve("train.txt"), "one\ntwo\n");
        Files.writeString(folder.resolve("train.labels"), "x\ny\n");
        Path texts = folder.resolve("train.txt");
        assertEquals(List.of(labelled("x", "one"), labelled("y", "two")), read(texts, "data.labels.file=*.labels"));
        List<String> missing = read(texts, "data.labels.file=*.classes");
        assertEquals(1, missing.size());
        assertTrue(missing.get(0).startsWith("!!cannot read: file="), missing.get(0));
        assertTrue(missing.get(0).contains("train.classes"), missing.get(0));
    }

    @Test
    void aPathWithoutFilesIsRefused() {
        String message = assertThrows(UsageException.class, () -> read(folder.resolve("none.tsv")))
                .getMessage();
        assertTrue(message.contains("no file found") && !message.contains("\n"), message);
    }
}
