package dev.unroll.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.math.RandomStream.Purpose;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomStreamTest {
    /** The three vectors of philox4x32 with 10 rounds in the file kat_vectors of Random123 1.14. */
    @Test
    void philoxGivesThePublishedVectors() {
        assertArrayEquals(new int[] {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}, Philox.block(0, 0, 0));
        assertArrayEquals(new int[] {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}, Philox.block(-1, -1, -1));
        assertArrayEquals(
                new int[] {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1},
                Philox.block(0x299f31d0a4093822L, 0x0370734413198a2eL, 0x85a308d3243f6a88L));
    }

    /** Written down once; a change here would change every trained weight. */
    @Test
    void aNameAlwaysMeansTheSameStream() {
        RandomStream stream = RandomStream.of(42, Purpose.INPUT_DROPOUT, 1, 0, 7);
        assertEquals(0xd4d135804fd133ebL, stream.bits(3, 5));
        assertEquals(
                stream.bits(3, 5),
                RandomStream.of(42, Purpose.INPUT_DROPOUT, 1, 0, 7).bits(3, 5));
    }

    @Test
    void namesThatDifferInOneWordOrInLengthAreDifferentStreams() {
        Set<Long> seen = new HashSet<>();
        int names = 0;
        for (Purpose purpose : Purpose.values()) {
            for (long seed = 0; seed < 5; seed++) {
                seen.add(RandomStream.of(seed, purpose).bits(0, 0));
                seen.add(RandomStream.of(seed, purpose, 0).bits(0, 0));
                seen.add(RandomStream.of(seed, purpose, 0, 0).bits(0, 0));
                names += 3;
                for (long word = 1; word < 50; word++) {
                    seen.add(RandomStream.of(seed, purpose, word, 0).bits(0, 0));
                    seen.add(RandomStream.of(seed, purpose, 0, word).bits(0, 0));
                    names += 2;
                }
            }
        }
        assertEquals(names, seen.size());
    }

    @Test
    void lanesAndUnitsAreCountedInAllTheirBits() {
        RandomStream stream = RandomStream.of(1, Purpose.SAMPLE);
        Set<Long> seen = new HashSet<>();
        for (int bit = 0; bit < 64; bit++) {
            seen.add(stream.bits(1L << bit, 0));
            seen.add(stream.bits(0, 1L << bit));
        }
        assertEquals(128, seen.size());
        assertNotEquals(stream.bits(1, 2), stream.bits(2, 1));
    }

    /** Bounds are five standard errors of the mean and of the variance of n draws. */
    @Test
    void momentsAreThoseOfTheDistributions() {
        RandomStream stream = RandomStream.of(2026, Purpose.INITIALISATION, 3);
        int n = 200_000;
        double[] sums = new double[4];
        double[] squares = new double[3];
        for (int i = 0; i < n; i++) {
            float single = stream.uniform(i, 17);
            double fine = stream.uniformDouble(17, i);
            double normal = stream.normal(i, i);
            assertTrue(single >= 0 && single < 1 && fine >= 0 && fine < 1, "draw " + i);
            sums[0] += single;
            sums[1] += fine;
            sums[2] += normal;
            sums[3] += normal * normal * normal;
            squares[0] += single * single;
            squares[1] += fine * fine;
            squares[2] += normal * normal;
        }
        double error = 5 / Math.sqrt(n);
        assertEquals(0.5, sums[0] / n, error * Math.sqrt(1 / 12.0));
        assertEquals(0.5, sums[1] / n, error * Math.sqrt(1 / 12.0));
        assertEquals(1 / 3.0, squares[0] / n, error * Math.sqrt(4 / 45.0));
        assertEquals(1 / 3.0, squares[1] / n, error * Math.sqrt(4 / 45.0));
        assertEquals(0, sums[2] / n, error);
        assertEquals(1, squares[2] / n, error * Math.sqrt(2));
        assertEquals(0, sums[3] / n, error * Math.sqrt(15));
    }

    @Test
    void floatsAreTheUpper24Bits() {
        RandomStream stream = RandomStream.of(5, Purpose.CHECK);
        for (int i = 0; i < 1000; i++) {
            assertEquals((float) (stream.bits(i, 2) >>> 40) / (1 << 24), stream.uniform(i, 2));
            assertEquals((double) (stream.bits(i, 2) >>> 11) / (1L << 53), stream.uniformDouble(i, 2));
        }
    }
}
