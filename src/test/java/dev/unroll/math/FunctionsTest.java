package dev.unroll.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.math.FunctionSweep.Subject;
import dev.unroll.math.RandomStream.Purpose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FunctionsTest {
    @Test
    void everyFewThousandthFloatIsWithinTheLimits() {
        holdToTheLimits(Kernels.best(), 4099);
        holdToTheLimits(new ScalarKernels(), 4099);
    }

    /** All 2^32 floats, about a quarter of an hour; prints the greatest errors. */
    @Test
    @Tag("exhaustive")
    void everyFloatIsWithinTheLimits() {
        holdToTheLimits(Kernels.best(), 1);
    }

    private static void holdToTheLimits(Kernels kernels, int step) {
        for (Subject subject : Subject.values()) {
            FunctionSweep sweep = new FunctionSweep(subject, kernels).run(step);
            System.out.println(sweep);
            assertEquals("", sweep.violation);
            assertTrue(sweep.maxUlp <= (subject == Subject.EXP ? 2 : 4), sweep.toString());
            assertTrue(subject == Subject.EXP || sweep.maxAbsolute <= 1e-7, sweep.toString());
        }
    }

    /** What makes exp monotone where n steps up by one: the largest remainder gives at most twice the smallest. */
    @Test
    void thePolynomialOfExpMeetsItselfAtTheSeam() {
        float largest = Functions.exp(Math.nextDown(0f));
        assertEquals(1f, Functions.exp(0f));
        assertEquals(1f, largest);
        assertEquals(Functions.LN2_HIGH, Math.fma(-1f, -Functions.LN2_LOW, Functions.LN2_HIGH));
    }

    @Test
    void limitsAreExact() {
        assertEquals(0f, Functions.exp(Float.NEGATIVE_INFINITY));
        assertEquals(Float.POSITIVE_INFINITY, Functions.exp(Float.POSITIVE_INFINITY));
        assertEquals(Float.MIN_VALUE, Functions.exp(-103.5f));
        assertEquals(1f, Functions.exp(-0f));
        assertEquals(0.5f, Functions.sigmoid(0f));
        assertEquals(0.5f, Functions.sigmoid(-0f));
        assertEquals(1f, Functions.sigmoid(20f));
        assertEquals(Float.MIN_VALUE, Functions.sigmoid(-103.5f));
        assertEquals(0f, Functions.sigmoid(Float.NEGATIVE_INFINITY));
        assertEquals(1f, Functions.tanh(9.1f));
        assertEquals(-1f, Functions.tanh(Float.NEGATIVE_INFINITY));
    }

    @Test
    void tanhIsOddAndKeepsTheSmallestNumbers() {
        for (long bits = 0; bits <= 0x7f800000L; bits += 4099) {
            float x = Float.intBitsToFloat((int) bits);
            assertEquals(
                    Float.floatToRawIntBits(-Functions.tanh(x)),
                    Float.floatToRawIntBits(Functions.tanh(-x)),
                    () -> "tanh(" + x + ")");
        }
        assertEquals(Float.MIN_VALUE, Functions.tanh(Float.MIN_VALUE));
        assertEquals(Integer.MIN_VALUE, Float.floatToRawIntBits(Functions.tanh(-0f)));
    }

    /** Where the formulas of log change: around 1, sqrt(2) and its half, the ends of the range; and all over it. */
    @Test
    void logIsThatOfStrictMath() {
        double[] corners = {
            0,
            -0.0,
            1,
            2,
            0.5,
            Math.sqrt(2),
            Math.sqrt(0.5),
            Double.MIN_VALUE,
            Double.MIN_NORMAL,
            Double.MAX_VALUE,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.NaN,
            -1,
            10,
            1 + 0x1p-20,
            1 - 0x1p-20,
            0x1p-1040
        };
        for (double corner : corners) {
            double x = corner;
            for (int i = 0; i < 1000; i++) {
                x = Math.nextDown(x);
            }
            for (int i = 0; i < 2000; i++) {
                sameLog(x);
                x = Math.nextUp(x);
            }
            sameLog(corner);
        }
        RandomStream stream = RandomStream.of(1993, Purpose.CHECK);
        for (int i = 0; i < 1_000_000; i++) {
            sameLog(Double.longBitsToDouble(stream.bits(0, i)));
            sameLog(stream.uniformDouble(1, i));
            sameLog(2 * stream.uniform(2, i));
        }
    }

    private static void sameLog(double x) {
        assertEquals(StrictMath.log(x), Functions.log(x), () -> "x = " + Double.toHexString(x));
    }
}
