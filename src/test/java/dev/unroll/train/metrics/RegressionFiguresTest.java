package dev.unroll.train.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RegressionFiguresTest {
    private static final long SEED = 47;

    private static RegressionFigures of(double[][] truth, double[][] predicted) {
        RegressionFigures figures = new RegressionFigures(truth[0].length);
        for (int i = 0; i < truth.length; i++) {
            figures.add(truth[i], predicted[i]);
        }
        return figures;
    }

    /**
     * The example of scikit-learn's r2_score. By hand: errors -0.5, 0.5, 0, 1, so MAE 2/4 and sum of squares 1.5; y has mean 2.875 and
     * squared deviations 29.1875.
     */
    @Test
    void fourNumbersAreAsCalculatedByHand() {
        RegressionFigures figures = of(new double[][] {{3}, {-0.5}, {2}, {7}}, new double[][] {{2.5}, {0.0}, {2}, {8}});
        assertEquals(0.5, figures.mae());
        assertEquals(Math.sqrt(1.5 / 4), figures.rmse());
        assertEquals(1 - 1.5 / 29.1875, figures.r2(), 1e-15);
        assertEquals(4, figures.terms());
        assertEquals(figures.rmse(), figures.byName().get("rmse"));
        assertEquals(figures.mae(), figures.byName().get("mae"));
        assertEquals(figures.r2(), figures.byName().get("r2"));
    }

    /**
     * By hand: output 0 has errors -0.5, 0, 1, mean 13/6, squared deviations (100 + 361 + 841) / 36 = 217/6 = 36.1667; output 1 has errors
     * 1, 1 and a missing row; its y are 1 and 3, squared deviations 2.
     */
    @Test
    void outputsAreSeparateAndMissingNumbersDoNotCount() {
        RegressionFigures figures =
                of(new double[][] {{0.5, 1}, {-1, Double.NaN}, {7, 3}}, new double[][] {{0, 2}, {-1, 99}, {8, 4}});
        assertEquals(3, figures.terms(0));
        assertEquals(2, figures.terms(1));
        assertEquals(1.5 / 3, figures.mae(0), 1e-15);
        assertEquals(Math.sqrt(1.25 / 3), figures.rmse(0), 1e-15);
        assertEquals(1 - 1.25 / (217.0 / 6), figures.r2(0), 1e-15);
        assertEquals(1, figures.mae(1));
        assertEquals(1, figures.rmse(1));
        assertEquals(0, figures.r2(1), "1 - 2 / 2");
        assertEquals(3.5 / 5, figures.mae(), 1e-15);
        assertEquals(Math.sqrt(3.25 / 5), figures.rmse(), 1e-15);
        assertEquals((1 - 1.25 / (217.0 / 6)) / 2, figures.r2(), 1e-15);
    }

    @Test
    void withoutTermsEveryFigureIsUnknown() {
        RegressionFigures figures = new RegressionFigures(2);
        figures.byName().forEach((name, value) -> assertTrue(value.isNaN(), name));
        figures.add(new double[] {4, Double.NaN}, new double[] {5, 6});
        assertTrue(Double.isNaN(figures.rmse(1)) && Double.isNaN(figures.mae(1)) && Double.isNaN(figures.r2(1)));
        assertEquals(1, figures.rmse(), "of the output that has terms");
        assertEquals(0, figures.r2());
    }

    @Test
    void aTruthThatNeverVariesHasNothingToExplain() {
        RegressionFigures figures = of(new double[][] {{0.1}, {0.1}, {0.1}}, new double[][] {{0.1}, {0.2}, {0.1}});
        figures.merge(of(new double[][] {{0.1}, {0.1}}, new double[][] {{0.1}, {0.1}}));
        assertEquals(0, figures.r2());
    }

    /** One pass over y^2 would lose every digit: y is 1e9 + {0, 1, 2}, squared deviations 2. */
    @Test
    void aLargeMeanDoesNotCancel() {
        RegressionFigures figures = new RegressionFigures(1);
        for (int i = 0; i < 3; i++) {
            RegressionFigures row = new RegressionFigures(1);
            row.add(new double[] {1e9 + i}, new double[] {1e9 + 1});
            figures.merge(row);
        }
        assertEquals(0, figures.r2(), 1e-9);
        assertEquals(Math.sqrt(2.0 / 3), figures.rmse(), 1e-12);
    }

    private static double r2(double[][] truth, double[][] predicted, int k) {
        double mean = 0;
        for (double[] row : truth) {
            mean += row[k] / truth.length;
        }
        double left = 0;
        double all = 0;
        for (int i = 0; i < truth.length; i++) {
            left += (predicted[i][k] - truth[i][k]) * (predicted[i][k] - truth[i][k]);
            all += (truth[i][k] - mean) * (truth[i][k] - mean);
        }
        return 1 - left / all;
    }

    @Test
    void randomRowsFollowTheDefinitionsInPartsOfAnySize() {
        Random random = new Random(SEED);
        int rows = 500;
        int outputs = 3;
        double[][] truth = new double[rows][outputs];
        double[][] predicted = new double[rows][outputs];
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < outputs; k++) {
                truth[i][k] = 1000 * k + (1 + k) * random.nextGaussian();
                predicted[i][k] = truth[i][k] + 0.5 * random.nextGaussian();
            }
        }
        RegressionFigures whole = of(truth, predicted);
        RegressionFigures merged = new RegressionFigures(outputs);
        RegressionFigures part = new RegressionFigures(outputs);
        for (int i = 0; i < rows; i++) {
            part.add(truth[i], predicted[i]);
            if (random.nextInt(30) == 0) {
                merged.merge(RegressionFigures.fromBytes(part.toBytes()));
                part = new RegressionFigures(outputs);
            }
        }
        merged.merge(part);
        double mean = 0;
        for (int k = 0; k < outputs; k++) {
            double expected = r2(truth, predicted, k);
            assertEquals(expected, whole.r2(k), 1e-9, "seed " + SEED);
            assertEquals(expected, merged.r2(k), 1e-9, "seed " + SEED);
            assertEquals(whole.rmse(k), merged.rmse(k), 1e-12, "seed " + SEED);
            assertEquals(whole.mae(k), merged.mae(k), 1e-12, "seed " + SEED);
            mean += expected / outputs;
        }
        assertEquals(mean, merged.r2(), 1e-9, "seed " + SEED);
        assertEquals(rows * outputs, merged.terms());
    }

    @Test
    void mergingWithNothingChangesNoBit() {
        RegressionFigures figures = of(new double[][] {{0.1}, {0.7}}, new double[][] {{0.3}, {0.4}});
        RegressionFigures empty = new RegressionFigures(1);
        byte[] bytes = figures.toBytes();
        figures.merge(empty);
        assertArrayEquals(bytes, figures.toBytes());
        empty.merge(figures);
        assertArrayEquals(bytes, empty.toBytes());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        RegressionFigures figures = new RegressionFigures(2);
        assertThrows(IllegalArgumentException.class, () -> figures.add(new double[1], new double[2]));
        assertThrows(IllegalArgumentException.class, () -> figures.add(new double[2], new double[3]));
        assertThrows(IllegalArgumentException.class, () -> figures.merge(new RegressionFigures(1)));
        assertThrows(IllegalArgumentException.class, () -> new RegressionFigures(0));
    }

    @Test
    void damagedBytesAreRefused() {
        RegressionFigures figures = of(new double[][] {{0.5, 1}, {7, 3}}, new double[][] {{0, 2}, {8, 4}});
        Encoded.assertSafe(figures.toBytes(), RegressionFigures::fromBytes, RegressionFigures::toBytes);
        int magic = 0x31464755;
        Encoded.assertRefused(new Encoding.Writer(magic).put(0), RegressionFigures::fromBytes);
        Encoded.assertRefused(new Encoding.Writer(magic).put(Integer.MAX_VALUE), RegressionFigures::fromBytes);
        Encoded.assertRefused(
                new Encoding.Writer(magic).put(1).put(-1L).put(0.0, 0.0, 0.0, 0.0), RegressionFigures::fromBytes);
    }
}
