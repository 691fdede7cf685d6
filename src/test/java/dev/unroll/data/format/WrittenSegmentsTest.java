package dev.unroll.data.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.Example;
import dev.unroll.data.Labels;
import dev.unroll.data.Prediction;
import dev.unroll.data.Rejected;
import dev.unroll.data.format.BaseLabels.Detail;
import dev.unroll.data.format.BaseLabels.Overlap;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Annotations that become labels of windows, and the labels segments again. */
class WrittenSegmentsTest {
    private static final List<String> TYPES = List.of("CDS", "tRNA");

    /** Takes features as lines. */
    private static final class Lines implements Annotations.Sink {
        final List<String> found = new ArrayList<>();

        @Override
        public void feature(Feature f) {
            found.add(line(f, f.type() + " " + f.phase()));
        }

        @Override
        public void rejected(Rejected row) {
            found.add(row.place() + ": " + row.reason());
        }
    }

    private static String line(Feature f, String what) {
        return f.region().key() + " " + f.strand().sign() + " " + what;
    }

    private static List<String> names(BaseLabels.Settings settings) {
        List<String> names = new ArrayList<>();
        for (int number = 0; number < BaseClasses.count(settings.types().size()); number++) {
            names.add(BaseClasses.name(settings.types(), number));
        }
        names.add(BaseLabels.BACKGROUND);
        return names;
    }

    private static BaseLabels labels(
            BaseLabels.Settings settings, SortedMap<String, Long> lengths, Collection<Feature> features) {
        FeatureCollector collector = new FeatureCollector(settings, lengths, row -> {
            throw new AssertionError(row.toString());
        });
        features.forEach(collector::feature);
        return collector.labels();
    }

    /** What a sink gets where a network says what windows of a file are labelled with. */
    private static void write(
            ExampleReader reader, FastaReader.Settings windows, SegmentClasses classes, Segment.Sink sink)
            throws IOException {
        Stitcher stitcher = new Stitcher(new SegmentFinder(classes, sink));
        while (reader.hasNext()) {
            Example example = (Example) reader.next();
            Prediction said = Said.of(classes.labels(), (Labels.OfSteps) example.labels());
            stitcher.add(windows.region(example), said);
        }
        stitcher.end();
    }

    private static List<Feature> features(Random random, int length) {
        List<Feature> features = new ArrayList<>();
        Strand[] strands = Strand.values();
        for (int at = random.nextInt(3); at < length; at += 1 + random.nextInt(5)) {
            int end = Math.min(length, at + 1 + random.nextInt(random.nextInt(4) == 0 ? 1 : 30));
            boolean coding = random.nextInt(3) > 0;
            Strand strand = strands[random.nextInt(coding ? 2 : 3)];
            features.add(new Feature(
                    "x:1",
                    new Region("c", at, end),
                    strand,
                    coding ? "CDS" : "tRNA",
                    coding ? random.nextInt(3) : -1,
                    ""));
            at = end;
        }
        return features;
    }

    @Test
    void featuresComeBackAsTheyWere() throws IOException {
        long seed = 16L;
        Random random = new Random(seed);
        BaseLabels.Settings settings = new BaseLabels.Settings(TYPES, Detail.APART, Detail.APART, Overlap.PRIORITY);
        SegmentClasses classes = SegmentClasses.of(settings, names(settings));
        for (int round = 0; round < 200; round++) {
            int length = 1 + random.nextInt(200);
            String where = "seed " + seed + " round " + round + " length " + length;
            List<Feature> features = features(random, length);
            if (features.isEmpty()) {
                continue;
            }
            SortedMap<String, Long> lengths = new TreeMap<>(Map.of("c", (long) length));
            BaseLabels labels = labels(settings, lengths, features);
            String fasta = ">c\n" + "A".repeat(length) + "\n";
            int window = 1 + random.nextInt(40);
            FastaReader.Settings windows = new FastaReader.Settings(window, random.nextInt(window));
            StringWriter gff = new StringWriter();
            write(windows.open(Findings.input(fasta), labels), windows, classes, new Gff3Writer(gff, lengths));
            Lines rows = new Lines();
            Annotations.GFF3.read(Findings.input(gff.toString()), rows);
            assertEquals(
                    features.stream()
                            .map(f -> line(f, f.type() + " " + f.phase()))
                            .toList(),
                    rows.found,
                    where);
            StringWriter bed = new StringWriter();
            write(windows.open(Findings.input(fasta), labels), windows, classes, new BedWriter(bed));
            List<String> names = new ArrayList<>();
            Annotations.BED.read(Findings.input(bed.toString()), new Annotations.Sink() {
                @Override
                public void feature(Feature f) {
                    names.add(line(f, f.name()));
                }

                @Override
                public void rejected(Rejected row) {
                    names.add(row.reason());
                }
            });
            assertEquals(features.stream().map(f -> line(f, f.type())).toList(), names, where);
        }
    }

