package dev.unroll.data.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.Example;
import dev.unroll.data.Prediction;
import dev.unroll.data.Targets;
import dev.unroll.spec.UsageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StitcherTest {
    private static final Prediction NOTHING = new Prediction.None("a unit is not one by vocabulary.unit");

    /** Notes what it is given. */
    private static final class Notes implements Stitcher.Sink {
        final List<String> lines = new ArrayList<>();
        final List<Region> parts = new ArrayList<>();

        @Override
        public void begin(String contig) {
            lines.add("begin " + contig);
        }

        @Override
        public void bases(Region part, Prediction said, int first) {
            parts.add(part);
            lines.add(part.key() + " is " + ((Prediction.Classes) said).names().get(0) + " from " + first);
        }

        @Override
        public void end() {
            lines.add("end");
        }
    }

    private final Notes notes = new Notes();
    private final Stitcher stitcher = new Stitcher(notes);

    /** As many rows as the region has bases; the only class is called after the region. */
    private static Prediction said(Region region) {
        int rows = (int) (region.end() - region.start());
        return new Prediction.Classes(
                Targets.Level.STEP, List.of(region.key()), new int[rows], new float[rows], new float[0]);
    }

    private List<String> stitched(String... keys) throws IOException {
        for (String key : keys) {
            Region region = Region.ofKey(key.replace("?", ""));
            stitcher.add(region, key.endsWith("?") ? NOTHING : said(region));
        }
        stitcher.end();
        return notes.lines;
    }

    @Test
    void windowsShareWhatTheyHaveInCommon() throws IOException {
        assertEquals(
                List.of(
                        "begin c",
                        "c:0-3 is c:0-4 from 0",
                        "c:3-5 is c:2-6 from 1",
                        "c:5-7 is c:4-7 from 1",
                        "end",
                        "begin d",
                        "d:0-3 is d:0-5 from 0",
                        "d:3-7 is d:2-7 from 1",
                        "end"),
                stitched("c:0-4", "c:2-6", "c:4-7", "d:0-5", "d:2-7"));
        assertEquals(14, stitcher.bases());
    }

    @Test
    void windowsSideBySideKeepAllTheyHave() throws IOException {
        assertEquals(
                List.of("begin c", "c:0-3 is c:0-3 from 0", "c:3-4 is c:3-4 from 0", "end"),
                stitched("c:0-3", "c:3-4"));
    }

    @Test
    void theNeighboursOfAWindowOfWhichNothingIsSaidGoAsFarAsTheyReach() throws IOException {
        assertEquals(
                List.of(
                        "begin c",
                        "c:0-4 is c:0-4 from 0",
                        "c:6-9 is c:6-10 from 0",
                        "c:9-12 is c:8-12 from 1",
                        "end",
                        "begin d",
                        "end",
                        "begin e",
                        "e:2-5 is e:2-5 from 0",
                        "end"),
                stitched("c:0-4", "c:2-6?", "c:4-8?", "c:6-10", "c:8-12", "d:0-4?", "e:0-4?", "e:2-5"));
    }

    @Test
    void sequencesWithoutWindowsAreNotThere() throws IOException {
        assertEquals(List.of(), stitched());
    }

    @Test
    void whatIsNotSaidOfBasesIsRefused() throws IOException {
        UsageException e = assertThrows(
                UsageException.class, () -> stitcher.add(new Region("c", 0, 9), said(new Region("c", 0, 3))));
        assertTrue(
                e.getMessage().startsWith("what is said is not said of bases: sequence=c bases=9 steps=3;"),
                e.getMessage());
    }

    @Test
    void windowsInAnotherOrderAreRefused() throws IOException {
        for (String second : List.of("c:1-6", "c:2-6", "c:3-5")) {
            Stitcher one = new Stitcher(new Notes());
            one.add(new Region("c", 2, 6), said(new Region("c", 2, 6)));
            Region region = Region.ofKey(second);
            assertThrows(IllegalArgumentException.class, () -> one.add(region, said(region)), second);
        }
    }

    @Test
    void everyBaseIsHandedOutOnceAndFromTheMiddleOfAWindow() throws IOException {
        long seed = 14L;
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            int length = 1 + random.nextInt(60);
            int window = 1 + random.nextInt(20);
            int overlap = random.nextInt(window);
            int missing = random.nextInt(3);
            Findings found = Findings.of(new FastaReader.Settings(window, overlap), ">c\n" + "A".repeat(length));
            Notes taken = new Notes();
            Stitcher one = new Stitcher(taken);
            BitSet covered = new BitSet();
            for (Example example : found.examples()) {
                Region region = Region.ofKey(example.key());
                boolean nothing = missing > 0 && random.nextInt(3) == 0;
                if (!nothing) {
                    covered.set((int) region.start(), (int) region.end());
                }
                one.add(region, nothing ? NOTHING : said(region));
            }
            one.end();
            String where = "seed " + seed + " round " + round + " length " + length + " window " + window + " overlap "
                    + overlap;
            BitSet seen = new BitSet();
            for (Region part : taken.parts) {
                assertTrue(seen.length() <= part.start(), where);
                seen.set((int) part.start(), (int) part.end());
            }
            assertEquals(covered, seen, where);
            if (missing == 0) {
                assertEquals(length, one.bases(), where);
                cores(taken, length, overlap, where);
            }
        }
    }

    private static void cores(Notes notes, int length, int overlap, String where) {
        List<String> bases =
                notes.lines.stream().filter(line -> line.contains(" is ")).toList();
        for (int i = 0; i < notes.parts.size(); i++) {
            Region part = notes.parts.get(i);
            String key = bases.get(i).substring(bases.get(i).indexOf(" is ") + 4);
            Region window = Region.ofKey(key.substring(0, key.indexOf(' ')));
            assertTrue(window.start() == 0 || part.start() - window.start() >= overlap / 2, where);
            assertTrue(window.end() == length || window.end() - part.end() >= overlap - overlap / 2, where);
        }
    }

    @Test
    void aSequenceWithoutEndNeedsAWindowAlone() throws IOException {
        Findings.Endless endless = new Findings.Endless(">chr1 one line\n", "ACGTTGCA", 1L << 40);
        FastaReader.Settings settings = new FastaReader.Settings(1000, 250);
        ExampleReader reader = settings.open(endless.input("big.fa"));
        for (int i = 0; i < 4000; i++) {
            Region region = settings.region((Example) reader.next());
            stitcher.add(region, said(region));
            assertEquals(region.start() + (i == 0 ? 0 : 125), stitcher.bases());
            assertEquals(i, notes.parts.size());
        }
        assertTrue(endless.bytesRead() < 4000 * 750 + 200_000, "read " + endless.bytesRead());
    }
}
