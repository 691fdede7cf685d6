package dev.unroll.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ClipTest {
    @Test
    void theNormOfThreeAndFourIsFive() {
        assertEquals(5, Clip.norm(new float[] {3f, 0f, -4f}));
        assertEquals(0, Clip.norm(new float[0]));
    }

    @Test
    void theNormHasTheShapeOfSixteenPartials() {
        long seed = 5;
        Random random = new Random(seed);
        for (int size = 0; size < 70; size++) {
            float[] values = new float[size];
            double[] p = new double[16];
            for (int i = 0; i < size; i++) {
                values[i] = (float) StrictMath.exp(10 * random.nextGaussian());
                p[i % 16] += (double) values[i] * values[i];
            }
            double expected = (((p[0] + p[8]) + (p[4] + p[12])) + ((p[2] + p[10]) + (p[6] + p[14])))
                    + (((p[1] + p[9]) + (p[5] + p[13])) + ((p[3] + p[11]) + (p[7] + p[15])));
            assertEquals(Math.sqrt(expected), Clip.norm(values), "seed " + seed + " size " + size);
        }
    }

    @Test
    void aNormThatOverflowsFloatIsStillMeasured() {
        assertEquals(5e30, Clip.norm(new float[] {3e30f, 4e30f}), 1e24);
    }

    @Test
    void aLongGradientIsScaledToTheLimitAndAShortOneLeftAlone() {
        float[] gradient = {3f, 0f, -4f};
        assertEquals(5, Clip.byNorm(gradient, 0.5));
        assertArrayEquals(new float[] {0.3f, 0f, -0.4f}, gradient, 1e-7f);
        float[] within = gradient.clone();
        assertEquals(0.5, Clip.byNorm(within, 0.75), 1e-7);
        assertArrayEquals(gradient, within);
        assertEquals(0.5, Clip.byNorm(within, Double.POSITIVE_INFINITY), 1e-7);
        assertArrayEquals(gradient, within);
    }

    @Test
    void eachValueIsLimitedOnBothSides() {
        float[] gradient = {3f, 0.25f, -4f, -0.5f};
        Clip.byValue(gradient, 0.5);
        assertArrayEquals(new float[] {0.5f, 0.25f, -0.5f, -0.5f}, gradient);
    }

    @Test
    void theFirstNonFiniteElementIsFound() {
        assertEquals(-1, Clip.firstNonFinite(new float[] {1f, -Float.MAX_VALUE, Float.MIN_VALUE}));
        assertEquals(1, Clip.firstNonFinite(new float[] {1f, Float.NaN, Float.POSITIVE_INFINITY}));
        assertEquals(2, Clip.firstNonFinite(new float[] {1f, 0f, Float.NEGATIVE_INFINITY}));
    }
}
