package dev.unroll.train.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
    private static final long SEED = 41;

    private static ConfusionMatrix of(long[]... rows) {
        long[] counts = new long[rows.length * rows.length];
        for (int k = 0; k < rows.length; k++) {
            System.arraycopy(rows[k], 0, counts, k * rows.length, rows.length);
        }
        return ConfusionMatrix.ofCounts(rows.length, counts);
    }

    /**
     * By hand: rows of class 0, 1, 2 are t = 3, 4, 5, called so p = 3, 4, 5; c = 2 + 3 + 4 = 9 of s = 12. F1 is 2/3, 3/4, 4/5. R_K =
     * (9 * 12 - 9 - 16 - 25) / (144 - 50) = 58 / 94.
     */
    @Test
    void threeClassesAreAsCalculatedByHand() {
        ConfusionMatrix matrix = of(new long[] {2, 1, 0}, new long[] {0, 3, 1}, new long[] {1, 0, 4});
        assertEquals(12, matrix.total());
        assertEquals(9.0 / 12, matrix.accuracy());
        assertEquals(9.0 / 12, matrix.microF1());
        assertEquals(new Matches(3, 1, 1), matrix.matches(1));
        assertEquals(4, matrix.support(1));
        assertEquals(2.0 / 3, matrix.precision(0));
        assertEquals(2.0 / 3, matrix.recall(0));
        assertEquals(4.0 / 5, matrix.f1(2));
        assertEquals((2.0 / 3 + 3.0 / 4 + 4.0 / 5) / 3, matrix.macroF1(), 1e-15);
        assertEquals(58.0 / 94, matrix.mcc(), 1e-15);
    }

    /** A test with 90 TP, 15 FN, 20 FP and 875 TN; MCC in the form of Matthews (1975). */
    @Test
    void aPositiveClassIsAsCalculatedByHand() {
        ConfusionMatrix matrix = of(new long[] {875, 20}, new long[] {15, 90});
        assertEquals(90.0 / 110, matrix.byName(1).get("precision"));
        assertEquals(90.0 / 105, matrix.byName(1).get("sensitivity"));
        assertEquals(875.0 / 895, matrix.byName(1).get("specificity"));
        assertEquals(180.0 / 215, matrix.byName(1).get("positive_f1"));
        assertEquals(90.0 / 105, matrix.byName(0).get("specificity"));
        double matthews = (90.0 * 875 - 20.0 * 15) / Math.sqrt(110.0 * 105 * 895 * 890);
        assertEquals(matthews, matrix.mcc(), 1e-15);
        assertEquals(
                List.of("accuracy", "macro_f1", "mcc", "micro_f1"),
                List.copyOf(matrix.byName().keySet()));
    }

    /** Truth 1 1 1 0 called 1 0 1 1: (0 - 1) / sqrt(3 * 3 * 1 * 1) = -1/3; the example in scikit-learn's documentation. */
    @Test
    void aCorrelationMayBeNegative() {
        assertEquals(-1.0 / 3, of(new long[] {0, 1}, new long[] {1, 2}).mcc(), 1e-15);
        assertEquals(-1, of(new long[] {0, 5}, new long[] {7, 0}).mcc(), 1e-15);
        assertEquals(1, of(new long[] {5, 0}, new long[] {0, 7}).mcc(), 1e-15);
    }

    @Test
    void withoutRowsEveryFigureIsUnknown() {
        ConfusionMatrix matrix = new ConfusionMatrix(3);
        matrix.byName(2).forEach((name, value) -> assertTrue(value.isNaN(), name));
        assertTrue(Double.isNaN(matrix.f1(0)) && Double.isNaN(matrix.precision(0)) && Double.isNaN(matrix.recall(0)));
    }

    @Test
    void whatNeverOccursIsZeroAndDoesNotCountInTheMean() {
        ConfusionMatrix matrix = new ConfusionMatrix(4);
        for (int i = 0; i < 6; i++) {
            matrix.add(2, 2);
        }
        assertEquals(1, matrix.accuracy());
        assertEquals(0, matrix.f1(0));
        assertEquals(0, matrix.precision(0));
        assertEquals(0, matrix.recall(0));
        assertEquals(1, matrix.specificity(0));
        assertEquals(0, matrix.specificity(2), "no row of another class");
        assertEquals(1, matrix.macroF1(), "of the one class that occurs");
        assertEquals(0, matrix.mcc());
        matrix.add(2, 3);
        assertEquals((12.0 / 13 + 0) / 2, matrix.macroF1(), "a class that is only predicted occurs");
        assertEquals(0, matrix.mcc(), "the truth never varies");
    }

    /** s^2 = 9e20 does not fit 64 bits, and s^2 - sum t^2 loses all digits in double: t = (3e10 - 2, 2), p = (3e10 - 3, 3). */
    @Test
    void correlationOfARareClassInAGenomeIsExact() {
        long s = 30_000_000_000L;
        ConfusionMatrix matrix = of(new long[] {s - 4, 2}, new long[] {1, 1});
        double tn = s - 4;
        double expected = (tn - 2) / Math.sqrt(2.0 * 3 * (tn + 2) * (tn + 1));
        assertEquals(expected, matrix.mcc(), 1e-15);
    }

    /** Micro F1 over labels: 2 (3 + 1) / (2 (3 + 1) + 1 + 2). */
    @Test
    void matricesOfLabelsMergeToMicroFigures() {
        ConfusionMatrix pooled = of(new long[] {5, 1}, new long[] {0, 3});
        pooled.merge(of(new long[] {6, 0}, new long[] {2, 1}));
        assertEquals(8.0 / 11, pooled.f1(1));
    }

    /** Pearson's correlation of indicators, generalised as Gorodkin does: cov(X, Y) / sqrt(cov(X, X) cov(Y, Y)) over one-hot rows. */
    private static double correlation(int classes, int[] truth, int[] predicted) {
        double[] cov = new double[3];
        for (int k = 0; k < classes; k++) {
            double x = 0;
            double y = 0;
            for (int i = 0; i < truth.length; i++) {
                x += truth[i] == k ? 1.0 / truth.length : 0;
                y += predicted[i] == k ? 1.0 / truth.length : 0;
            }
            for (int i = 0; i < truth.length; i++) {
                double dx = (truth[i] == k ? 1 : 0) - x;
                double dy = (predicted[i] == k ? 1 : 0) - y;
                cov[0] += dx * dy;
                cov[1] += dx * dx;
                cov[2] += dy * dy;
            }
        }
        return cov[0] / Math.sqrt(cov[1] * cov[2]);
    }

    private static double f1(int[] truth, int[] predicted, int k) {
        int both = 0;
        int either = 0;
        for (int i = 0; i < truth.length; i++) {
            both += truth[i] == k && predicted[i] == k ? 2 : 0;
            either += (truth[i] == k ? 1 : 0) + (predicted[i] == k ? 1 : 0);
        }
        return (double) both / either;
    }

    @Test
    void randomRowsFollowTheDefinitionsInAnyGrouping() {
        Random random = new Random(SEED);
        for (int classes = 2; classes <= 6; classes++) {
            int rows = 150;
            int[] truth = random.ints(rows, 0, classes).toArray();
            int[] predicted = truth.clone();
            for (int i = 0; i < rows; i += 3) {
                predicted[i] = random.nextInt(classes);
            }
            ConfusionMatrix whole = new ConfusionMatrix(classes);
            ConfusionMatrix merged = new ConfusionMatrix(classes);
            ConfusionMatrix part = new ConfusionMatrix(classes);
            double macro = 0;
            for (int i = 0; i < rows; i++) {
                whole.add(truth[i], predicted[i]);
                part.add(truth[i], predicted[i]);
                if (random.nextInt(20) == 0) {
                    merged.merge(ConfusionMatrix.fromBytes(part.toBytes()));
                    part = new ConfusionMatrix(classes);
                }
            }
            part.merge(merged);
            String place = "classes " + classes + " seed " + SEED;
            assertArrayEquals(whole.toBytes(), part.toBytes(), place);
            assertEquals(correlation(classes, truth, predicted), whole.mcc(), 1e-12, place);
            for (int k = 0; k < classes; k++) {
                assertEquals(f1(truth, predicted, k), whole.f1(k), 1e-15, place);
                macro += f1(truth, predicted, k) / classes;
            }
            assertEquals(macro, whole.macroF1(), 1e-14, place);
        }
    }

    @Test
    void damagedBytesAreRefused() {
        ConfusionMatrix matrix = of(new long[] {2, 1, 0}, new long[] {0, 3, 1}, new long[] {1, 0, Long.MAX_VALUE / 9});
        Encoded.assertSafe(matrix.toBytes(), ConfusionMatrix::fromBytes, ConfusionMatrix::toBytes);
        int magic = 0x314d4355;
        Encoded.assertRefused(new Encoding.Writer(magic), ConfusionMatrix::fromBytes);
        Encoded.assertRefused(new Encoding.Writer(magic).put(0), ConfusionMatrix::fromBytes);
        Encoded.assertRefused(new Encoding.Writer(magic).put(1).put(-1L), ConfusionMatrix::fromBytes);
        Encoded.assertRefused(new Encoding.Writer(magic).put(1).put(1L, 1L), ConfusionMatrix::fromBytes);
        Encoded.assertRefused(new Encoding.Writer(magic).put(Integer.MAX_VALUE).put(1L), ConfusionMatrix::fromBytes);
        Encoded.assertRefused(new Encoding.Writer(magic + 1).put(1).put(1L), ConfusionMatrix::fromBytes);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        ConfusionMatrix matrix = new ConfusionMatrix(3);
        assertThrows(IllegalArgumentException.class, () -> matrix.add(3, 0));
        assertThrows(IllegalArgumentException.class, () -> matrix.add(0, -1));
        assertThrows(IllegalArgumentException.class, () -> matrix.count(-1, 3));
        assertThrows(IllegalArgumentException.class, () -> matrix.merge(new ConfusionMatrix(2)));
        assertThrows(IllegalArgumentException.class, () -> new ConfusionMatrix(0));
        assertThrows(IllegalArgumentException.class, () -> ConfusionMatrix.ofCounts(2, new long[3]));
    }
}
