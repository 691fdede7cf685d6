package dev.unroll.data.format;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.Example;
import dev.unroll.data.Labels;
import dev.unroll.spec.Conf;
import dev.unroll.spec.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SyntheticTest {
    private static final long SEED = 20;

    private static List<Example> all(Synthetic source, int parts) {
        List<Example> examples = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            examples.addAll(new Findings(source.open(part, parts)).examples());
        }
        return examples;
    }

    private static float sum(Example example) {
        return ((Labels.Values) example.labels()).values()[0];
    }

    private static String text(Example example) {
        return new String(example.reading().text(), US_ASCII);
    }

    /** The draws were computed from the paper on Philox by another program, in units of 2^-24; the markers stand at 0 and 4, 1 and 3. */
    @Test
    void twoMarkedNumbersAreAdded() {
        Synthetic source = new Synthetic(Puzzle.ADDING, 5, 8, 1);
        Example first = source.record(0);
        assertArrayEquals(
                units(15559335, 1, 5247597, 0, 5800576, 0, 16601169, 0, 7556504, 1),
                first.reading().features());
        assertEquals(2, first.reading().featureWidth());
        assertEquals(15559335 * 0x1p-24f + 7556504 * 0x1p-24f, sum(first));
        assertEquals("adding:1", first.place());
        assertEquals("", first.key());
        Example second = source.record(1);
        assertArrayEquals(
                units(16024958, 0, 6438170, 1, 8418694, 0, 1868294, 1, 3638268, 0),
                second.reading().features());
        assertEquals(8306464 * 0x1p-24f, sum(second));
    }

    /** u in units of 2^-24 and markers in turn. */
    private static float[] units(int... numbers) {
        float[] features = new float[numbers.length];
        for (int i = 0; i < features.length; i++) {
            features[i] = i % 2 == 0 ? numbers[i] * 0x1p-24f : numbers[i];
        }
        return features;
    }

    @Test
    void symbolsAreCopiedAfterTheSign() {
        Findings found = new Findings(new Synthetic(Puzzle.COPY, 24, 2, 1).open(0, 1));
        assertEquals("bacdafdaha___!__________", found.text(0));
        assertEquals("_ _ _ _ _ _ _ _ _ _ _ _ _ _ b a c d a f d a h a", found.labels(0));
        assertEquals("a h c h a b b f e g _ _ _ ! _ _ _ _ _ _ _ _ _ _", found.units(1));
        Findings shortest = new Findings(new Synthetic(Puzzle.COPY, 21, 1, 1).open(0, 1));
        assertEquals("bacdafdaha!__________", shortest.text(0));
    }

    @Test
    void aLabelIsTheSymbolThreeStepsAhead() {
        Findings found = new Findings(new Synthetic(Puzzle.AHEAD, 7, 2, 1).open(0, 1));
        assertEquals("bgfcfbh", found.text(0));
        assertEquals("c f b h _ _ _", found.labels(0));
        assertEquals("bbdhgdh", found.text(1));
        assertEquals("h g d h _ _ _", found.labels(1));
        assertEquals("fhbcfae", text(new Synthetic(Puzzle.AHEAD, 7, 2, 2).record(0)), "another seed");
    }

    @ParameterizedTest
    @EnumSource(Puzzle.class)
    void recordsAreTheSameInWhateverPartsTheyAreMade(Puzzle puzzle) {
        Synthetic source = new Synthetic(puzzle, 25, 23, SEED);
        List<Example> whole = all(source, 1);
        assertEquals(23, whole.size());
        for (int parts : new int[] {2, 5, 23, 40}) {
            assertEquals(whole, all(source, parts), parts + " parts, seed " + SEED);
        }
        for (int i = 0; i < whole.size(); i++) {
            assertEquals(whole.get(i), source.record(i));
            for (int j = 0; j < i; j++) {
                assertNotEquals(whole.get(i).reading(), whole.get(j).reading(), i + " and " + j);
            }
        }
        assertNotEquals(
                whole.get(0).reading(),
                new Synthetic(puzzle, 25, 1, SEED + 1).record(0).reading());
    }

    @Test
    void partsOfMoreRecordsThanFitIntoMemoryAreAboutEqual() throws IOException {
        Synthetic source = new Synthetic(Puzzle.AHEAD, 5, Long.MAX_VALUE / 2, 1);
        try (ExampleReader last = source.open(4095, 4096)) {
            assertTrue(last.hasNext());
            long before = Long.parseLong(((Example) last.next()).place().substring("ahead:".length())) - 1;
            double share = (double) (source.records() - before) / source.records();
            assertEquals(1.0 / 4096, share, 1e-12);
        }
    }

    /** Bounds are five standard errors of 20,000 draws. */
    @Test
    void sumsAreThoseOfTwoUniformNumbersOneInEachHalf() {
        Synthetic source = new Synthetic(Puzzle.ADDING, 11, 20_000, SEED);
        double sum = 0;
        double squares = 0;
        int[] marked = new int[11];
        for (long i = 0; i < source.records(); i++) {
            Example example = source.record(i);
            float[] features = example.reading().features();
            float own = 0;
            int markers = 0;
            for (int t = 0; t < 11; t++) {
                assertTrue(features[2 * t] >= 0 && features[2 * t] < 1);
                if (features[2 * t + 1] != 0) {
                    own += features[2 * t];
                    marked[t]++;
                    markers++;
                }
            }
            assertEquals(2, markers);
            assertEquals(own, sum(example));
            sum += own - 1;
            squares += (own - 1) * (own - 1);
        }
        int n = 20_000;
        assertEquals(0, sum / n, 5 * Math.sqrt(1 / 6.0 / n), "seed " + SEED);
        // The fourth central moment of a sum of two is 1/15, so that of the square's variance is 1/15 - 1/36.
        assertEquals(1 / 6.0, squares / n, 5 * Math.sqrt((1 / 15.0 - 1 / 36.0) / n), "seed " + SEED);
        for (int t = 0; t < 11; t++) {
            double p = t < 5 ? 1 / 5.0 : 1 / 6.0;
            assertEquals(n * p, marked[t], 5 * Math.sqrt(n * p * (1 - p)), "step " + t + ", seed " + SEED);
        }
    }

    @Test
    void symbolsAreEquallyLikely() {
        int[] counts = new int[8];
        for (Puzzle puzzle : List.of(Puzzle.COPY, Puzzle.AHEAD)) {
            Synthetic source = new Synthetic(puzzle, 30, 1000, SEED);
            for (long i = 0; i < source.records(); i++) {
                text(source.record(i))
                        .chars()
                        .filter(c -> c >= 'a')
                        .filter(c -> c <= 'h')
                        .forEach(c -> counts[c - 'a']++);
            }
        }
        int n = 1000 * (10 + 30);
        for (int count : counts) {
            assertEquals(n / 8.0, count, 5 * Math.sqrt(n * 7 / 64.0), "seed " + SEED);
        }
    }

    @Test
    void aConfigurationDescribesThem() {
        assertEquals(new Synthetic(Puzzle.ADDING, 100, 10_000, 1), Synthetic.of("adding", new TreeMap<>()));
        assertEquals(
                new Synthetic(Puzzle.COPY, 200, 5000, -3),
                Synthetic.of("copy", new TreeMap<>(Map.of("length", "200", "records", "5_000", "seed", "-3"))));
        assertEquals(Puzzle.AHEAD, Puzzle.named("ahead").orElseThrow());
        assertTrue(Puzzle.named("csv").isEmpty());
    }

    @Test
    void thePresetIsTheAddingProblem() {
        Path preset = Path.of(System.getProperty("unroll.basedir", ".")).resolve("conf/memory.conf");
        Conf conf = Conf.read(preset, List.of("data.options.length=50"));
        assertEquals(new Synthetic(Puzzle.ADDING, 50, 20_000, 1), Synthetic.of("adding", conf.options()));
    }

    @ParameterizedTest
    @CsvSource({
        "adding, length, 1, data.options.length=1, 2 to 16777216",
        "copy, length, 20, data.options.length=20, 21 to 16777216",
        "ahead, length, 3, data.options.length=3, 4 to 16777216",
        "ahead, length, 99999999999, data.options.length=99999999999, 4 to 16777216",
        "adding, records, 0, data.options.records=0, from 1 on",
        "adding, seed, x, not a whole number: data.options.seed=x, grouped",
        "adding, size, 9, option is not known: data.options.size data.format=adding, 'length, records, seed'"
    })
    void whatMakesNoSenseIsRefused(String format, String option, String value, String what, String hint) {
        SortedMap<String, String> options = new TreeMap<>(Map.of(option, value));
        UsageException refusal = assertThrows(UsageException.class, () -> Synthetic.of(format, options));
        String message = String.valueOf(refusal.getMessage());
        assertTrue(message.contains(what) && message.contains(hint), message);
    }
}
