package dev.unroll.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.math.RandomStream.Purpose;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DropoutTest {
    private static final Dropout.Place PLACE = new Dropout.Place(Purpose.INPUT_DROPOUT, 1, 50);

    @Test
    void keptUnitsAreScaledSoThatTheMeanStays() {
        float[] mask = new Dropout(3, 0, 1, 0, 0, 0).mask(PLACE, new long[] {0, 1, 2, 3, 4, 5, 6, 7}, 0.25);
        double sum = 0;
        for (float m : mask) {
            assertTrue(m == 0 || m == (float) (1 / 0.75));
            sum += m;
        }
        assertEquals(1, sum / mask.length, 0.1);
    }

    @Test
    void aMaskDependsOnTheLanesOwnNumberAlone() {
        Dropout dropout = new Dropout(3, 0, 1, 0, 0, 0);
        float[] together = dropout.mask(PLACE, new long[] {5, 9, 2}, 0.5);
        assertArrayEquals(Arrays.copyOfRange(together, 50, 100), dropout.mask(PLACE, new long[] {9}, 0.5));
    }

    @Test
    void everyPartOfTheNameMatters() {
        long[] lane = {0};
        float[] mask = new Dropout(3, 4, 5, 6, 7, 8).mask(PLACE, lane, 0.5);
        Dropout[] others = {
            new Dropout(0, 4, 5, 6, 7, 8),
            new Dropout(3, 0, 5, 6, 7, 8),
            new Dropout(3, 4, 0, 6, 7, 8),
            new Dropout(3, 4, 5, 0, 7, 8),
            new Dropout(3, 4, 5, 6, 0, 8),
            new Dropout(3, 4, 5, 6, 7, 0)
        };
        for (Dropout other : others) {
            assertFalse(Arrays.equals(mask, other.mask(PLACE, lane, 0.5)), other.toString());
        }
    }

    @Test
    void noProbabilityIsNoMask() {
        assertEquals(0, new Dropout(3, 0, 1, 0, 0, 0).mask(PLACE, new long[] {0}, 0).length);
    }
}
