package dev.unroll.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.unroll.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a corpus to scores and samples, with each kind of unit. */
class EveryUnitTest {
    private static final List<String> SHORT =
            List.of("train.rounds=3", "evaluate.baseline-units=0", "data.validation=0");

    @TempDir
    Path folder;

    @BeforeAll
    static void startSpark() {
        LocalSpark.session();
    }

    private TinyModel train(String text, String... settings) throws IOException {
        TinyModel tiny = new TinyModel(folder, text);
        List<String> words = new ArrayList<>(SHORT);
        words.addAll(List.of(settings));
        if (words.contains("vocabulary.unit=kmer")) {
            words.add("vocabulary.k=3");
        }
        tiny.train(words.toArray(String[]::new)).done();
        return tiny;
    }

    private JsonNode evaluate(TinyModel tiny, Path text, String context) throws IOException {
        return Scores.json(tiny.use("evaluate", "--input", text.toString(), "--json", "--context", context));
    }

    private static double sum(JsonNode figures) {
        return -figures.get("nats").asDouble() * figures.get("units").asLong();
    }

    private static List<String> column(List<JsonNode> rows, String name) {
        return rows.stream().map(row -> row.path(name).asText("")).toList();
    }

    @ParameterizedTest
    @CsvSource({"byte, stream, 41", "word, stream, 13", "word, line, 13", "char, line, 40"})
    void aTextGoesAllTheWay(String unit, String context, int units) throws IOException {
        // Bytes, of which é has two and CR LF is two; words and their four line ends; characters and their line ends.
        String text = "line 5 ends here\nnow or never\r\n\nétude 17";
        TinyModel tiny = train(
                Files.readString(new TinyModel(folder).corpus), "vocabulary.unit=" + unit, "data.context=" + context);
        Path input = Files.writeString(folder.resolve("input.txt"), text);
        List<JsonNode> rows = Scores.of(tiny, input, folder.resolve("scores"));
        JsonNode lines = evaluate(tiny, input, "line");
        assertEquals(List.of("line 5 ends here", "now or never", "", "étude 17"), column(rows, "text"));
        assertEquals(4, lines.get("lines").asInt());
        assertEquals(sum(lines), Scores.sum(rows), 1e-9);
        assertEquals(
                lines.get("units").asLong(),
                rows.stream().mapToLong(row -> row.get("length").asLong()).sum());
        assertEquals(units, evaluate(tiny, input, "stream").get("units").asInt());
        String samples =
                tiny.use("sample", "--length", "9", "--count", "2").done().out();
        assertTrue(samples.startsWith("--- sample 1 ---\n") && samples.contains("--- sample 2 ---\n"), samples);
    }

    @ParameterizedTest
    @CsvSource({"nucleotide, stream", "kmer, stream", "kmer, line"})
    void basesGoAllTheWay(String unit, String context) throws IOException {
        TinyModel tiny =
                train(TinyModel.fasta(), "vocabulary.unit=" + unit, "data.context=" + context, "data.eos=false");
        Path fasta = Files.writeString(
                folder.resolve("contigs.fa"), ">c1 first\nACGTNNACGG\nATTACATGGACG\n\n>c2\n>c3\tlast\nttacug\n");
        List<JsonNode> rows = Scores.of(tiny, fasta, folder.resolve("scores"));
        assertEquals(List.of("c1", "c2", "c3"), column(rows, "name"));
        assertEquals(List.of("ACGTNNACGGATTACATGGACG", "", "ttacug"), column(rows, "text"));
        boolean kmers = unit.equals("kmer");
        assertEquals(kmers ? List.of("7", "0", "2") : List.of("22", "0", "6"), column(rows, "length"));
        JsonNode lines = evaluate(tiny, fasta, "line");
        assertEquals(sum(lines), Scores.sum(rows), 1e-9);
        assertTrue(lines.has("bits_per_base"), lines.toString());
        assertTrue(tiny.use("sample", "--length", "9").done().out().strip().matches("[ACGTN]+"));

        Path plain = Files.writeString(folder.resolve("plain.txt"), "ACGTNNACGGATTACATGGACG\n\nttacug\n");
        List<JsonNode> byLine = Scores.of(tiny, plain, folder.resolve("by-line"));
        assertEquals(List.of("", "", ""), column(byLine, "name"));
        assertEquals(column(rows, "log_probability"), column(byLine, "log_probability"));
    }

    @Test
    void aSequenceWithUnknownBasesIsTheSameAsStreamAsLineAndAsRow() throws IOException {
        for (String unit : List.of("kmer", "nucleotide")) {
            TinyModel tiny = train(TinyModel.fasta(), "vocabulary.unit=" + unit, "--overwrite");
            String sequence = "ACGTNNACGGATTACATGGACG";
            Path fasta = Files.writeString(folder.resolve(unit + ".fa"), ">c1\n" + sequence + "\n");
            Path table = Files.writeString(folder.resolve(unit + ".csv"), sequence + "\n");
            JsonNode stream = evaluate(tiny, fasta, "stream");
            JsonNode line = evaluate(tiny, fasta, "line");
            List<JsonNode> scored = Scores.of(tiny, fasta, folder.resolve(unit + "-scores"));
            String[] csv = {"data.format=csv", "data.text-column=_c0"};
            List<JsonNode> rows = Scores.of(tiny, table, folder.resolve(unit + "-rows"), csv);
            assertEquals(sum(stream), sum(line), 1e-9, unit);
            assertEquals(sum(line), Scores.sum(scored), 1e-9, unit);
            assertEquals(Scores.sum(scored), Scores.sum(rows), unit);
            assertEquals(stream.get("unknown").asInt(), line.get("unknown").asInt(), unit);
            // The 3-mer TNN; the letter N is one that the model has seen.
            assertEquals(unit.equals("kmer") ? 1 : 0, line.get("unknown").asInt(), unit);
        }
    }
}
