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
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sequences whose bases are labelled by an annotation, as users meet them: made-up genomes through {@code train} and {@code evaluate}. */
class GenomesTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void startSpark() {
        LocalSpark.session();
    }

    /**
     * Sequences of 60 stretches of A and C, with 12 of G and T behind each, which are features: on the plus strand where G comes first, on
     * the minus strand where T does.
     */
    private Path genome(String... contigs) throws IOException {
        StringBuilder fasta = new StringBuilder();
        StringBuilder rows = new StringBuilder("##gff-version 3\n");
        for (String contig : contigs) {
            SplittableRandom random = new SplittableRandom(contig.hashCode());
            StringBuilder sequence = new StringBuilder();
            for (int i = 0; i < 30; i++) {
                for (int b = 0; b < 20 + i % 3; b++) {
                    sequence.append(random.nextBoolean() ? 'A' : 'C');
                }
                boolean plus = random.nextBoolean();
                rows.append("%s\tx\tCDS\t%d\t%d\t.\t%s\t0\tID=g%d\n"
                        .formatted(contig, sequence.length() + 1, sequence.length() + 12, plus ? "+" : "-", i));
                sequence.append(plus ? "GGTGGTGGTGGT" : "ACCACCACCACC".replace('A', 'T').replace('C', 'G'));
            }
            fasta.append('>').append(contig).append(" made up\n");
            for (int from = 0; from < sequence.length(); from += 50) {
                fasta.append(sequence, from, Math.min(sequence.length(), from + 50)).append('\n');
            }
        }
        Files.writeString(folder.resolve("genome.gff3"), rows);
        return Files.writeString(folder.resolve("genome.fa"), fasta);
    }

    private Path conf(Path genome, String more) throws IOException {
        return Files.writeString(folder.resolve("genome.conf"), """
                task = tag
                data.format = fasta
                data.train = %s
                data.annotation = %s
                data.window = 200
                data.window-overlap = 40
                vocabulary.unit = nucleotide
                network.cell = gru
                network.bidirectional = true
                network.hidden = 8
                train.workers = 2
                train.batch = 4
                train.epochs = 8
                train.rate = 0.03
                output.model = %s
                """.formatted(genome, folder.resolve("genome.gff3"), folder.resolve("model")) + more);
    }

    private static Run train(Path conf, String... more) {
        List<String> words = new ArrayList<>(List.of("train", "--config", conf.toString()));
        words.addAll(List.of(more));
        return Run.of(words.toArray(new String[0]));
    }

    private Run use(String command, String... more) {
        List<String> words = new ArrayList<>(
                List.of(command, "--model", folder.resolve("model").toString()));
        words.addAll(List.of(more));
        return Run.of(words.toArray(new String[0]));
    }

    @Test
    void basesLearnTheirLabels() throws Exception {
        Path genome = genome("c1", "c2", "c3");
        Path conf = conf(genome, "data.contigs.test = c3\n");
        Run run = train(conf).done();
        assertEquals("CDS\nnone\n", Files.readString(folder.resolve("model/labels.txt")));
        assertTrue(run.err().contains("; 2 labels"), run.err());
        assertTrue(run.out().contains("test records"), run.out());
        JsonNode figures =
                Scores.json(use("evaluate", "--input", genome.toString(), "--json", "data.contigs.test=c3"));
        assertEquals(30 * 33, figures.get("steps").asInt(), figures.toString());
        assertTrue(figures.get("mcc").asDouble() > 0.9, figures.toString());
    }
}
