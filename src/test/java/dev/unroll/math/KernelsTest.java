package dev.unroll.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class KernelsTest {
    private final Kernels kernels = Kernels.best();

    @Test
    void theLargestElementIsFoundAnywhere() {
        for (int count = 1; count < 40; count++) {
            for (int at = 0; at < count; at++) {
                float[] x = new float[count + 2];
                Arrays.fill(x, -3f);
                x[0] = 9f;
                x[count + 1] = 9f;
                x[1 + at] = -1f;
                assertEquals(-1f, kernels.max(x, 1, count));
                x[1 + at] = Float.NaN;
                assertTrue(Float.isNaN(kernels.max(x, 1, count)), count + " elements, NaN at " + at);
            }
        }
        assertEquals(Float.NEGATIVE_INFINITY, kernels.max(new float[3], 1, 0));
    }

    @Test
    void tinyElementsBecomePositiveZeroAndNothingElseChanges() {
        float tiny = 0x1p-100f;
        float[] x = {tiny, -tiny, Math.nextDown(tiny), -Math.nextDown(tiny), Float.MIN_VALUE, -0f, 1f, Float.NaN, -1e30f
        };
        float[] expected = {tiny, -tiny, 0f, 0f, 0f, 0f, 1f, Float.NaN, -1e30f};
        kernels.flushTiny(x, 0, x.length);
        assertArrayEquals(expected, x);
        assertEquals(0, Float.floatToRawIntBits(x[5]));
    }

    @Test
    void squaresAreSummedExactlyUpToTheRoundingOfDouble() {
        float[] x = new float[103];
        double expected = 0;
        for (int i = 0; i < 100; i++) {
            x[2 + i] = i - 31;
            expected += (i - 31) * (i - 31);
        }
        x[1] = Float.NaN;
        assertEquals(expected, Kernels.sumOfSquares(x, 2, 100));
        assertEquals(1e60, Kernels.sumOfSquares(new float[] {1e30f}, 0, 1), 1e53);
        assertEquals(0, Kernels.sumOfSquares(x, 2, 0));
    }

    /** 2^53 in partial 0; a one that follows it there is lost, a one in another partial is not lost when four are added. */
    @Test
    void sumOfSquaresGoesThroughSixteenPartials() {
        float[] x = new float[20];
        x[0] = 0x1p27f;
        x[1] = 1f;
        x[9] = 1f;
        x[16] = 1f;
        assertEquals(0x1p54 + 0, Kernels.sumOfSquares(x, 0, 17));
        x[0] = 0x1p26f;
        assertEquals(0x1p52 + 3, Kernels.sumOfSquares(x, 0, 17));
    }

    @Test
    void extentsOfZeroChangeNothing() {
        float[] c = {1, 2, 3, 4};
        PackedMatrix none = kernels.allocate(0, 2);
        kernels.pack(Matrix.dense(new float[0], 2), none);
        kernels.multiply(2, Matrix.dense(new float[0], 0), none, Matrix.dense(c, 2));
        kernels.multiply(0, Matrix.dense(new float[0], 3), kernels.allocate(3, 2), Matrix.dense(c, 2));
        kernels.multiply(2, Matrix.dense(new float[6], 3), kernels.allocate(3, 0), Matrix.dense(c, 2));
        kernels.multiplyTransposed(
                new Kernels.Shape(2, 2, 0),
                Matrix.dense(new float[0], 2),
                Matrix.dense(new float[0], 2),
                Matrix.dense(c, 2));
        assertArrayEquals(new float[] {1, 2, 3, 4}, c);
    }

    @Test
    void aPackedMatrixMayBePackedAgain() {
        PackedMatrix packed = kernels.allocate(1, 3);
        kernels.pack(Matrix.dense(new float[] {7, 8, 9}, 3), packed);
        kernels.packTransposed(Matrix.dense(new float[] {1, 2, 3}, 1), packed);
        float[] c = new float[3];
        kernels.multiply(1, Matrix.dense(new float[] {2}, 1), packed, Matrix.dense(c, 3));
        assertArrayEquals(new float[] {2, 4, 6}, c);
    }
}