    @Test
    void wholeRecordsAreSequencesFromTheirFirstBaseOn() throws IOException {
        BaseLabels.Settings settings = new BaseLabels.Settings(TYPES, Detail.APART, Detail.TOGETHER, Overlap.PRIORITY);
        SortedMap<String, Long> lengths = FastaReader.lengths(Findings.input(">a:1-2\nAC\nGT\n>b\n>c:d\nA\n"));
        Feature feature = new Feature("x:1", new Region("a:1-2", 3, 4), Strand.MINUS, "CDS", 0, "");
        StringWriter text = new StringWriter();
        Stitcher stitcher = new Stitcher(
                new SegmentFinder(SegmentClasses.of(settings, names(settings)), new Gff3Writer(text, lengths)));
        BaseLabels labels = labels(settings, lengths, List.of(feature));
        Findings found =
                new Findings(FastaReader.Settings.WHOLE.open(Findings.input(">a:1-2\nAC\nGT\n>b\n>c:d\nA\n"), labels));
        for (Example example : found.examples()) {
            stitcher.add(FastaReader.Settings.WHOLE.region(example), Said.of(names(settings), (Labels.OfSteps)
                    example.labels()));
        }
        stitcher.end();
        assertEquals(
                "##gff-version 3\n##sequence-region a:1-2 1 4\na:1-2\tunroll\tCDS\t4\t4\t1.0000\t-\t0\tID=CDS:a:1-2:4:4:-1\n"
                        + "##sequence-region c:d 1 1\n",
                text.toString());
    }

    /** Genes that overlap become one segment where their strands agree, so it is the labels that come back. */
    @Test
    @EnabledIfSystemProperty(named = "unroll.data", matches = ".+")
    void labelsOfAChromosomeComeBackAsTheyWere() throws IOException {
        Path folder = Path.of(System.getProperty("unroll.data"), "dna/yeast");
        SortedMap<String, Long> lengths = FastaReader.lengths(open(folder.resolve("chr1.fa")));
        BaseLabels.Settings settings = new BaseLabels.Settings(TYPES, Detail.APART, Detail.TOGETHER, Overlap.PRIORITY);
        SegmentClasses classes = SegmentClasses.of(settings, names(settings));
        FeatureCollector collector = new FeatureCollector(settings, lengths, row -> {});
        Annotations.GFF3.read(open(folder.resolve("yeast_chr1+2.gff3")), collector);
        BaseLabels published = collector.labels();
        FastaReader.Settings windows = new FastaReader.Settings(1000, 250);
        StringWriter gff = new StringWriter();
        write(windows.open(open(folder.resolve("chr1.fa")), published), windows, classes, new Gff3Writer(gff, lengths));
        FeatureCollector again = new FeatureCollector(settings, lengths, row -> {
            throw new AssertionError(row.toString());
        });
        Annotations.GFF3.read(Findings.input(gff.toString()), again);
        Region whole = new Region("chrI", 0, lengths.get("chrI"));
        Labels expected = published.paint(whole).labels();
        assertEquals(expected, again.labels().paint(whole).labels());
        long rows =
                gff.toString().lines().filter(row -> row.contains("\tCDS\t")).count();
        assertTrue(rows > 90, "rows " + rows);
    }

    private static Input open(Path path) throws IOException {
        return new Input(path.toString(), Files.newInputStream(path), StandardCharsets.UTF_8);
    }
}
