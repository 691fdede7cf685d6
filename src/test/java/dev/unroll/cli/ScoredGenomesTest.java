package dev.unroll.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.unroll.spark.LocalSpark;
import htsjdk.tribble.bed.BEDCodec;
import htsjdk.tribble.bed.BEDFeature;
import htsjdk.tribble.gff.Gff3Codec;
import htsjdk.tribble.gff.Gff3Feature;
import htsjdk.tribble.readers.LineIterator;
import htsjdk.tribble.readers.LineIteratorImpl;
import htsjdk.tribble.readers.SynchronousLineReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code score} of FASTA, as users meet it: in a made-up genome G codes on the plus strand, C on the minus strand. */
class ScoredGenomesTest {
    @TempDir
    static Path models;

    @TempDir
    Path folder;

    @BeforeAll
    static void startSpark() {
        LocalSpark.session();
    }

    /** A model that was trained so, one for all tests. */
    private static Path model(String name, String... more) throws IOException {
        Path model = models.resolve(name);
        if (Files.exists(model)) {
            return model;
        }
        Path conf = Files.writeString(models.resolve(name + ".conf"), """
                task = tag
                data.format = fasta
                data.train = %s
                data.annotation = %s
                data.labels.strands = split
                data.window = 50
                data.window-overlap = 10
                data.validation = 0
                vocabulary.unit = nucleotide
                network.cell = gru
                network.bidirectional = true
                network.hidden = 8
                train.workers = 2
                train.batch = 4
                train.epochs = 15
                train.rate = 0.05
                evaluate.baseline-units = 0
                output.model = %s
                """.formatted(
                        genome(models, "train", 60), models.resolve("train.gff3"), model));
        List<String> words = new ArrayList<>(List.of("train", "--config", conf.toString()));
        words.addAll(List.of(more));
        Run.of(words.toArray(new String[0])).done();
        return model;
    }

    private static Path model() throws IOException {
        return model("one-strand");
    }

    /** A sequence with so many features of 12 bases, 20 to 22 bases before each. */
    private static Path genome(Path folder, String name, int features) throws IOException {
        SplittableRandom random = new SplittableRandom(features);
        StringBuilder sequence = new StringBuilder();
        StringBuilder rows = new StringBuilder("##gff-version 3\n");
        for (int i = 0; i < features; i++) {
            for (int b = 0; b < 20 + i % 3; b++) {
                sequence.append(random.nextBoolean() ? 'A' : 'T');
            }
            rows.append("%s\tx\tCDS\t%d\t%d\t.\t%s\t0\tID=g%d\n"
                    .formatted(name, sequence.length() + 1, sequence.length() + 12, i % 2 == 0 ? "+" : "-", i));
            sequence.append((i % 2 == 0 ? "G" : "C").repeat(12));
        }
        Files.writeString(folder.resolve(name + ".gff3"), rows);
        return Files.writeString(folder.resolve(name + ".fa"), ">" + name + "\n" + sequence + "\n");
    }

