package dev.unroll.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.Gunzip;
import dev.unroll.data.format.FastaReader;
import dev.unroll.data.format.Input;
import dev.unroll.spark.LocalSpark;
import dev.unroll.spec.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deliberately bad sequences and annotations through the command line, if a folder has them: {@code -Dunroll.data=FOLDER}. */
@EnabledIfSystemProperty(named = "unroll.data", matches = ".+")
class NastyGenomesTest {
    private static final Path NASTY =
            Path.of(System.getProperty("unroll.data", "")).resolve("nasty");

    @TempDir
    Path folder;

    @BeforeAll
    static void startSpark() {
        LocalSpark.session();
    }

    private Run train(Path sequences, Path annotation, String... more) throws IOException {
        Path conf = Files.writeString(
                folder.resolve("nasty.conf"), """
                task = tag
                data.format = fasta
                data.train = %s
                data.annotation = %s
                data.validation = 0
                data.window = 1000
                data.window-overlap = 200
                vocabulary.unit = nucleotide
                network.hidden = 4
                train.workers = 2
                train.batch = 4
                train.rounds = 1
                evaluate.baseline-units = 0
                output.model = %s
                """.formatted(sequences, annotation, folder.resolve("model")));
        List<String> words = new ArrayList<>(List.of("train", "--config", conf.toString()));
        words.addAll(List.of(more));
        return Run.of(words.toArray(new String[0]));
    }

    /** BED whose rows lie on the first half of each sequence, as far as it can be read. */
    private Path halves(Path sequences) throws IOException {
        StringBuilder rows = new StringBuilder();
        try (InputStream bytes = Gunzip.unpacked("x", Files.newInputStream(sequences))) {
            FastaReader.lengths(new Input("x", bytes, StandardCharsets.UTF_8))
                    .forEach((name, length) -> rows.append(name)
                            .append("\t0\t")
                            .append((length + 1) / 2)
                            .append("\tCDS\n"));
        } catch (UsageException e) {
            rows.append("x\t0\t3\tCDS\n");
        }
        return Files.writeString(folder.resolve("halves.bed"), rows.isEmpty() ? "x\t0\t3\tCDS\n" : rows);
    }

    private static void holds(Run run, String expected) {
        if (expected.startsWith("trains")) {
            run.done();
            String said = expected.substring("trains".length()).strip();
            assertTrue(run.err().contains(said), run.err());
        } else {
            run.refused(expected);
        }
        assertEquals(
                0, run.err().lines().filter(line -> line.startsWith("\tat ")).count(), run.err());
    }

    @ParameterizedTest
    @CsvSource({
        "blank_lines_and_comments.fa, trains",
        "empty.fa, no sequence is there",
        "header_only.fa, no sequence is there",
        "iupac.fa, trains",
        "lambda_multi_member.fa.gz, trains",
        "many_tiny_records.fa, trains",
        "no_final_newline.fa, trains",
        "odd_headers.fa, trains 4 records left out",
        "one_line_1mb.fa, trains",
        "protein_not_dna.fa, looks like protein",
        "sequence_before_header.fa, trains 1 record left out",
        "soft_masked_n_runs.fa, trains",
        "spaces_and_numbers.fa, trains",
        "truncated.fa.gz, truncated.fa.gz",
        "windows_crlf.fa, trains"
    })
    void everySequenceFileTrainsOrIsRefusedWithItsReason(String name, String expected) throws IOException {
        Path sequences = NASTY.resolve("fasta").resolve(name);
        holds(train(sequences, halves(sequences)), expected);
    }

    @ParameterizedTest
    @CsvSource({
        "broken.gff3, CDS, trains 7 records left out",
        "crlf.gff3, CDS, trains",
        "embedded_fasta.gff3, CDS, trains",
        "old_gff2.gff, CDS, annotation is not GFF3",
        "header_lines.bed, region, trains",
        "odd.bed, region, trains 5 records left out"
    })
    void everyAnnotationTrainsOrIsRefusedWithItsReason(String name, String types, String expected) throws IOException {
        Path sequences = Files.writeString(folder.resolve("chr.fa"), ">chrI\n" + "ACGTTACCGA".repeat(200) + "\n");
        holds(train(sequences, NASTY.resolve("gff_bed").resolve(name), "data.labels.types=" + types), expected);
    }
}
