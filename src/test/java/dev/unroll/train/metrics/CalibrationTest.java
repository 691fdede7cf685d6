package dev.unroll.train.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private static final long SEED = 43;

    /**
     * By hand: 0.95 (twice, one right) and 0.97 (right) lie in the last bin, (14/15, 1]: mean confidence 2.87 / 3, accuracy 2/3; 0.5
     * (wrong) lies in (7/15, 8/15] alone. ECE = 3/4 * |2/3 - 2.87/3| + 1/4 * |0 - 0.5| = (0.87 + 0.5) / 4.
     */
    @Test
    void fourRowsAreAsCalculatedByHand() {
        Calibration calibration = new Calibration();
        calibration.add(0.95, true);
        calibration.add(0.95, false);
        calibration.add(0.97, true);
        calibration.add(0.5, false);
        assertEquals((0.87 + 0.5) / 4, calibration.expectedError(), 1e-9);
        assertEquals(calibration.expectedError(), calibration.byName().get("calibration_error"));
        assertEquals(4, calibration.total());
        assertEquals(15, calibration.table().size());
        Calibration.Bin last = calibration.table().get(14);
        assertEquals(14.0 / 15, last.above());
        assertEquals(1, last.upTo());
        assertEquals(3, last.count());
        assertEquals(2.87 / 3, last.confidence(), 1e-9);
        assertEquals(2.0 / 3, last.accuracy());
        assertEquals(
                new Calibration.Bin(7.0 / 15, 8.0 / 15, 1, 0.5, 0),
                calibration.table().get(7));
        assertEquals(
                new Calibration.Bin(0, 1.0 / 15, 0, Double.NaN, Double.NaN),
                calibration.table().get(0));
    }

    @Test
    void binsHoldTheirUpperEnd() {
        Calibration calibration = new Calibration();
        calibration.add(0, false);
        calibration.add(0.2, false);
        calibration.add(Math.nextUp(0.2), false);
        calibration.add(1, true);
        assertEquals(1, calibration.table().get(0).count());
        assertEquals(1, calibration.table().get(2).count(), "(2/15, 3/15]");
        assertEquals(1, calibration.table().get(3).count());
        assertEquals(1, calibration.table().get(14).count());
    }

    @Test
    void certaintyIsBestWhereItIsRightAndWorstWhereItIsWrong() {
        Calibration right = new Calibration();
        Calibration wrong = new Calibration();
        for (int i = 0; i < 7; i++) {
            right.add(1, true);
            wrong.add(1, false);
        }
        assertEquals(0, right.expectedError());
        assertEquals(1, wrong.expectedError());
        assertTrue(Double.isNaN(new Calibration().expectedError()));
    }

    /** The definition: for each bin its rows, their means, their share. */
    private static double expectedError(double[] confidence, boolean[] right) {
        double error = 0;
        for (int b = 0; b < 15; b++) {
            double rows = 0;
            double sure = 0;
            double hits = 0;
            for (int i = 0; i < confidence.length; i++) {
                if (confidence[i] > b / 15.0 && confidence[i] <= (b + 1) / 15.0) {
                    rows++;
                    sure += confidence[i];
                    hits += right[i] ? 1 : 0;
                }
            }
            error += rows == 0 ? 0 : rows / confidence.length * Math.abs(hits / rows - sure / rows);
        }
        return error;
    }

    @Test
    void randomRowsFollowTheDefinitionInAnyGrouping() {
        Random random = new Random(SEED);
        int rows = 3000;
        double[] confidence = new double[rows];
        boolean[] right = new boolean[rows];
        Calibration whole = new Calibration();
        Calibration[] parts = {new Calibration(), new Calibration(), new Calibration()};
        for (int i = 0; i < rows; i++) {
            confidence[i] = 0.05 + 0.95 * random.nextFloat();
            right[i] = random.nextDouble() < confidence[i] * confidence[i];
            whole.add(confidence[i], right[i]);
            parts[random.nextInt(3)].add(confidence[i], right[i]);
        }
        parts[1].merge(Calibration.fromBytes(parts[2].toBytes()));
        parts[1].merge(parts[0]);
        assertArrayEquals(whole.toBytes(), parts[1].toBytes(), "seed " + SEED);
        assertEquals(expectedError(confidence, right), whole.expectedError(), 1e-9, "seed " + SEED);
        assertEquals(whole.expectedError(), Calibration.ofCounts(whole.counts()).expectedError());
    }

    @Test
    void whatIsNoConfidenceIsRefused() {
        Calibration calibration = new Calibration();
        assertThrows(IllegalArgumentException.class, () -> calibration.add(Double.NaN, true));
        assertThrows(IllegalArgumentException.class, () -> calibration.add(1.1, true));
        assertThrows(IllegalArgumentException.class, () -> Calibration.ofCounts(new long[15]));
    }

    /** A bin's confidences fill 63 bits with 2^33 rows of confidence 1. */
    @Test
    void aSumThatDoesNotFitIsNoticed() {
        long[] counts = new long[45];
        counts[14] = 1L << 33;
        counts[44] = Long.MAX_VALUE;
        Calibration full = Calibration.ofCounts(counts);
        assertThrows(ArithmeticException.class, () -> full.add(1, true));
        assertThrows(ArithmeticException.class, () -> full.merge(Calibration.ofCounts(counts)));
    }

    @Test
    void damagedBytesAreRefused() {
        Calibration calibration = new Calibration();
        calibration.add(0.3, true);
        calibration.add(0.8, false);
        Encoded.assertSafe(calibration.toBytes(), Calibration::fromBytes, Calibration::toBytes);
        int magic = 0x314c4355;
        long[] counts = new long[45];
        counts[15] = 1;
        Encoded.assertRefused(new Encoding.Writer(magic).put(counts), Calibration::fromBytes);
        Encoded.assertRefused(new Encoding.Writer(magic).put(new long[44]), Calibration::fromBytes);
    }
}