    private Run score(Path model, Path input, String format, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "score",
                "--model",
                model.toString(),
                "--input",
                input.toString(),
                "--output",
                folder.resolve(format).toString(),
                "--format",
                format));
        words.addAll(List.of(more));
        return Run.of(words.toArray(new String[0]));
    }

    private List<String> lines(String path) throws IOException {
        return Files.readAllLines(folder.resolve(path));
    }

    /** x: 45 bases, G at 45..56 (over the border of windows), 33, C at 90..94, 5. y: C at 0..5, 4. */
    private Path input() throws IOException {
        String x = "AT".repeat(22) + "A" + "G".repeat(12) + "TTA".repeat(11) + "C".repeat(5) + "AAAAA";
        String y = "CCCCCCTATA";
        String fasta = ">x of some kind\n" + x.substring(0, 61) + "\n" + x.substring(61) + "\n>y\n" + y + "\n";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(fasta.getBytes(StandardCharsets.UTF_8));
        }
        return Files.write(folder.resolve("in.fa.gz"), bytes.toByteArray());
    }

    private static String fields(String line, int... columns) {
        String[] all = line.split("\t");
        List<String> some = new ArrayList<>();
        for (int column : columns) {
            some.add(all[column]);
        }
        return String.join(" ", some);
    }

    @Test
    void segmentsHaveTheirCoordinates() throws Exception {
        Path model = model();
        Path input = input();
        Run run = score(model, input, "bed").done();
        assertTrue(run.err().contains("4 windows in 1 file in " + folder.resolve("bed")), run.err());
        List<String> bed = lines("bed/in.bed");
        assertEquals(
                List.of("x 45 57 CDS +", "x 90 95 CDS -", "y 0 6 CDS -"),
                bed.stream().map(line -> fields(line, 0, 1, 2, 3, 5)).toList());
        score(model, input, "gff3").done();
        List<String> gff = lines("gff3/in.gff3");
        assertEquals(
                List.of(
                        "##gff-version 3",
                        "##sequence-region x 1 100",
                        "x unroll CDS 46 57 + 0",
                        "x unroll CDS 91 95 - 0",
                        "##sequence-region y 1 10",
                        "y unroll CDS 1 6 - 0"),
                gff.stream()
                        .map(line -> line.startsWith("#") ? line : fields(line, 0, 1, 2, 3, 4, 6, 7))
                        .toList());
        BEDCodec codec = new BEDCodec();
        List<BEDFeature> rows = bed.stream().map(codec::decode).toList();
        List<Gff3Feature> features = htsjdk(String.join("\n", gff) + "\n");
        assertEquals(3, features.size());
        for (int i = 0; i < features.size(); i++) {
            assertEquals(rows.get(i).getContig(), features.get(i).getContig());
            assertEquals(rows.get(i).getStart(), features.get(i).getStart());
            assertEquals(rows.get(i).getEnd(), features.get(i).getEnd());
            assertEquals(rows.get(i).getStrand(), features.get(i).getStrand());
            assertEquals(rows.get(i).getScore(), 1000 * features.get(i).getScore(), 0.5001);
            assertTrue(features.get(i).getScore() > 0.5, gff.toString());
        }
    }

    private static List<Gff3Feature> htsjdk(String file) throws IOException {
        LineIterator lines = new LineIteratorImpl(new SynchronousLineReader(new StringReader(file)));
        Gff3Codec codec = new Gff3Codec(Gff3Codec.DecodeDepth.SHALLOW);
        List<Gff3Feature> features = new ArrayList<>();
        while (!codec.isDone(lines)) {
            Gff3Feature feature = codec.decode(lines);
            if (feature != null) {
                features.add(feature);
            }
        }
        return features;
    }

    @Test
    void probabilitiesCoverEachBaseOnce() throws Exception {
        Path model = model();
        Path input = input();
        score(model, input, "bedgraph", "--class", "CDS+").done();
        long next = 0;
        double inside = 0;
        double outside = 0;
        for (String line : lines("bedgraph/in.bedgraph")) {
            String[] row = line.split("\t");
            long from = Long.parseLong(row[1]);
            long to = Long.parseLong(row[2]);
            assertEquals(row[0].equals("y") && next == 100 ? 0 : next, from, line);
            next = to;
            for (long p = from; p < to; p++) {
                if (row[0].equals("x") && p >= 45 && p < 57) {
                    inside += Double.parseDouble(row[3]);
                } else {
                    outside += Double.parseDouble(row[3]);
                }
            }
        }
        assertEquals(10, next);
        assertTrue(inside > 6 && outside < 20, inside + " " + outside);
        score(model, input, "bedgraph", "--class", "gene", "--overwrite").refused("no such class: name=gene");
        score(model, input, "bed", "--class", "CDS").refused("not an option for this format: --class=CDS --format=bed");
    }

    @Test
    void bothStrandsAreAveragedWhereBothWereTrainedOn() throws Exception {
        Path model = model("both-strands", "data.reverse-complement=true");
        Path forward = Files.writeString(folder.resolve("f.fa"), ">s\nATTATAAGGGGGTATATTATAACCCTTAAT\n");
        Path backward = Files.writeString(folder.resolve("b.fa"), ">s\nATTAAGGGTTATAATATACCCCCTTATAAT\n");
        score(model, forward, "gff3").done();
        score(model, backward, "bed").done();
        List<String> here = lines("gff3/f.gff3");
        List<String> there = lines("bed/b.bed");
        assertEquals("8 12 +", fields(here.get(2), 3, 4, 6));
        assertEquals("23 25 -", fields(here.get(3), 3, 4, 6));
        assertEquals(
                List.of("5 8 +", "18 23 -"),
                there.stream().map(line -> fields(line, 1, 2, 5)).toList());
        double score = Double.parseDouble(fields(here.get(2), 5));
        assertEquals(Math.round(1000 * score), Long.parseLong(fields(there.get(1), 4)), 1);
    }

    @Test
    void windowsThatCannotBeReadLeaveGaps() throws Exception {
        Path model = model();
        Path bad = Files.writeString(
                folder.resolve("bad.fa"), ">s\n" + "G".repeat(49) + "!" + "G".repeat(70) + "\n>s\nGGG\n>t\n\n");
        Run run = score(model, bad, "bed").done();
        assertTrue(run.err().contains("5 windows in 1 file"), run.err());
        assertTrue(run.err().contains("of 4 of them nothing is said; the first is " + bad + ":1: letter"), run.err());
        List<String> bed = lines("bed/bad.bed");
        assertEquals(1, bed.size(), bed.toString());
        assertEquals("s 80 120 CDS +", fields(bed.get(0), 0, 1, 2, 3, 5));
    }

    @Test
    void aRowOfATableIsAWindow() throws Exception {
        Path model = model();
        score(model, input(), "json").done();
        List<JsonNode> rows = Scores.rows(folder.resolve("json"));
        assertEquals(
                List.of("x:0-50", "x:40-90", "x:80-100", "y:0-10"),
                rows.stream().map(row -> row.get("key").asText()).toList());
        assertEquals(50, rows.get(0).get("labels").size());
        score(model, input(), "conll")
                .refused("not a format for this model: --format=conll task=tag data.format=fasta");
    }

    @Test
    void genomesAreMeasuredByBasesAndBySegments() throws Exception {
        Path test = genome(folder, "test", 31);
        for (Path model : List.of(model(), model("both-strands", "data.reverse-complement=true"))) {
            JsonNode figures = Scores.json(Run.of(
                    "evaluate",
                    "--model",
                    model.toString(),
                    "--input",
                    test.toString(),
                    "--json",
                    "data.annotation=" + folder.resolve("test.gff3")));
            // 31 features of 12 bases, 11 times 20 before them, 10 times 21, 10 times 22
            assertEquals(31 * 12 + 220 + 210 + 220, figures.get("steps").asInt());
            assertTrue(figures.get("accuracy").asDouble() > 0.99, figures.toString());
            assertTrue(figures.get("segment_f1").asDouble() > 0.9, figures.toString());
            assertEquals(31, figures.get("segments").get("CDS").get("support").asInt());
            assertTrue(figures.get("intervals").has("segment_f1"), figures.toString());
        }
    }
}
