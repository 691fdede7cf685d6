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
                sequence.append(
                        plus ? "GGTGGTGGTGGT" : "ACCACCACCACC".replace('A', 'T').replace('C', 'G'));
            }
            fasta.append('>').append(contig).append(" made up\n");
            for (int from = 0; from < sequence.length(); from += 50) {
                fasta.append(sequence, from, Math.min(sequence.length(), from + 50))
                        .append('\n');
            }
        }
        Files.writeString(folder.resolve("genome.gff3"), rows);
        return Files.writeString(folder.resolve("genome.fa"), fasta);
    }

    private Path conf(Path genome, String more) throws IOException {
        return Files.writeString(
                folder.resolve("genome.conf"),
                """
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
                train.rate = 0.03
                output.model = %s
                """.formatted(genome, folder.resolve("genome.gff3"), folder.resolve("model")) + more);
    }

    private static Run train(Path conf, String... more) {
        List<String> words = new ArrayList<>(List.of("train", "--config", conf.toString(), "train.epochs=1"));
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
        Run run = train(conf, "train.epochs=8").done();
        assertEquals("CDS\nnone\n", Files.readString(folder.resolve("model/labels.txt")));
        assertTrue(run.err().contains("; 2 labels"), run.err());
        assertTrue(run.out().contains("test records"), run.out());
        JsonNode figures = Scores.json(use("evaluate", "--input", genome.toString(), "--json", "data.contigs.test=c3"));
        assertEquals(30 * 33, figures.get("steps").asInt(), figures.toString());
        assertTrue(figures.get("mcc").asDouble() > 0.9, figures.toString());
    }

    @Test
    void strandsAndCodonsAreClassesAndWhatCodesIsOneFigure() throws Exception {
        Path genome = genome("c1", "c2", "c3");
        Path conf = conf(genome, """
                data.contigs.test = c3
                data.labels.strands = split
                data.labels.codons = true
                data.reverse-complement = true
                """);
        Run run = train(conf, "train.epochs=25").done();
        assertEquals(
                "CDS+0\nCDS+1\nCDS+2\nCDS-0\nCDS-1\nCDS-2\nnone\n",
                Files.readString(folder.resolve("model/labels.txt")));
        assertTrue(run.out().contains("open-reading-frames"), run.out());
        JsonNode figures = Scores.json(use("evaluate", "--input", genome.toString(), "--json", "data.contigs.test=c3"));
        JsonNode rule = figures.get("baselines").get("open-reading-frames-input");
        assertTrue(rule.get("mcc").asDouble() < 0.1, figures.toString());
        assertTrue(figures.get("mcc").asDouble() > 0.7, figures.toString());
        assertTrue(figures.get("sensitivity").asDouble() > 0.7, figures.toString());
        Run table = use("evaluate", "--input", genome.toString()).done();
        assertTrue(table.out().contains("open-reading-frames"), table.out());
        Files.delete(folder.resolve("genome.gff3"));
        String said = folder.resolve("said").toString();
        use("score", "--input", genome.toString(), "--output", said, "--format", "json")
                .done();
        assertEquals(
                "c1:0-200",
                Scores.rows(folder.resolve("said")).get(0).get("key").asText());
    }

    @Test
    void lettersAreNumbersAndBasesHaveSeveralLabels() throws Exception {
        Path conf = conf(genome("c1", "c2"), """
                data.ambiguous = mixtures
                data.soft-mask = feature
                data.labels.strands = split
                data.labels.overlap = multi
                data.reverse-complement = true
                network.output = sigmoid
                """);
        train(conf, "train.epochs=2").done();
        assertEquals("CDS+\nCDS-\n", Files.readString(folder.resolve("model/labels.txt")));
        String stored = Files.readString(folder.resolve("model/standardisation.tsv"));
        assertEquals(5, stored.lines().count(), stored);
        train(conf, "--overwrite", "train.epochs=1", "data.ambiguous=symbols").done();
        train(conf, "--overwrite", "network.embedding=8").refused("network.embedding=8");
    }

    @Test
    void whatIsWrongWithAnAnnotationIsSaidByName() throws Exception {
        Path genome = genome("c1", "c2");
        Path rows = folder.resolve("genome.gff3");
        Files.writeString(
                rows,
                Files.readString(rows) + "c1\tx\tCDS\t880\t9999\t.\t+\t0\tID=late\nc9\tx\tCDS\t1\t9\t.\t+\t0\tID=far\n"
                        + "c1\tx\tCDS\t30\t40\t.\t-\t0\tID=against\nnothing\n");
        Path conf = conf(genome, "data.labels.strands = split\n");
        Run run = train(conf).done();
        assertTrue(run.err().contains("2 records left out"), run.err());
        assertTrue(run.err().contains("1 feature on sequences that are not read"), run.err());
        assertTrue(
                run.err().matches("(?s).*corpus: .*[0-9]+ bases with several classes, of which the first.*"),
                run.err());
        train(conf, "--overwrite", "data.bad-records=fail").refused("record cannot be used", "genome.gff3:62");
        train(conf, "--overwrite", "data.labels.overlap=error")
                .refused("features disagree: sequence=c1", "CDS+,CDS-", "data.labels.overlap");
    }

    @Test
    void theEndOfEachSequenceIsHeldOut() throws Exception {
        Path conf = conf(genome("c1", "c2"), "");
        Run run = train(conf, "data.validation=0.25").done();
        assertTrue(run.out().contains("held-out records: 494 steps"), run.out());
        run = train(conf, "--overwrite", "data.contigs.validation=c2").done();
        assertTrue(run.out().contains("held-out records: 990 steps"), run.out());
    }

    @Test
    void mistakesAreRefusedInOneLine() throws Exception {
        Path genome = genome("c1", "c2");
        Path conf = conf(genome, "");
        train(conf, "data.annotation=").refused("sequences have no labels: data.annotation=");
        train(conf, "data.annotation=" + genome).refused("annotation is neither GFF3 nor BED", "genome.fa");
        train(conf, "data.contigs.test=c7").refused("sequence is not there: data.contigs.test=c7", "c1, c2");
        train(conf, "data.contigs.test=c1", "data.contigs.train=c1").refused("data.contigs.test=c1", "sequence=c1");
        train(conf, "data.labels.types=tRNA").refused("no feature is of these types", "CDS");
        train(conf, "vocabulary.unit=kmer").refused("vocabulary.unit=kmer", "single bases");
        train(conf, "task=classify").refused("data.format=fasta", "class-files");
        train(conf, "data.labels.overlap=multi").refused("data.labels.overlap=multi", "network.output=sigmoid");
        train(conf, "data.labels.codons=true", "data.labels.types=gene").refused("data.labels.codons=true");
        train(conf, "data.window-overlap=200").refused("data.window-overlap=200");
        train(conf, "data.format=conll", "data.annotation=").refused("data.window=200", "data.format=fasta");
        Path both = Files.createDirectory(folder.resolve("both"));
        Files.copy(genome, both.resolve("a.fa"));
        Files.copy(genome, both.resolve("b.fa"));
        train(conf, "data.train=" + both).refused("sequence is in two files: name=c1", "a.fa", "b.fa");
        Path other = Files.writeString(folder.resolve("other.bed"), "chr9\t1\t9\tCDS\n");
        train(conf, "data.annotation=" + other).refused("no feature lies on a sequence that is there", "chr9");
    }

    @Test
    void sequencesAreClassifiedOnBothStrands() throws Exception {
        Path classes = Files.createDirectory(folder.resolve("classes"));
        SplittableRandom random = new SplittableRandom(3);
        for (String name : List.of("site", "none")) {
            StringBuilder fasta = new StringBuilder();
            for (int i = 0; i < 40; i++) {
                fasta.append('>').append(name).append(i).append('\n');
                for (int b = 0; b < 10; b++) {
                    fasta.append("ACGT".charAt(random.nextInt(4)));
                }
                fasta.append(name.equals("site") ? "GGGGGG" : "ATATAT").append("\n");
            }
            Files.writeString(classes.resolve(name + ".fa"), fasta);
        }
        Path conf = Files.writeString(folder.resolve("classes.conf"), """
                task = classify
                data.format = class-files
                data.train = %s
                data.reverse-complement = true
                vocabulary.unit = nucleotide
                network.hidden = 8
                network.pool = max
                train.workers = 2
                train.batch = 8
                train.epochs = 1
                output.model = %s
                """.formatted(classes, folder.resolve("model")));
        Run run = train(conf).done();
        int held = Integer.parseInt(run.out().replaceAll("(?s).*held-out records: ([0-9]+) .*", "$1"));
        assertTrue(run.err().contains(2 * (80 - held) + " records with "), run.err());
        train(conf, "task=regress").refused("data.reverse-complement=true");
    }

    /** Reads of random letters, of which those of one class are of high quality. */
    private Path reads(String name, char quality, String end) throws IOException {
        SplittableRandom random = new SplittableRandom(name.hashCode());
        StringBuilder reads = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            reads.append("@r").append(i).append('\n');
            int length = 5 + random.nextInt(5);
            for (int b = 0; b < length; b++) {
                reads.append("ACGT".charAt(random.nextInt(4)));
            }
            reads.append("\n+\n").append(String.valueOf(quality).repeat(length)).append('\n');
        }
        return Files.writeString(folder.resolve("classes").resolve(name + ".fq"), reads + end);
    }

    @Test
    void readsAreClassifiedByTheirQualitiesTooAndABrokenOneIsLeftOut() throws Exception {
        Files.createDirectory(folder.resolve("classes"));
        reads("good", 'I', "");
        Path bad = reads("bad", '#', "@broken\nACGT\n+\nII\n");
        String conf = """
                task = classify
                data.format = class-files
                data.train = %s
                vocabulary.unit = nucleotide
                network.hidden = 8
                train.workers = 2
                train.batch = 8
                train.epochs = 6
                train.rate = 0.03
                output.model = %s
                """.formatted(folder.resolve("classes"), folder.resolve("model"));
        Path plain = Files.writeString(folder.resolve("plain.conf"), conf);
        Path qualities = Files.writeString(folder.resolve("qualities.conf"), conf + "data.options.quality = phred33\n");
        Run run = Run.of("train", "--config", qualities.toString()).done();
        assertTrue(run.err().contains("record is cut off"), run.err());
        use(
                        "score",
                        "--input",
                        bad.toString(),
                        "--output",
                        folder.resolve("scores").toString(),
                        "--format",
                        "json")
                .done();
        List<JsonNode> rows = Scores.rows(folder.resolve("scores"));
        assertEquals(41, rows.size());
        assertEquals("r0", rows.get(0).get("key").asText());
        for (JsonNode row : rows.subList(0, 40)) {
            assertEquals("bad", row.get("label").asText(), row.toString());
        }
        Run.of("train", "--config", plain.toString(), "data.options.quality=high")
                .refused("data.options.quality=high", "phred33");
        Run.of("train", "--config", plain.toString(), "vocabulary.unit=char", "data.options.quality=phred33")
                .refused("data.options.quality");
    }
}
