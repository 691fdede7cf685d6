package dev.unroll.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class WeightAverageTest {
    @Test
    void theAverageIsTheWeightedMeanOfAllRounds() {
        double decay = 0.8;
        WeightAverage average = new WeightAverage(decay, 2);
        float[][] rounds = {{1f, -4f}, {3f, 0.5f}, {-2f, 8f}, {0.25f, 1f}};
        for (int n = 1; n <= rounds.length; n++) {
            average.add(rounds[n - 1]);
            for (int i = 0; i < 2; i++) {
                double sum = 0;
                double total = 0;
                for (int r = 1; r <= n; r++) {
                    double share = Math.pow(decay, n - r);
                    sum += share * rounds[r - 1][i];
                    total += share;
                }
                assertEquals(sum / total, average.weights()[i], 1e-6, "round " + n + " element " + i);
            }
        }
        assertEquals(4, average.rounds());
    }

    @Test
    void theFirstRoundIsTheAverage() {
        WeightAverage average = new WeightAverage(0.999, 3);
        average.add(new float[] {0.1f, -7f, 1e-30f});
        assertArrayEquals(new float[] {0.1f, -7f, 1e-30f}, average.weights());
    }

    @Test
    void aRestoredAverageGoesOnWithTheSameBits() {
        WeightAverage first = new WeightAverage(0.9, 1);
        first.add(new float[] {1f});
        first.add(new float[] {2f});
        WeightAverage second = new WeightAverage(0.9, 1);
        second.weights()[0] = first.weights()[0];
        second.setRounds(first.rounds());
        first.add(new float[] {5f});
        second.add(new float[] {5f});
        assertEquals(first.weights()[0], second.weights()[0]);
    }
}
