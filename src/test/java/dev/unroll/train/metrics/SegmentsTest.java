package dev.unroll.train.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.train.metrics.Segments.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SegmentsTest {
    private static final long SEED = 46;

    /** By hand, three of each: only the last agrees in all; the first has the other strand, the second ends a base late. */
    @Test
    void aRunIsRightWhenAllOfItAgrees() {
        List<Run> truth =
                List.of(new Run("CDS", '+', 100, 400), new Run("CDS", '-', 500, 800), new Run("tRNA", '+', 900, 973));
        List<Run> predicted =
                List.of(new Run("tRNA", '+', 900, 973), new Run("CDS", '-', 100, 400), new Run("CDS", '-', 500, 801));
        assertEquals(new Matches(1, 2, 2), Segments.match(truth, predicted));
        Segments segments = new Segments();
        segments.add(truth, predicted);
        assertEquals(Map.of("CDS", new Matches(0, 2, 2), "tRNA", new Matches(1, 0, 0)), segments.byType());
        assertEquals(new Matches(1, 2, 2), segments.overall());
        assertEquals(1.0 / 3, segments.byName().get("segment_precision"));
        assertEquals(1.0 / 3, segments.byName().get("segment_recall"));
        assertEquals(1.0 / 3, segments.byName().get("segment_f1"));
    }

    @Test
    void anotherClassIsAnotherRun() {
        Matches matches = Segments.match(List.of(new Run("exon", '.', 0, 5)), List.of(new Run("intron", '.', 0, 5)));
        assertEquals(new Matches(0, 1, 1), matches);
    }

    @Test
    void equalRunsPairOffOneByOne() {
        Run run = new Run("CDS", '+', 3, 9);
        assertEquals(new Matches(1, 1, 0), Segments.match(List.of(run), List.of(run, run)));
        assertEquals(new Matches(1, 0, 1), Segments.match(List.of(run, run), List.of(run)));
        assertEquals(new Matches(2, 0, 0), Segments.match(List.of(run, run), List.of(run, run)));
    }

    @Test
    void equalRunsOfTwoContigsDoNotMatch() {
        Segments segments = new Segments();
        segments.add(List.of(new Run("CDS", '+', 3, 9)), List.of());
        segments.add(List.of(), List.of(new Run("CDS", '+', 3, 9)));
        assertEquals(new Matches(0, 1, 1), segments.overall());
    }

    @Test
    void withoutContigsFiguresAreUnknownAndWithoutRunsZero() {
        Segments segments = new Segments();
        assertTrue(Double.isNaN(segments.byName().get("segment_f1")));
        segments.add(List.of(), List.of());
        assertEquals(0, segments.byName().get("segment_f1"));
        assertEquals(0, segments.byName().get("segment_recall"));
    }

    @Test
    void aRunWithoutBasesOrStrandIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Run("CDS", '+', 4, 4));
        assertThrows(IllegalArgumentException.class, () -> new Run("CDS", '+', -1, 4));
        assertThrows(IllegalArgumentException.class, () -> new Run("CDS", '?', 1, 4));
    }

    private static List<Run> runs(Random random, int count) {
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int from = random.nextInt(30);
            runs.add(new Run(
                    "ab".substring(random.nextInt(2)),
                    "+-".charAt(random.nextInt(2)),
                    from,
                    from + 1 + random.nextInt(3)));
        }
        return runs;
    }

    /** Takes each predicted run's partner away, whichever it is. */
    private static Matches pairOff(List<Run> truth, List<Run> predicted) {
        List<Run> left = new ArrayList<>(truth);
        int right = 0;
        for (Run run : predicted) {
            right += left.remove(run) ? 1 : 0;
        }
        return new Matches(right, predicted.size() - right, truth.size() - right);
    }

    private static List<Run> within(List<Run> runs, int from, int to) {
        return runs.stream()
                .filter(run -> run.from() >= from && run.from() < to)
                .toList();
    }

    @Test
    void randomRunsFollowPairingOffInAnyGroupingAndInPieces() {
        Random random = new Random(SEED);
        Segments whole = new Segments();
        Segments[] parts = {new Segments(), new Segments(), new Segments()};
        for (int contig = 0; contig < 100; contig++) {
            List<Run> truth = runs(random, random.nextInt(60));
            List<Run> predicted = runs(random, random.nextInt(60));
            String place = "contig " + contig + " seed " + SEED;
            Matches matches = Segments.match(truth, predicted);
            assertEquals(pairOff(truth, predicted), matches, place);
            whole.add(truth, predicted);
            parts[random.nextInt(3)].add(truth, predicted);
            Segments pieces = new Segments();
            for (int from = 0; from < 30; from += 7) {
                pieces.add(within(truth, from, from + 7), within(predicted, from, from + 7));
            }
            assertEquals(matches, pieces.overall(), place);
        }
        parts[2].merge(Segments.fromBytes(parts[0].toBytes()));
        parts[2].merge(parts[1]);
        assertArrayEquals(whole.toBytes(), parts[2].toBytes(), "seed " + SEED);
    }

    @Test
    void damagedBytesAreRefused() {
        Segments segments = new Segments();
        segments.add(List.of(new Run("CDS", '+', 3, 9)), List.of(new Run("tRNA", '+', 3, 9)));
        Encoded.assertSafe(segments.toBytes(), Segments::fromBytes, Segments::toBytes);
        Encoded.assertRefused(new Encoding.Writer(0x31475355).put(-1L).put(0), Segments::fromBytes);
    }
}
