package dev.unroll.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ColumnMomentsTest {
    private static final long SEED = 31;
    private static final int COLUMNS = 3;

    private static ColumnMoments of(float... rows) {
        ColumnMoments moments = new ColumnMoments(COLUMNS);
        moments.add(rows);
        return moments;
    }

    /** Columns far from 0, of different spread, some numbers missing. */
    private static float[] random(int rows) {
        Random random = new Random(SEED);
        float[] numbers = new float[rows * COLUMNS];
        for (int i = 0; i < numbers.length; i++) {
            double spread = new double[] {1, 1e-3, 1e6}[i % COLUMNS];
            boolean missing = random.nextInt(9) == 0;
            numbers[i] = missing ? Float.NaN : (float) (1000 + spread * random.nextGaussian());
        }
        return numbers;
    }

    /** The definition, in two passes. */
    private static Standardisation expected(float[] rows) {
        float[] mean = new float[COLUMNS];
        float[] scale = new float[COLUMNS];
        for (int column = 0; column < COLUMNS; column++) {
            double sum = 0;
            long count = 0;
            for (int i = column; i < rows.length; i += COLUMNS) {
                sum += Float.isNaN(rows[i]) ? 0 : rows[i];
                count += Float.isNaN(rows[i]) ? 0 : 1;
            }
            double squares = 0;
            for (int i = column; i < rows.length; i += COLUMNS) {
                squares += Float.isNaN(rows[i]) ? 0 : (rows[i] - sum / count) * (rows[i] - sum / count);
            }
            mean[column] = (float) (sum / count);
            scale[column] = (float) (1 / Math.sqrt(squares / count));
        }
        return new Standardisation(mean, scale);
    }

    private static void assertNear(Standardisation expected, Standardisation found) {
        for (int column = 0; column < COLUMNS; column++) {
            String where = "column " + column + ", seed " + SEED;
            assertEquals(expected.mean()[column], found.mean()[column], Math.ulp(expected.mean()[column]), where);
            assertEquals(expected.scale()[column], found.scale()[column], 1e-6 * expected.scale()[column], where);
        }
    }

    @Test
    void meanAndScaleAreThoseOfTheirDefinition() {
        float[] rows = random(500);
        assertNear(expected(rows), of(rows).standardisation());
    }

    @Test
    void partsMergedInOrderAreTheWhole() {
        float[] rows = random(500);
        ColumnMoments merged = new ColumnMoments(COLUMNS);
        for (int from = 0; from < rows.length; ) {
            int to = Math.min(rows.length, from + COLUMNS * (1 + from % 37));
            merged.merge(of(Arrays.copyOfRange(rows, from, to)));
            from = to;
        }
        assertNear(expected(rows), merged.standardisation());
    }

    /** Shards are measured on any machine and merged by the driver: what travels must be the same bits. */
    @Test
    void whatTravelsIsMergedToTheSameBits() {
        float[] rows = random(60);
        ColumnMoments here = new ColumnMoments(COLUMNS);
        ColumnMoments there = new ColumnMoments(COLUMNS);
        for (int from = 0; from < rows.length; from += 5 * COLUMNS) {
            ColumnMoments part = of(Arrays.copyOfRange(rows, from, from + 5 * COLUMNS));
            here.merge(part);
            there.merge(ColumnMoments.fromNumbers(part.toNumbers()));
        }
        assertArrayEquals(here.toNumbers(), there.toNumbers());
        assertEquals(here.standardisation(), there.standardisation());
    }

    @Test
    void aPartWithoutRowsChangesNoBit() {
        ColumnMoments moments = of(random(20));
        long[] before = moments.toNumbers();
        moments.merge(new ColumnMoments(COLUMNS));
        moments.merge(of(Float.NaN, Float.NaN, Float.NaN));
        assertArrayEquals(before, moments.toNumbers());
        ColumnMoments first = new ColumnMoments(COLUMNS);
        first.merge(moments);
        assertArrayEquals(before, first.toNumbers());
    }

    @Test
    void aColumnThatNeverChangesOrNeverComesIsOnlyShifted() {
        Standardisation found =
                of(7, Float.NaN, 1, 7, Float.NaN, 3, 7, Float.NaN, Float.NaN).standardisation();
        assertArrayEquals(new float[] {7, 0, 2}, found.mean());
        assertArrayEquals(new float[] {1, 1, 1}, found.scale());
    }

    /** A variance whose root has no float above it would make every number infinite. */
    @Test
    void aSpreadTooSmallToDivideByIsLeftAsItIs() {
        Standardisation found = of(0, 0, 0, Float.MIN_VALUE, 1e-30f, 0).standardisation();
        assertEquals(1, found.scale()[0]);
        assertEquals(2e30f, found.scale()[1], 1e24f);
    }
}
