package dev.unroll.train.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WittenBellTest {
    /** The equations read aloud: maps from whole contexts, recursion down to the uniform distribution. */
    private static final class Oracle {
        private static final int BEGIN = -1;

        private final int vocabulary;
        private final Map<List<Integer>, Map<Integer, Integer>> followers = new HashMap<>();

        Oracle(int vocabulary, int longestContext, List<int[]> training) {
            this.vocabulary = vocabulary;
            for (int[] sequence : training) {
                for (int i = 0; i < sequence.length; i++) {
                    for (int k = 0; k <= longestContext; k++) {
                        followers
                                .computeIfAbsent(context(sequence, i, k), unused -> new HashMap<>())
                                .merge(sequence[i], 1, Integer::sum);
                    }
                }
            }
        }

        private static List<Integer> context(int[] sequence, int i, int k) {
            List<Integer> context = new ArrayList<>();
            for (int j = i - k; j < i; j++) {
                context.add(j < 0 ? BEGIN : sequence[j]);
            }
            return context;
        }

        double probability(List<Integer> context, int unit) {
            double lower = context.isEmpty() ? 1.0 / vocabulary : probability(context.subList(1, context.size()), unit);
            Map<Integer, Integer> seen = followers.get(context);
            if (seen == null) {
                return lower;
            }
            double total = seen.values().stream().mapToInt(Integer::intValue).sum();
            double distinct = seen.size();
            return (seen.getOrDefault(unit, 0) + distinct * lower) / (total + distinct);
        }

        double nats(List<int[]> validation, int k) {
            double nats = 0;
            int units = 0;
            for (int[] sequence : validation) {
                for (int i = 0; i < sequence.length; i++) {
                    nats -= Math.log(probability(context(sequence, i, k), sequence[i]));
                    units++;
                }
            }
            return nats / units;
        }
    }

    private static void assertFollowsOracle(int vocabulary, int longest, List<int[]> training, List<int[]> validation) {
        NGramFigures figures = WittenBell.evaluate(vocabulary, longest, training, validation);
        Oracle oracle = new Oracle(vocabulary, longest, training);
        assertEquals(longest + 1, figures.nats().size());
        for (int k = 0; k <= longest; k++) {
            assertEquals(oracle.nats(validation, k), figures.nats().get(k), 1e-12, "context " + k);
        }
    }

    /** Text in which the next unit depends on the two before, so that contexts matter. */
    private static int[] text(Random random, int length, int vocabulary) {
        int[] text = new int[length];
        for (int i = 0; i < length; i++) {
            int before = i < 2 ? 1 : text[i - 1] * 3 + text[i - 2];
            text[i] = random.nextInt(4) == 0 ? random.nextInt(vocabulary) : before % vocabulary;
        }
        return text;
    }

    @Test
    void aTinyTextIsAsCalculatedByHand() {
        // Training "a b a", V = 3. Context 0: c(a) = 2, c(b) = 1, N = 2, so P(a) = (2 + 2/3) / 5, P(b) = (1 + 2/3) / 5.
        // Context 1: after the beginning a once, after a b once: P(a|begin) = (1 + P(a)) / 2, P(b|a) = (1 + P(b)) / 2.
        List<int[]> training = List.of(new int[] {0, 1, 0});
        List<int[]> validation = List.of(new int[] {0, 1});
        NGramFigures figures = WittenBell.evaluate(3, 1, training, validation);
        double a = (2 + 2.0 / 3) / 5;
        double b = (1 + 2.0 / 3) / 5;
        assertEquals(-(Math.log(a) + Math.log(b)) / 2, figures.nats().get(0), 1e-15);
        assertEquals(
                -(Math.log((1 + a) / 2) + Math.log((1 + b) / 2)) / 2,
                figures.nats().get(1),
                1e-15);
        assertEquals(3, figures.trainingUnits());
        assertEquals(2, figures.validationUnits());
    }

    @Test
    void withoutTrainingEveryUnitIsEquallyLikely() {
        NGramFigures figures = WittenBell.evaluate(7, 3, List.of(), List.of(new int[] {0, 6, 3}));
        for (double nats : figures.nats()) {
            assertEquals(Math.log(7), nats, 1e-15);
        }
    }

    @Test
    void aStreamFollowsTheEquations() {
        long seed = 31;
        Random random = new Random(seed);
        assertFollowsOracle(5, 6, List.of(text(random, 4000, 5)), List.of(text(random, 700, 5)));
    }

    @Test
    void linesFollowTheEquations() {
        long seed = 32;
        Random random = new Random(seed);
        List<int[]> training = new ArrayList<>();
        List<int[]> validation = new ArrayList<>();
        for (int line = 0; line < 90; line++) {
            (line % 3 == 0 ? validation : training).add(text(random, random.nextInt(9), 6));
        }
        assertFollowsOracle(8, 4, training, validation);
    }

    @Test
    void tablesThatGrewFollowTheEquations() {
        long seed = 33;
        Random random = new Random(seed);
        List<int[]> training = List.of(random.ints(30_000, 0, 3000).toArray());
        List<int[]> validation = List.of(random.ints(5000, 0, 3000).toArray());
        assertFollowsOracle(3000, 2, training, validation);
    }

    @Test
    void aTableKeepsItsCountsWhileItGrows() {
        HashCounts counts = new HashCounts(2);
        int keys = 5000;
        for (int pass = 0; pass < 3; pass++) {
            for (long key = 0; key < keys; key++) {
                // Key 0 is stored as 1, so 1 stays away; equal upper halves make long probes.
                int row = counts.insert(key == 1 ? -1 : key << 20);
                assertEquals(pass + 1, counts.increment(row, 1));
            }
        }
        for (long key = 0; key < keys; key++) {
            int row = counts.find(key == 1 ? -1 : key << 20);
            assertEquals(3, counts.count(row, 1));
            assertEquals(0, counts.count(row, 0));
        }
        assertEquals(-1, counts.find(-12345));
    }

    @Test
    void theFiguresNameTheBestContext() {
        NGramFigures figures = new NGramFigures(List.of(3.0, 2.0, 2.5), 100, 9);
        assertEquals(1, figures.bestContext());
        assertEquals(2.0, figures.best());
        assertEquals(
                Map.of(
                        "context_0", 3.0,
                        "context_1", 2.0,
                        "context_2", 2.5,
                        "training_units", 100.0,
                        "validation_units", 9.0),
                figures.byName());
    }

    @Test
    void anEmptyValidationSplitIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> WittenBell.evaluate(5, 2, List.of(new int[] {1}), List.of(new int[0])));
    }
}
