package dev.unroll.train.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ClassCountsTest {
    private static final long SEED = 50;

    /** Two rows with labels {0, 1} and {1}, said {0} and {1, 2}: F1 is 1, 2/3 and 0; 2 * 2 / (3 + 3) over all. */
    @Test
    void classesThatMeetInARowAreAsCalculatedByHand() {
        ClassCounts counts = new ClassCounts(4);
        counts.addOne(0, true, true);
        counts.addOne(1, true, false);
        counts.addOne(2, false, false);
        counts.addOne(0, false, false);
        counts.addOne(1, true, true);
        counts.addOne(2, false, true);
        assertEquals(new Matches(1, 0, 0), counts.matches(0));
        assertEquals(new Matches(1, 0, 1), counts.matches(1));
        assertEquals(new Matches(0, 1, 0), counts.matches(2));
        assertEquals((1 + 2.0 / 3 + 0) / 3, counts.macroF1(), 1e-15, "of the classes that occur");
        assertEquals(4.0 / 6, counts.microF1());
    }

    @Test
    void whileNoClassOccursEveryFigureIsUnknown() {
        ClassCounts counts = new ClassCounts(2);
        counts.addOne(1, false, false);
        for (double figure : new double[] {counts.accuracy(), counts.macroF1(), counts.microF1(), counts.mcc()}) {
            assertTrue(Double.isNaN(figure));
        }
    }

    @Test
    void figuresAreThoseOfTheMatrixInAnyGrouping() {
        Random random = new Random(SEED);
        for (int classes = 1; classes <= 5; classes++) {
            ConfusionMatrix matrix = new ConfusionMatrix(classes);
            ClassCounts[] parts = {new ClassCounts(classes), new ClassCounts(classes)};
            ClassCounts whole = new ClassCounts(classes);
            for (int row = 0; row < 80; row++) {
                int truth = random.nextInt(classes);
                int said = random.nextBoolean() ? truth : random.nextInt(classes);
                matrix.add(truth, said);
                whole.add(truth, said);
                parts[random.nextInt(2)].add(truth, said);
            }
            parts[1].merge(ClassCounts.fromBytes(parts[0].toBytes()));
            assertArrayEquals(whole.toBytes(), parts[1].toBytes(), "seed " + SEED);
            for (int k = 0; k < classes; k++) {
                assertEquals(matrix.matches(k), whole.matches(k), "seed " + SEED);
            }
            assertEquals(matrix.accuracy(), whole.microF1(), "seed " + SEED);
            assertEquals(matrix.mcc(), ClassCounts.ofCounts(whole.counts()).mcc(), "seed " + SEED);
            assertEquals(classes, whole.classes());
        }
    }

    @Test
    void whatDoesNotFitIsRefused() {
        ClassCounts counts = new ClassCounts(3);
        assertThrows(IllegalArgumentException.class, () -> counts.add(3, 0));
        assertThrows(IllegalArgumentException.class, () -> counts.add(0, -1));
        assertThrows(IllegalArgumentException.class, () -> counts.merge(new ClassCounts(2)));
        assertThrows(IllegalArgumentException.class, () -> new ClassCounts(0));
        assertThrows(IllegalArgumentException.class, () -> ClassCounts.ofCounts(new long[4]));
        assertThrows(IllegalArgumentException.class, () -> ClassCounts.ofCounts(new long[0]));
    }

    @Test
    void damagedBytesAreRefused() {
        ClassCounts counts = new ClassCounts(3);
        counts.add(1, 2);
        counts.add(1, 1);
        Encoded.assertSafe(counts.toBytes(), ClassCounts::fromBytes, ClassCounts::toBytes);
        int magic = 0x31434355;
        Encoded.assertRefused(new Encoding.Writer(magic).put(0), ClassCounts::fromBytes);
        Encoded.assertRefused(new Encoding.Writer(magic).put(1).put(0L, 1L), ClassCounts::fromBytes);
        Encoded.assertRefused(new Encoding.Writer(magic).put(1).put(2L, 1L, 2L), ClassCounts::fromBytes);
        Encoded.assertRefused(new Encoding.Writer(magic).put(1).put(2L, 2L, 1L), ClassCounts::fromBytes);
        Encoded.assertRefused(new Encoding.Writer(magic).put(1).put(0L, 0L, -1L), ClassCounts::fromBytes);
    }
}
