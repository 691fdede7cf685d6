package dev.unroll.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class OuterOptimizerTest {
    @Test
    void rateOneWithoutMomentumIsThePlainAverage() {
        OuterOptimizer outer = new OuterOptimizer(1, 0, 2);
        float[] weights = {1f, -2f};
        outer.step(weights, new float[] {0.5f, 0.25f});
        assertArrayEquals(new float[] {1.5f, -1.75f}, weights);
        assertEquals(0, outer.state().length);
    }

    @Test
    void momentumFollowsDiLoCo() {
        // arXiv:2311.08105, algorithm 1 with Nesterov momentum on the outer gradient old - mean(new).
        double[] differences = {0.5, -0.25, 1};
        OuterOptimizer outer = new OuterOptimizer(0.7, 0.9, 1);
        float[] weights = {2f};
        double expected = 2;
        double velocity = 0;
        for (double difference : differences) {
            double outerGradient = -difference;
            velocity = 0.9 * velocity + outerGradient;
            expected -= 0.7 * (outerGradient + 0.9 * velocity);
            outer.step(weights, new float[] {(float) difference});
            assertEquals(expected, weights[0], 1e-6);
        }
        assertEquals(-velocity, outer.state()[0][0], 1e-6);
    }

    @Test
    void aCopiedVelocityGoesOnWithTheSameBits() {
        OuterOptimizer first = new OuterOptimizer(0.7, 0.9, 1);
        float[] weights = {2f};
        first.step(weights, new float[] {0.5f});
        OuterOptimizer second = new OuterOptimizer(0.7, 0.9, 1);
        second.state()[0][0] = first.state()[0][0];
        float[] twin = weights.clone();
        first.step(weights, new float[] {-0.1f});
        second.step(twin, new float[] {-0.1f});
        assertArrayEquals(weights, twin);
    }
}
