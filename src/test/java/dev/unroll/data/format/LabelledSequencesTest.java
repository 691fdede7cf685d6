package dev.unroll.data.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.Example;
import dev.unroll.data.Labels;
import dev.unroll.data.Prediction;
import dev.unroll.data.format.BaseLabels.Detail;
import dev.unroll.data.format.BaseLabels.Overlap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LabelledSequencesTest {
    private static BaseLabels labels(long length) {
        SortedMap<String, Long> lengths = new TreeMap<>();
        lengths.put("c", length);
        FeatureCollector collector = new FeatureCollector(
                new BaseLabels.Settings(List.of("CDS"), Detail.TOGETHER, Detail.APART, Overlap.PRIORITY),
                lengths,
                rejected -> {
                    throw new IllegalStateException(rejected.toString());
                });
        collector.feature(new Feature("x:1", new Region("c", 0, length), Strand.PLUS, "CDS", 0, "g"));
        return collector.labels();
    }

    private static List<Example> windows(FastaReader.Settings settings, Region wanted, long length) {
        SortedMap<String, Region> stretches = new TreeMap<>();
        stretches.put(wanted.contig(), wanted);
        LabelledSequences format = new LabelledSequences(settings, Stretches.of(stretches), labels(length));
        return Findings.of(
                        format,
                        ">a\nTTTT\n>c\n" + "ACGT".repeat((int) length / 4 + 1).substring(0, (int) length))
                .examples();
    }

    @Test
    void eachBaseOfAStretchHasItsLabelInOneWindow() {
        for (int run = 0; run < 300; run++) {
            Random random = new Random(run);
            int window = 1 + random.nextInt(12);
            FastaReader.Settings settings = new FastaReader.Settings(window, random.nextInt(window));
            int length = 1 + random.nextInt(60);
            int start = random.nextInt(length);
            Region wanted = new Region("c", start, start + 1 + random.nextInt(length - start));
            int[] seen = new int[length];
            for (Example example : windows(settings, wanted, length)) {
                Region region = Region.ofKey(example.key());
                Labels.OfSteps given = (Labels.OfSteps) example.labels();
                for (int t = 0; t < given.ids().length; t++) {
                    int base = (int) region.start() + t;
                    assertEquals(
                            "ACGT".charAt(base % 4), (char) example.reading().text()[t]);
                    if (given.ids()[t] >= 0) {
                        seen[base]++;
                        assertEquals("CDS" + base % 3, given.name(t));
                    }
                }
            }
            for (int base = 0; base < length; base++) {
                int expected = base >= wanted.start() && base < wanted.end() ? 1 : 0;
                assertEquals(expected, seen[base], "seed=" + run + " base=" + base + " " + settings + " " + wanted);
            }
        }
    }

    @Test
    void aBaseCountsInTheWindowOfWhichItIsStitched() throws IOException {
        FastaReader.Settings settings = new FastaReader.Settings(10, 5);
        List<String> stitched = new ArrayList<>();
        Stitcher stitcher = new Stitcher(new Stitcher.Sink() {
            @Override
            public void begin(String contig) {}

            @Override
            public void bases(Region part, Prediction said, int first) {
                stitched.add(part.key() + " from " + first);
            }

            @Override
            public void end() {}
        });
        List<String> counted = new ArrayList<>();
        for (Example example : windows(settings, new Region("c", 0, 33), 33)) {
            Region region = Region.ofKey(example.key());
            int[] ids = ((Labels.OfSteps) example.labels()).ids();
            stitcher.add(
                    region, Said.of(List.of("a", "b"), "a ".repeat(ids.length).strip()));
            int first = 0;
            while (ids[first] < 0) {
                first++;
            }
            int last = first;
            while (last < ids.length && ids[last] >= 0) {
                last++;
            }
            counted.add(new Region("c", region.start() + first, region.start() + last).key() + " from " + first);
        }
        stitcher.end();
        assertEquals(stitched, counted);
        assertTrue(counted.size() > 3, counted.toString());
    }
}
