package dev.unroll.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.spec.OptimizerSpec;
import dev.unroll.spec.OptimizerSpec.Kind;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Each rule against its equations, written out once more in double and in the textbook's own order. */
class OptimizerTest {
    private static final float[][] GRADIENTS = {{0.5f, -0.25f, 0f}, {-1f, 0.125f, 0f}, {0.25f, 2f, 1e-3f}};
    private static final double[] RATES = {0.1, 0.05, 0.2};

    private static OptimizerSpec spec(Kind kind, double momentum, boolean nesterov, double decay) {
        return new OptimizerSpec(kind, momentum, nesterov, decay, 0.9, 0.999, 1e-8);
    }

    private static float[] start() {
        return new float[] {1f, -2f, 0.5f};
    }

    private static float[] run(Optimizer optimizer) {
        float[] weights = start();
        for (int t = 0; t < GRADIENTS.length; t++) {
            optimizer.step(weights, GRADIENTS[t].clone(), RATES[t]);
        }
        return weights;
    }

    /** One weight's life under a rule written for one number at a time. */
    private interface Oracle {
        double step(double weight, double gradient, double rate);
    }

    private static void assertFollows(Optimizer optimizer, Supplier<Oracle> oracle) {
        float[] actual = run(optimizer);
        for (int i = 0; i < actual.length; i++) {
            Oracle rule = oracle.get();
            double weight = start()[i];
            for (int t = 0; t < GRADIENTS.length; t++) {
                weight = rule.step(weight, GRADIENTS[t][i], RATES[t]);
            }
            assertEquals(weight, actual[i], 1e-6, "element " + i);
        }
    }

    @Test
    void plainDescentSubtractsRateTimesGradient() {
        assertFollows(Optimizer.of(spec(Kind.SGD, 0, false, 0), 3), () -> (w, g, rate) -> w - rate * g);
    }

    @Test
    void coupledDecayIsPartOfTheGradient() {
        assertFollows(Optimizer.of(spec(Kind.SGD, 0, false, 0.3), 3), () -> (w, g, rate) -> w - rate * (g + 0.3 * w));
    }

    @Test
    void momentumAccumulatesGradients() {
        assertFollows(Optimizer.of(spec(Kind.SGD, 0.8, false, 0.3), 3), () -> new Oracle() {
            private double v;

            @Override
            public double step(double w, double g, double rate) {
                v = 0.8 * v + g + 0.3 * w;
                return w - rate * v;
            }
        });
    }

    @Test
    void nesterovLooksOneStepAhead() {
        assertFollows(Optimizer.of(spec(Kind.SGD, 0.8, true, 0), 3), () -> new Oracle() {
            private double v;

            @Override
            public double step(double w, double g, double rate) {
                v = 0.8 * v + g;
                return w - rate * (g + 0.8 * v);
            }
        });
    }

    /** Algorithm 1 of arXiv:1412.6980 with the corrected moments written out. */
    private static final class AdamOracle implements Oracle {
        private final double coupled;
        private final double decoupled;
        private double m;
        private double v;
        private int t;

        AdamOracle(double coupled, double decoupled) {
            this.coupled = coupled;
            this.decoupled = decoupled;
        }

        @Override
        public double step(double weight, double gradient, double rate) {
            double w = weight - rate * decoupled * weight;
            double g = gradient + coupled * w;
            t++;
            m = 0.9 * m + 0.1 * g;
            v = 0.999 * v + 0.001 * g * g;
            double mHat = m / (1 - Math.pow(0.9, t));
            double vHat = v / (1 - Math.pow(0.999, t));
            return w - rate * mHat / (Math.sqrt(vHat) + 1e-8);
        }
    }

    @Test
    void adamFollowsThePaper() {
        assertFollows(Optimizer.of(spec(Kind.ADAM, 0, false, 0), 3), () -> new AdamOracle(0, 0));
    }

    @Test
    void adamCouplesItsDecay() {
        assertFollows(Optimizer.of(spec(Kind.ADAM, 0, false, 0.3), 3), () -> new AdamOracle(0.3, 0));
    }

    @Test
    void adamWDecaysBeforeTheStep() {
        assertFollows(Optimizer.of(spec(Kind.ADAMW, 0, false, 0.3), 3), () -> new AdamOracle(0, 0.3));
    }

    @Test
    void adamsFirstStepIsTheRateInTheGradientsDirection() {
        float[] weights = {0f, 0f, 0f};
        Optimizer.of(spec(Kind.ADAM, 0, false, 0), 3).step(weights, new float[] {3f, -1e-3f, 0f}, 0.01);
        assertArrayEquals(new float[] {-0.01f, 0.01f, 0f}, weights, 1e-6f);
    }

    @Test
    void aStateCopiedElsewhereGoesOnWithTheSameBits() {
        long seed = 20240607;
        Random random = new Random(seed);
        for (OptimizerSpec spec : List.of(
                spec(Kind.SGD, 0, false, 0.01),
                spec(Kind.SGD, 0.9, true, 0.01),
                spec(Kind.ADAM, 0, false, 0.01),
                spec(Kind.ADAMW, 0, false, 0.01))) {
            int size = 37;
            Optimizer first = Optimizer.of(spec, size);
            Optimizer second = Optimizer.of(spec, size);
            float[] weights = gaussian(random, size);
            for (int t = 0; t < 5; t++) {
                first.step(weights, gaussian(random, size), 0.01);
            }
            float[] twin = weights.clone();
            assertEquals(first.stateNames().size(), first.state().length);
            for (int k = 0; k < first.state().length; k++) {
                System.arraycopy(first.state()[k], 0, second.state()[k], 0, size);
            }
            second.setSteps(first.steps());
            float[] gradient = gaussian(random, size);
            first.step(weights, gradient, 0.02);
            second.step(twin, gradient, 0.02);
            assertArrayEquals(weights, twin, "seed " + seed + " " + spec);
        }
    }

    @Test
    void anElementsBitsDoNotDependOnItsNeighbours() {
        long seed = 77;
        Random random = new Random(seed);
        int size = 131;
        for (Kind kind : Kind.values()) {
            OptimizerSpec spec = spec(kind, kind == Kind.SGD ? 0.9 : 0, false, 0.01);
            float[] weights = gaussian(random, size);
            float[] gradient = gaussian(random, size);
            float[] alone = weights.clone();
            Optimizer.of(spec, size).step(weights, gradient, 0.01);
            for (int i = 0; i < size; i++) {
                float[] one = {alone[i]};
                Optimizer.of(spec, 1).step(one, new float[] {gradient[i]}, 0.01);
                assertEquals(weights[i], one[0], "seed " + seed + " " + kind + " element " + i);
            }
        }
    }

    @Test
    void aForgottenMomentumNeverBecomesDenormal() {
        Optimizer adam = Optimizer.of(spec(Kind.ADAM, 0, false, 0), 1);
        float[] weights = {0f};
        adam.step(weights, new float[] {1e-4f}, 0.01);
        assertNotEquals(0f, adam.state()[0][0]);
        for (int t = 0; t < 1500; t++) {
            adam.step(weights, new float[] {0f}, 0.01);
            float moment = adam.state()[0][0];
            assertTrue(moment == 0 || moment >= Float.MIN_NORMAL, "step " + t + ": " + moment);
        }
        assertEquals(0f, adam.state()[0][0], 1e-29f);
    }

    private static float[] gaussian(Random random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
