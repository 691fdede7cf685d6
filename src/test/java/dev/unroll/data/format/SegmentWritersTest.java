package dev.unroll.data.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.Prediction;
import dev.unroll.data.Rejected;
import dev.unroll.data.Targets;
import dev.unroll.data.format.BaseLabels.Detail;
import dev.unroll.data.format.BaseLabels.Overlap;
import dev.unroll.spec.UsageException;
import htsjdk.tribble.bed.BEDCodec;
import htsjdk.tribble.bed.BEDFeature;
import htsjdk.tribble.gff.Gff3Codec;
import htsjdk.tribble.gff.Gff3Feature;
import htsjdk.tribble.readers.LineIterator;
import htsjdk.tribble.readers.LineIteratorImpl;
import htsjdk.tribble.readers.SynchronousLineReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentWritersTest {
    private static final List<String> LABELS = List.of("CDS+", "CDS-", "none", "tRNA");
    private static final SegmentClasses CLASSES = SegmentClasses.of(
            new BaseLabels.Settings(List.of("CDS", "tRNA"), Detail.APART, Detail.TOGETHER, Overlap.PRIORITY), LABELS);

    private final StringWriter text = new StringWriter();

    private static Segment segment(String key, String type, Strand strand, int phase, double score) {
        return new Segment(Region.ofKey(key), type, strand, phase, score);
    }

    private static String tabs(String rows) {
        return rows.replace(' ', '\t');
    }

    @Test
    void gff3CountsFromOneAndKnowsItsSequences() throws IOException {
        Gff3Writer writer = new Gff3Writer(text, Map.of("chrI", 230_208L, "empty", 0L, "none", 7L));
        writer.sequence("chrI");
        writer.segment(segment("chrI:0-1", "CDS", Strand.PLUS, 2, 0.98766));
        writer.segment(segment("chrI:334-649", "tRNA", Strand.NONE, -1, 0.5));
        writer.segment(segment("chrI:230207-230208", "CDS", Strand.MINUS, -1, 1));
        writer.sequence("empty");
        writer.sequence("none");
        writer.sequence("unknown");
        writer.segment(segment("unknown:0-2", "CDS", Strand.PLUS, 1, 0));
        assertEquals(
                "##gff-version 3\n##sequence-region chrI 1 230208\n"
                        + tabs("chrI unroll CDS 1 1 0.9877 + 2 ID=CDS:chrI:1:1:1\n"
                                + "chrI unroll tRNA 335 649 0.5000 . . ID=tRNA:chrI:335:649:0\n"
                                + "chrI unroll CDS 230208 230208 1.0000 - 0 ID=CDS:chrI:230208:230208:-1\n")
                        + "##sequence-region none 1 7\n"
                        + tabs("unknown unroll CDS 1 2 0.0000 + 1 ID=CDS:unknown:1:2:1\n"),
                text.toString());
    }

    @Test
    void bedCountsFromZero() throws IOException {
        BedWriter writer = new BedWriter(text);
        writer.sequence("chrI");
        writer.segment(segment("chrI:0-1", "CDS", Strand.PLUS, 2, 0.9876));
        writer.segment(segment("chrI:334-649", "tRNA", Strand.NONE, -1, 0.0005));
        assertEquals(tabs("chrI 0 1 CDS 988 +\nchrI 334 649 tRNA 1 .\n"), text.toString());
    }

    @Test
    void namesOfGff3AreEncodedAsItsSpecificationSays() throws IOException {
        String contig = ">gi|7;x=1,#%\u00E9";
        Gff3Writer writer = new Gff3Writer(text, Map.of(contig, 9L));
        writer.sequence(contig);
        writer.segment(new Segment(new Region(contig, 2, 4), "a b;c\t%", Strand.PLUS, -1, 1));
        String encoded = "%3Egi|7%3Bx%3D1%2C%23%25%C3%A9";
        assertEquals(
                "##gff-version 3\n##sequence-region " + encoded + " 1 9\n" + encoded
                        + "\tunroll\ta b;c%09%25\t3\t4\t1.0000\t+\t.\tID=a b%3Bc%09%25:>gi|7%3Bx%3D1%2C#%25\u00E9:3:4:1\n",
                text.toString());
        assertEquals(List.of(contig + ":2-4 + a b;c\t% -1"), own(Annotations.GFF3, text.toString()));
        Gff3Feature read = htsjdk(text.toString()).get(0);
        assertEquals(contig, read.getContig());
        assertEquals("a b;c\t%", read.getType());
        assertEquals("a b;c\t%:" + contig + ":3:4:1", read.getID());
    }

    @ParameterizedTest
    @ValueSource(strings = {"#1", "track1", "browser"})
    void namesThatBedTakesForCommentsAreRefused(String contig) {
        UsageException e = assertThrows(UsageException.class, () -> new BedWriter(text).sequence(contig));
        assertTrue(
                e.getMessage().startsWith("BED takes rows of this sequence for comments: name=" + contig + ";"),
                e.getMessage());
        assertThrows(UsageException.class, () -> new BedGraphWriter(text, CLASSES, "CDS").begin(contig));
    }

    @Test
    void typesThatEndAColumnOfBedAreRefused() {
        Segment odd = segment("c:0-1", "a\tb", Strand.NONE, -1, 1);
        assertThrows(UsageException.class, () -> new BedWriter(text).segment(odd));
    }

    @Test
    void aScoreIsAProbability() {
        for (double score : new double[] {Double.NaN, -0.1, 1.1}) {
            assertThrows(
                    IllegalArgumentException.class, () -> segment("c:0-1", "CDS", Strand.PLUS, 0, score), "" + score);
        }
    }

    private static Prediction all(float... probabilities) {
        int rows = probabilities.length / LABELS.size();
        return new Prediction.Classes(Targets.Level.STEP, LABELS, new int[rows], new float[rows], probabilities);
    }

    @Test
    void bedGraphIsTheProbabilityOfAClass() throws IOException {
        Stitcher stitcher = new Stitcher(new BedGraphWriter(text, CLASSES, "CDS"));
        stitcher.add(
                new Region("c", 0, 4),
                all(
                        0.25f, 0.5f, 0.25f, 0, //
                        0.5f, 0.25f, 0.25f, 0, //
                        0.00004f, 0, 1, 0, //
                        0, 1, 0, 0));
        stitcher.add(new Region("c", 2, 5), all(9, 9, 9, 9, 0.5f, 0.5f, 0, 0, 0, 0.00006f, 1, 0));
        stitcher.add(new Region("c", 6, 7), all(0, 0.0001f, 1, 0));
        stitcher.add(new Region("d", 0, 1), all(0, 0.0001f, 1, 0));
        stitcher.add(new Region("e", 0, 1), new Prediction.None("nothing to read"));
        stitcher.end();
        assertEquals(
                tabs("c 0 2 0.7500\nc 2 3 0.0000\nc 3 4 1.0000\nc 4 5 0.0001\nc 6 7 0.0001\nd 0 1 0.0001\n"),
                text.toString());
    }

    @Test
    void bedGraphOfSetsTakesTheLargest() throws IOException {
        Stitcher stitcher = new Stitcher(new BedGraphWriter(text, CLASSES, "CDS"));
        float[] probabilities = {0.75f, 0.5f, 0, 1, 0.25f, 0.5f, 0, 1};
        stitcher.add(new Region("c", 0, 2), new Prediction.Sets(Targets.Level.STEP, LABELS, probabilities));
        stitcher.end();
        assertEquals(tabs("c 0 1 0.7500\nc 1 2 0.5000\n"), text.toString());
    }

    @Test
    void bedGraphNeedsAllProbabilities() throws IOException {
        Stitcher stitcher = new Stitcher(new BedGraphWriter(text, CLASSES, "tRNA"));
        stitcher.add(new Region("c", 0, 1), Said.of(LABELS, "tRNA"));
        UsageException e = assertThrows(UsageException.class, stitcher::end);
        assertTrue(e.getMessage().startsWith("no probabilities of all classes: row="), e.getMessage());
    }

    private static List<String> own(Annotations kind, String file) {
        List<String> found = new ArrayList<>();
        kind.read(Findings.input("x", file), new Annotations.Sink() {
            @Override
            public void feature(Feature f) {
                found.add(f.region().key() + " " + f.strand().sign() + " " + f.type() + " " + f.phase());
            }

            @Override
            public void rejected(Rejected row) {
                found.add(row.place() + ": " + row.reason());
            }
        });
        return found;
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

    /** Bounds of ##sequence-region are checked by htsjdk: it refuses a feature outside of them. */
    @Test
    void htsjdkReadsWhatIsWritten() throws IOException {
        List<Segment> segments = List.of(
                segment("chrI:0-1", "CDS", Strand.PLUS, 2, 0.98766),
                segment("chrI:334-649", "tRNA", Strand.NONE, -1, 0.5),
                segment("chrI:649-650", "CDS", Strand.MINUS, 1, 1),
                segment("HLA-A*01:01-x:0-12", "CDS", Strand.MINUS, 0, 0));
        Gff3Writer gff = new Gff3Writer(text, Map.of("chrI", 650L, "HLA-A*01:01-x", 12L));
        StringWriter rows = new StringWriter();
        BedWriter bed = new BedWriter(rows);
        String contig = "";
        for (Segment segment : segments) {
            if (!contig.equals(segment.region().contig())) {
                contig = segment.region().contig();
                gff.sequence(contig);
                bed.sequence(contig);
            }
            gff.segment(segment);
            bed.segment(segment);
        }
        List<Gff3Feature> features = htsjdk(text.toString());
        List<BEDFeature> lines = new ArrayList<>();
        BEDCodec codec = new BEDCodec();
        rows.toString().lines().forEach(row -> lines.add(codec.decode(row)));
        assertEquals(segments.size(), features.size());
        assertEquals(segments.size(), lines.size());
        for (int i = 0; i < segments.size(); i++) {
            Segment expected = segments.get(i);
            Gff3Feature f = features.get(i);
            String key = f.getContig() + ":" + (f.getStart() - 1) + "-" + f.getEnd();
            assertEquals(expected.region().key(), key);
            assertEquals(expected.strand().sign(), f.getStrand().toString());
            assertEquals(expected.type(), f.getType());
            assertEquals(expected.phase(), f.getPhase());
            assertEquals(expected.score(), f.getScore(), 0.00005);
            assertEquals("unroll", f.getSource());
            BEDFeature b = lines.get(i);
            assertEquals(expected.region().key(), b.getContig() + ":" + (b.getStart() - 1) + "-" + b.getEnd());
            assertEquals(expected.strand().sign(), b.getStrand().toString());
            assertEquals(expected.type(), b.getName());
            assertEquals(Math.round(1000 * expected.score()), b.getScore());
        }
    }
}
