package dev.unroll.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PermutationTest {
    /** Computed by thirty lines of Python (Philox4x32-10, the cascade over the name, Fisher and Yates). */
    @Test
    void ordersNeverChange() {
        assertArrayEquals(new int[] {3, 5, 4, 9, 1, 2, 11, 8, 7, 6, 10, 0}, Permutation.ofShards(1, 0, 12));
        assertArrayEquals(new int[] {3, 5, 1, 0, 8, 4, 6, 9, 7, 2, 10, 11}, Permutation.ofShards(1, 1, 12));
        assertArrayEquals(new int[] {5, 9, 4, 2, 3, 6, 1, 0, 7, 8}, Permutation.ofRecords(7, 3, 5, 10));
    }

    @Test
    void everyElementIsThereOnce() {
        for (int size = 0; size < 50; size++) {
            int[] order = Permutation.ofRecords(3, 4, 5, size);
            Arrays.sort(order);
            for (int i = 0; i < size; i++) {
                assertEquals(i, order[i]);
            }
        }
    }

    @Test
    void everyPlaceIsEquallyLikely() {
        // 12,000 orders of 6: 2,000 expected in each cell, standard deviation 41; five of them are allowed.
        int[][] seen = new int[6][6];
        for (int epoch = 0; epoch < 12_000; epoch++) {
            int[] order = Permutation.ofShards(9, epoch, 6);
            for (int place = 0; place < 6; place++) {
                seen[place][order[place]]++;
            }
        }
        for (int[] row : seen) {
            for (int count : row) {
                assertTrue(Math.abs(count - 2000) < 205, Arrays.deepToString(seen));
            }
        }
    }
}
