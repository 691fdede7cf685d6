package dev.unroll.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.unroll.nn.Loss;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FoldTest {
    private static final long SEED = 5;

    @Test
    void arrivalOrderDoesNotChangeABit() {
        Random random = new Random(SEED);
        for (int workers = 1; workers <= 21; workers++) {
            float[][] values = new float[workers][7];
            for (float[] row : values) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = (float) StrictMath.exp(20 * random.nextDouble() - 10) * (random.nextBoolean() ? 1 : -1);
                }
            }
            float[] expected = recursive(values, 0, workers);
            for (int trial = 0; trial < 5; trial++) {
                List<Integer> order = new ArrayList<>();
                for (int w = 0; w < workers; w++) {
                    order.add(w);
                }
                Collections.shuffle(order, random);
                Fold fold = new Fold(workers);
                for (int w : order) {
                    fold.add(w, GradientSum.dense(values[w].clone(), new Loss(w, 1)));
                }
                assertArrayEquals(expected, fold.sum().values(), "workers " + workers + " seed " + SEED);
                assertEquals(workers, fold.sum().loss().terms());
            }
        }
    }

    /** The tree by its definition: split at the largest power of two below n. */
    private static float[] recursive(float[][] values, int from, int to) {
        if (to - from == 1) {
            return values[from].clone();
        }
        int split = Integer.highestOneBit(to - from - 1);
        float[] left = recursive(values, from, from + split);
        float[] right = recursive(values, from + split, to);
        for (int i = 0; i < left.length; i++) {
            left[i] += right[i];
        }
        return left;
    }

    @Test
    void aWorkerWithoutTermsLeavesTheOtherSideAsItIs() {
        Fold fold = new Fold(3);
        fold.add(1, GradientSum.dense(new float[] {-0f, 3}, new Loss(2, 4)));
        fold.add(0, GradientSum.dense(new float[0], Loss.NONE));
        fold.add(2, GradientSum.dense(new float[0], Loss.NONE));
        assertArrayEquals(new float[] {-0f, 3}, fold.sum().values());
        assertEquals(4, fold.sum().loss().terms());
    }

    @Test
    void aMissingWorkerIsNoticed() {
        Fold fold = new Fold(2);
        fold.add(0, GradientSum.dense(new float[] {1}, new Loss(1, 1)));
        assertThrows(IllegalStateException.class, fold::sum);
    }

    @Test
    void untouchedRowsNeitherTravelNorCount() {
        GradientSum.SparseRows rows = new GradientSum.SparseRows(1, 3, 2);
        GradientSum one = new GradientSum(new float[] {1, 2, 3, 0, 0, -0f, -0f, 8}, rows, bits(0, 2), new Loss(0.5, 2));
        GradientSum two =
                new GradientSum(new float[] {10, 20, 30, 40, 50, 0, 0, 80}, rows, bits(0, 1), new Loss(0.25, 3));
        int dense = GradientSum.dense(new float[8], new Loss(0, 1)).toBytes().length;
        assertEquals(dense + 8 - 2 * 4, one.toBytes().length, "one word of bits more, two numbers less");
        GradientSum sum = GradientSum.fromBytes(one.toBytes()).plus(GradientSum.fromBytes(two.toBytes()));
        assertArrayEquals(new float[] {11, 22, 33, 40, 50, -0f, -0f, 88}, sum.values());
        assertEquals(new Loss(0.75, 5), sum.loss());
        assertArrayEquals(new float[] {2.2f, 4.4f, 6.6f, 8f, 10f, -0f, -0f, 17.6f}, sum.mean(), 1e-6f);
    }

    @Test
    void theMeanIsByWeightNotByTerms() {
        GradientSum one = GradientSum.dense(new float[] {1, 5}, new Loss(3, 0.5, 7));
        GradientSum sum = one.plus(GradientSum.dense(new float[] {3, 1}, new Loss(1, 1.5, 2)));
        assertEquals(new Loss(4, 2, 9), sum.loss());
        assertEquals(2, sum.loss().mean());
        assertArrayEquals(new float[] {2, 3}, sum.mean());
    }

    @Test
    void whatHasNoWeightLeavesTheOtherSideAsItIs() {
        float[] values = {-0f, 4};
        GradientSum weightless = GradientSum.dense(new float[2], new Loss(0, 0, 3));
        assertArrayEquals(
                values,
                GradientSum.dense(values.clone(), new Loss(1, 1))
                        .plus(weightless)
                        .values());
        assertArrayEquals(
                values,
                weightless
                        .plus(GradientSum.dense(values.clone(), new Loss(1, 1)))
                        .values());
        assertArrayEquals(new float[2], weightless.mean());
    }

    @Test
    void anEncodedSumIsTheSame() {
        GradientSum sum = GradientSum.dense(new float[] {1.5f, -0f, Float.MIN_VALUE}, new Loss(-3, 4.25, 9));
        GradientSum back = GradientSum.fromBytes(sum.toBytes());
        assertArrayEquals(sum.values(), back.values());
        assertEquals(sum.loss(), back.loss());
        assertThrows(IllegalArgumentException.class, () -> GradientSum.fromBytes(new byte[64]));
    }

    private static BitSet bits(int... set) {
        BitSet bits = new BitSet();
        for (int bit : set) {
            bits.set(bit);
        }
        return bits;
    }
}
