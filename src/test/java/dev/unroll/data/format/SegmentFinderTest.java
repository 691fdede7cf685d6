package dev.unroll.data.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.Prediction;
import dev.unroll.data.Targets;
import dev.unroll.data.format.BaseLabels.Detail;
import dev.unroll.data.format.BaseLabels.Overlap;
import dev.unroll.spec.UsageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentFinderTest {
    private static final List<String> STRANDS = List.of("CDS+", "CDS-", "none", "tRNA");
    private static final List<String> CODONS = List.of("CDS+0", "CDS+1", "CDS+2", "CDS-0", "CDS-1", "CDS-2", "none");

    /** Notes the segments that it is given. */
    private static final class Notes implements Segment.Sink {
        final List<String> lines = new ArrayList<>();
        double score;

        @Override
        public void sequence(String contig) {
            lines.add(contig);
        }

        @Override
        public void segment(Segment segment) {
            score = segment.score();
            lines.add(segment.region().key() + " " + segment.type() + " "
                    + segment.strand().sign() + " " + segment.phase());
        }
    }

    private final Notes notes = new Notes();

    private static SegmentClasses classes(Detail codons, List<String> labels) {
        BaseLabels.Settings settings =
                new BaseLabels.Settings(List.of("CDS", "tRNA"), Detail.APART, codons, Overlap.PRIORITY);
        return SegmentClasses.of(settings, labels);
    }

    private Stitcher stitcher(Detail codons, List<String> labels) {
        return new Stitcher(new SegmentFinder(classes(codons, labels), notes));
    }

    @Test
    void aSegmentCrossesTheBorderOfWindows() throws IOException {
        Stitcher stitcher = stitcher(Detail.TOGETHER, STRANDS);
        // what both say of bases 3, 4 and 5 is the first one's at 3 and the second one's from 4 on
        stitcher.add(
                new Region("c", 0, 6),
                Said.of(STRANDS, "none CDS+ CDS+ CDS+ CDS- none", 1f, 0.75f, 0.75f, 0.75f, 1f, 1f));
        stitcher.add(
                new Region("c", 3, 9),
                Said.of(STRANDS, "none CDS+ CDS+ none CDS- CDS-", 1f, 0.5f, 1f, 1f, 0.25f, 0.75f));
        stitcher.end();
        assertEquals(List.of("c", "c:1-6 CDS + -1", "c:7-9 CDS - -1"), notes.lines);
        assertEquals(0.5, notes.score);
    }

    @Test
    void theScoreIsTheMeanProbability() throws IOException {
        Stitcher stitcher = stitcher(Detail.TOGETHER, STRANDS);
        stitcher.add(new Region("c", 0, 3), Said.of(STRANDS, "CDS+ CDS+ none", 0.75f, 0.5f, 0.25f));
        stitcher.end();
        assertEquals(0.625, notes.score);
    }

    @Test
    void oneBaseIsASegmentAtBothEndsOfASequenceToo() throws IOException {
        Stitcher stitcher = stitcher(Detail.TOGETHER, STRANDS);
        stitcher.add(new Region("c", 0, 5), Said.of(STRANDS, "CDS+ none tRNA CDS- CDS+"));
        stitcher.add(new Region("d", 0, 1), Said.of(STRANDS, "CDS+"));
        stitcher.add(new Region("e", 0, 2), Said.of(STRANDS, "none none"));
        stitcher.end();
        assertEquals(
                List.of(
                        "c",
                        "c:0-1 CDS + -1",
                        "c:2-3 tRNA . -1",
                        "c:3-4 CDS - -1",
                        "c:4-5 CDS + -1",
                        "d",
                        "d:0-1 CDS + -1",
                        "e"),
                notes.lines);
    }

    @Test
    void basesOfWhichNothingIsSaidEndASegment() throws IOException {
        Stitcher stitcher = stitcher(Detail.TOGETHER, STRANDS);
        stitcher.add(new Region("c", 0, 3), Said.of(STRANDS, "none CDS+ CDS+"));
        stitcher.add(new Region("c", 2, 5), new Prediction.None("nothing to read"));
        stitcher.add(new Region("c", 4, 6), Said.of(STRANDS, "CDS+ CDS+"));
        stitcher.end();
        assertEquals(List.of("c", "c:1-3 CDS + -1", "c:4-6 CDS + -1"), notes.lines);
    }

    /** From GFF3's specification: the phase is the number of bases to be removed to reach the first base of the next codon. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CDS+0 CDS+1 CDS+2 CDS+0 none | c:10-14 CDS + 0",
                "CDS+1 CDS+2 CDS+0 CDS+1 none | c:10-14 CDS + 2",
                "CDS+2 CDS+0 none none none   | c:10-12 CDS + 1",
                "none CDS+1 none none none    | c:11-12 CDS + 2",
                "CDS-0 CDS-2 CDS-1 CDS-0 none | c:10-14 CDS - 0",
                "none CDS-0 CDS-2 CDS-1 none  | c:11-14 CDS - 2",
                "none none CDS-0 CDS-2 none   | c:12-14 CDS - 1",
                "CDS+0 CDS+1 CDS+0 CDS+0 CDS+1 | c:10-15 CDS + 0",
                "CDS-1 CDS-0 CDS-0 CDS-1 CDS-0 | c:10-15 CDS - 0"
            })
    void thePhaseIsThatOfMostBasesOnTheirOwnStrand(String labels, String segment) throws IOException {
        Stitcher stitcher = stitcher(Detail.APART, CODONS);
        stitcher.add(new Region("c", 10, 15), Said.of(CODONS, labels.strip()));
        stitcher.end();
        assertEquals(List.of("c", segment), notes.lines);
    }

    @Test
    void segmentsOfSeveralClassesMayLieOnEachOther() throws IOException {
        Stitcher stitcher = stitcher(Detail.TOGETHER, STRANDS);
        float[] probabilities = {
            0.5f, 0.1f, 0, 0, //
            0.75f, 0.1f, 0, 0.5f, //
            0.49f, 0.1f, 0, 1, //
            0.5f, 0.1f, 0, 0.25f
        };
        stitcher.add(new Region("c", 6, 10), new Prediction.Sets(Targets.Level.STEP, STRANDS, probabilities));
        stitcher.end();
        assertEquals(List.of("c", "c:6-8 CDS + -1", "c:7-9 tRNA . -1", "c:9-10 CDS + -1"), notes.lines);
    }

    @Test
    void ofSeveralLabelsOfAClassTheLikeliestCounts() throws IOException {
        Stitcher stitcher = stitcher(Detail.APART, List.of("CDS+0", "CDS+1"));
        float[] probabilities = {0.5f, 0.75f, 0.75f, 0.5f, 0.625f, 1};
        stitcher.add(
                new Region("c", 0, 3),
                new Prediction.Sets(Targets.Level.STEP, List.of("CDS+0", "CDS+1"), probabilities));
        stitcher.end();
        assertEquals((0.75 + 0.75 + 1) / 3, notes.score);
    }

    @Test
    void numbersHaveNoSegments() throws IOException {
        Stitcher stitcher = stitcher(Detail.TOGETHER, STRANDS);
        stitcher.add(new Region("c", 0, 2), new Prediction.Values(Targets.Level.STEP, 1, new float[] {1, 2}));
        UsageException e = assertThrows(UsageException.class, stitcher::end);
        assertTrue(e.getMessage().startsWith("segments are of classes: sequence=c;"), e.getMessage());
    }
}
