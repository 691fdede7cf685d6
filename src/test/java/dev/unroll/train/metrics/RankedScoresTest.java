package dev.unroll.train.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RankedScoresTest {
    private static final long SEED = 42;

    private static RankedScores of(double[] scores, boolean... positive) {
        RankedScores ranked = new RankedScores();
        for (int i = 0; i < scores.length; i++) {
            ranked.add(scores[i], positive[i]);
        }
        return ranked;
    }

    /**
     * The example in scikit-learn's documentation of both areas. By hand: of the four pairs only (0.35, 0.4) is the wrong way round, so
     * 3/4; the positives are found at precision 1/1 and 2/3, so (1 + 2/3) / 2.
     */
    @Test
    void fourScoresAreAsCalculatedByHand() {
        RankedScores ranked = of(new double[] {0.1, 0.4, 0.35, 0.8}, false, false, true, true);
        assertEquals(0.75, ranked.rocAuc());
        assertEquals((1 + 2.0 / 3) / 2, ranked.prAuc(), 1e-15);
        assertEquals(0, ranked.shared());
        assertEquals(0.75, ranked.byName().get("roc_auc"));
        assertEquals(ranked.prAuc(), ranked.byName().get("pr_auc"));
    }

    /** 0.5 is one positive and one negative, half a pair; above it one positive: 1.5 of 2 pairs. Precision 1/1, then 2/3 for the tie. */
    @Test
    void tiesCountHalf() {
        RankedScores ranked = of(new double[] {0.5, 0.5, 0.9}, true, false, true);
        assertEquals(0.75, ranked.rocAuc());
        assertEquals((1 + 2.0 / 3) / 2, ranked.prAuc(), 1e-15);
        assertEquals(0.5, ranked.shared());
    }

    @Test
    void theBestAndTheWorstOrderAreOneAndZero() {
        RankedScores best = of(new double[] {0, 0.2, 1, 1}, false, false, true, true);
        assertEquals(1, best.rocAuc());
        assertEquals(1, best.prAuc());
        RankedScores worst = of(new double[] {1, 1, 0.2, 0}, false, false, true, true);
        assertEquals(0, worst.rocAuc());
        assertEquals((1.0 / 3 + 2.0 / 4) / 2, worst.prAuc(), 1e-15);
    }

    @Test
    void oneScoreForAllIsChance() {
        RankedScores ranked = of(new double[] {0.3, 0.3, 0.3, 0.3}, false, false, true, false);
        assertEquals(0.5, ranked.rocAuc());
        assertEquals(0.25, ranked.prAuc());
        assertEquals(1, ranked.shared());
    }

    @Test
    void withoutOneOfTheClassesAnAreaIsUnknown() {
        assertTrue(Double.isNaN(new RankedScores().rocAuc()));
        assertTrue(Double.isNaN(new RankedScores().prAuc()));
        assertTrue(Double.isNaN(of(new double[] {0.3}, false).rocAuc()));
        assertTrue(Double.isNaN(of(new double[] {0.3}, false).prAuc()));
        assertTrue(Double.isNaN(of(new double[] {0.3}, true).rocAuc()));
        assertEquals(1, of(new double[] {0.3}, true).prAuc());
    }

    /** Pairs counted one by one. */
    private static double pairs(int[] scores, boolean[] positive) {
        double won = 0;
        double pairs = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < scores.length; j++) {
                if (positive[i] && !positive[j]) {
                    won += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                    pairs++;
                }
            }
        }
        return won / pairs;
    }

    /** Precision and recall at each threshold by looking at all rows. */
    private static double averagePrecision(int[] scores, boolean[] positive) {
        TreeSet<Integer> thresholds = new TreeSet<>();
        double total = 0;
        for (int i = 0; i < scores.length; i++) {
            thresholds.add(scores[i]);
            total += positive[i] ? 1 : 0;
        }
        double area = 0;
        double before = 0;
        for (int threshold : thresholds.descendingSet()) {
            double right = 0;
            double called = 0;
            for (int i = 0; i < scores.length; i++) {
                right += positive[i] && scores[i] >= threshold ? 1 : 0;
                called += scores[i] >= threshold ? 1 : 0;
            }
            area += (right / total - before) * (right / called);
            before = right / total;
        }
        return area;
    }

    @Test
    void randomScoresFollowTheDefinitionsInAnyGrouping() {
        Random random = new Random(SEED);
        for (int trial = 0; trial < 20; trial++) {
            int rows = 2 + random.nextInt(120);
            int distinct = 1 + random.nextInt(1 << 10);
            int[] bins = new int[rows];
            boolean[] positive = new boolean[rows];
            RankedScores whole = new RankedScores();
            RankedScores[] parts = {new RankedScores(), new RankedScores(), new RankedScores()};
            RankedScores coarse = RankedScores.coarse();
            for (int i = 0; i < rows; i++) {
                bins[i] = random.nextInt(distinct);
                positive[i] = i < 2 ? i == 0 : random.nextInt(2000) < 300 + bins[i];
                double score = (bins[i] + 0.75) / (1 << 10);
                whole.add(score, positive[i]);
                parts[random.nextInt(3)].add(score, positive[i]);
                coarse.add(score, positive[i]);
            }
            RankedScores merged = parts[2];
            merged.merge(RankedScores.fromBytes(parts[0].toBytes()));
            merged.merge(parts[1]);
            String place = "trial " + trial + " seed " + SEED;
            assertArrayEquals(whole.toBytes(), merged.toBytes(), place);
            assertEquals(pairs(bins, positive), whole.rocAuc(), 1e-12, place);
            assertEquals(averagePrecision(bins, positive), whole.prAuc(), 1e-12, place);
            RankedScores again = RankedScores.ofCounts(coarse.counts());
            assertEquals(whole.rocAuc(), again.rocAuc(), 1e-12, place);
            assertEquals(whole.prAuc(), again.prAuc(), 1e-12, place);
        }
    }

    @Test
    void scoresOfOneBinAreWrongByAtMostHalfOfWhatTheyShare() {
        Random random = new Random(SEED);
        int rows = 400;
        int[] scores = new int[rows];
        boolean[] positive = new boolean[rows];
        RankedScores ranked = RankedScores.coarse();
        for (int i = 0; i < rows; i++) {
            scores[i] = random.nextInt(1 << 14);
            positive[i] = random.nextInt(1 << 14) < scores[i];
            ranked.add((double) scores[i] / (1 << 20), positive[i]);
        }
        assertTrue(ranked.shared() > 0.01);
        assertEquals(pairs(scores, positive), ranked.rocAuc(), ranked.shared() / 2, "seed " + SEED);
    }

    @Test
    void whatIsNoScoreIsRefused() {
        RankedScores ranked = new RankedScores();
        ranked.add(1 + 1e-7, true);
        ranked.add(-1e-7, false);
        assertEquals(1, ranked.rocAuc(), "rounding is forgiven");
        assertThrows(IllegalArgumentException.class, () -> ranked.add(Double.NaN, true));
        assertThrows(IllegalArgumentException.class, () -> ranked.add(1.01, true));
        assertThrows(IllegalArgumentException.class, () -> ranked.add(-0.01, true));
        assertThrows(IllegalArgumentException.class, () -> ranked.merge(RankedScores.coarse()));
        assertThrows(IllegalArgumentException.class, () -> RankedScores.ofCounts(new long[6]));
    }

    @Test
    void damagedBytesAreRefused() {
        RankedScores ranked = of(new double[] {0.1, 0.4, 1, 0.8, 0.8}, false, false, true, true, false);
        Encoded.assertSafe(ranked.toBytes(), RankedScores::fromBytes, RankedScores::toBytes);
        int magic = 0x31535255;
        int bins = 1 << 10;
        Encoded.assertRefused(new Encoding.Writer(magic).put(7).put(0), RankedScores::fromBytes);
        Encoded.assertRefused(new Encoding.Writer(magic).put(bins).put(-1), RankedScores::fromBytes);
        Encoded.assertRefused(
                new Encoding.Writer(magic).put(bins).put(1).put(bins).put(1L, 0L), RankedScores::fromBytes);
        Encoded.assertRefused(new Encoding.Writer(magic).put(bins).put(1).put(3).put(1L, -1L), RankedScores::fromBytes);
        Encoded.assertRefused(
                new Encoding.Writer(magic)
                        .put(bins)
                        .put(2)
                        .put(3)
                        .put(1L, 0L)
                        .put(3)
                        .put(1L, 0L),
                RankedScores::fromBytes);
    }
}
