package dev.unroll.train.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.math.RandomStream;
import dev.unroll.math.RandomStream.Purpose;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    private static final long SEED = 49;
    private static final int REPLICATES = 200;

    private static double accuracy(long[] counts) {
        return (double) counts[1] / counts[0];
    }

    /** By the equations of Philox and of Poisson(1), written down once more in Python; a change here would change every interval. */
    @Test
    void aWeightAlwaysIsTheSame() {
        Bootstrap bootstrap = new Bootstrap(42, 1);
        int[] weights = IntStream.range(0, 16).map(b -> bootstrap.weight(7, b)).toArray();
        assertArrayEquals(new int[] {1, 1, 0, 1, 0, 2, 2, 1, 1, 0, 2, 2, 0, 3, 1, 2}, weights);
    }

    /** P(X = k) = 1 / (e k!); the bound is five standard errors of a share. Mean and variance are 1. */
    @Test
    void weightsArePoissonOfMeanOne() {
        Bootstrap bootstrap = new Bootstrap(SEED, 1);
        int records = 2000;
        double n = records * REPLICATES;
        int[] seen = new int[14];
        double squares = 0;
        double sum = 0;
        for (int record = 0; record < records; record++) {
            for (int b = 0; b < REPLICATES; b++) {
                int weight = bootstrap.weight(record * 0x9E3779B97F4A7C15L, b);
                seen[weight]++;
                sum += weight;
                squares += (weight - 1.0) * (weight - 1);
            }
        }
        double share = 1 / Math.E;
        for (int k = 0; k <= 6; k++) {
            share /= Math.max(1, k);
            assertEquals(share, seen[k] / n, 5 * Math.sqrt(share * (1 - share) / n), "weight " + k + " seed " + SEED);
        }
        assertEquals(1, sum / n, 5 / Math.sqrt(n), "seed " + SEED);
        assertEquals(1, squares / n, 5 * Math.sqrt(3 / n), "seed " + SEED);
    }

    /** Inversion by the definition, in double: the smallest k with u below P(X <= k), u a multiple of 2^-32. */
    @Test
    void weightsFollowTheDefinitionOfInversion() {
        Bootstrap bootstrap = new Bootstrap(SEED, 1);
        RandomStream stream = RandomStream.of(SEED, Purpose.BOOTSTRAP);
        for (int record = 0; record < 500; record++) {
            for (int b = 0; b < REPLICATES; b++) {
                double u = (stream.bits(record, b / 2) >>> (b % 2 * 32) & 0xFFFFFFFFL) * 0x1p-32;
                int k = 0;
                double term = 1 / Math.E;
                double below = term;
                while (u >= below) {
                    k++;
                    term /= k;
                    below += term;
                }
                assertEquals(k, bootstrap.weight(record, b), "record " + record + " replicate " + b + " seed " + SEED);
            }
        }
    }

    @Test
    void weightsOfRecordsReplicatesAndSeedsAreUnrelated() {
        Bootstrap one = new Bootstrap(SEED, 1);
        Bootstrap two = new Bootstrap(SEED + 1, 1);
        double[] products = new double[3];
        int records = 1000;
        for (int record = 0; record < records; record++) {
            for (int b = 0; b < REPLICATES; b++) {
                int weight = one.weight(record, b) - 1;
                products[0] += weight * (one.weight(record + 1, b) - 1);
                products[1] += weight * (one.weight(record, b ^ 1) - 1);
                products[2] += weight * (two.weight(record, b) - 1);
            }
        }
        double n = records * REPLICATES;
        for (double product : products) {
            assertEquals(0, product / n, 5 * Math.sqrt(2 / n), "seed " + SEED);
        }
    }

    @Test
    void replicatesAreWeightedSumsInAnyGrouping() {
        Random random = new Random(SEED);
        Bootstrap whole = new Bootstrap(3, 4);
        Bootstrap[] parts = {new Bootstrap(3, 4), new Bootstrap(3, 4), new Bootstrap(3, 4)};
        long[][] expected = new long[REPLICATES][4];
        for (int i = 0; i < 100; i++) {
            long record = random.nextLong();
            long[] counts = {random.nextInt(3), 0, random.nextInt(9), -random.nextInt(2)};
            whole.add(record, counts);
            parts[random.nextInt(3)].add(record, counts);
            for (int b = 0; b < REPLICATES; b++) {
                for (int c = 0; c < 4; c++) {
                    expected[b][c] += whole.weight(record, b) * counts[c];
                }
            }
        }
        parts[1].merge(Bootstrap.fromBytes(parts[0].toBytes()));
        parts[2].merge(parts[1]);
        assertArrayEquals(whole.toBytes(), parts[2].toBytes(), "seed " + SEED);
        for (int c = 0; c < 4; c++) {
            int column = c;
            double[] sorted = Arrays.stream(expected)
                    .mapToDouble(row -> row[column])
                    .sorted()
                    .toArray();
            Bootstrap.Interval interval = whole.interval(counts -> counts[column]);
            // The 2.5th percentile of 200 lies at 199 * 0.025 = 4.975, the 97.5th at 194.025.
            assertEquals(sorted[4] + 0.975 * (sorted[5] - sorted[4]), interval.low(), 1e-9, "seed " + SEED);
            assertEquals(sorted[194] + 0.025 * (sorted[195] - sorted[194]), interval.high(), 1e-9, "seed " + SEED);
            assertEquals(REPLICATES, interval.replicates());
        }
    }

    /** In 300 experiments of 150 rows that are right with chance 0.8 the interval should hold 0.8 in 95 % of cases; 5 standard errors. */
    @Test
    void anIntervalHoldsTheTruthAsOftenAsItSays() {
        Random random = new Random(SEED);
        int experiments = 300;
        int held = 0;
        double width = 0;
        for (int experiment = 0; experiment < experiments; experiment++) {
            Bootstrap bootstrap = new Bootstrap(experiment, 2);
            for (int row = 0; row < 150; row++) {
                bootstrap.add(random.nextLong(), new long[] {1, random.nextInt(10) < 8 ? 1 : 0});
            }
            Bootstrap.Interval interval = bootstrap.interval(BootstrapTest::accuracy);
            held += interval.low() <= 0.8 && 0.8 <= interval.high() ? 1 : 0;
            width += (interval.high() - interval.low()) / experiments;
        }
        assertEquals(0.95, (double) held / experiments, 5 * Math.sqrt(0.95 * 0.05 / experiments), "seed " + SEED);
        // Width by the normal distribution: 2 * 1.96 * sqrt(0.8 * 0.2 / 150).
        assertEquals(0.128, width, 0.008, "seed " + SEED);
    }

    /** A row that occurs twice under one name is drawn or left out as a pair, so the interval is wider by sqrt(2): mean of 20 seeds. */
    @Test
    void recordsOfOneNameAreDrawnTogether() {
        double narrow = 0;
        double wide = 0;
        for (long seed = SEED; seed < SEED + 20; seed++) {
            Bootstrap apart = new Bootstrap(seed, 2);
            Bootstrap together = new Bootstrap(seed, 2);
            for (int row = 0; row < 400; row++) {
                long[] counts = {1, row / 2 % 2};
                apart.add(row, counts);
                together.add(row / 2, counts);
            }
            Bootstrap.Interval one = apart.interval(BootstrapTest::accuracy);
            Bootstrap.Interval two = together.interval(BootstrapTest::accuracy);
            narrow += one.high() - one.low();
            wide += two.high() - two.low();
        }
        assertEquals(Math.sqrt(2), wide / narrow, 0.15, "seeds from " + SEED);
    }

    @Test
    void aRecordInPartsIsTheSameRecord() {
        Bootstrap whole = new Bootstrap(SEED, 2, 1);
        whole.add(5, new long[] {3, 1}, new double[] {0.5});
        Bootstrap parts = new Bootstrap(SEED, 2, 1);
        parts.add(5, new long[] {1, 1}, new double[] {0.25});
        parts.add(5, new long[] {2, 0}, new double[] {0.25});
        assertArrayEquals(whole.toBytes(), parts.toBytes());
    }

    /** The mean of 400 numbers of variance 1/12 has the standard error sqrt(1 / 4800); 1.96 of it on either side. */
    @Test
    void sumsOfDoublesHaveIntervalsToo() {
        Random random = new Random(SEED);
        Bootstrap bootstrap = new Bootstrap(SEED, 1, 1);
        double mean = 0;
        for (int row = 0; row < 400; row++) {
            double value = random.nextDouble();
            mean += value / 400;
            bootstrap.add(row, new long[] {1}, new double[] {value});
        }
        Bootstrap.Interval interval = bootstrap.intervalWithSums((counts, sums) -> sums[0] / counts[0]);
        double half = 1.96 * Math.sqrt(1.0 / 4800);
        assertEquals(mean - half, interval.low(), half / 3, "seed " + SEED);
        assertEquals(mean + half, interval.high(), half / 3, "seed " + SEED);
    }

    @Test
    void anyMetricOfCountsCanBeAsked() {
        Bootstrap bootstrap = new Bootstrap(SEED, 9);
        for (int row = 0; row < 300; row++) {
            ConfusionMatrix matrix = new ConfusionMatrix(3);
            matrix.add(row % 3, row % 4 == 0 ? (row + 1) % 3 : row % 3);
            bootstrap.add(row, matrix.counts());
        }
        // Three of four rows are right, and every class alike: MCC = (0.75 - 1/3) / (1 - 1/3) = 0.625.
        Bootstrap.Interval interval =
                bootstrap.interval(counts -> ConfusionMatrix.ofCounts(3, counts).mcc());
        assertTrue(interval.low() < 0.625 && 0.625 < interval.high(), interval + " seed " + SEED);
        assertTrue(interval.high() - interval.low() < 0.25, interval + " seed " + SEED);
    }

    @Test
    void replicatesWithoutAFigureAreLeftOut() {
        Bootstrap bootstrap = new Bootstrap(SEED, 2);
        assertEquals(new Bootstrap.Interval(Double.NaN, Double.NaN, 0), bootstrap.interval(BootstrapTest::accuracy));
        bootstrap.add(1, new long[] {1, 1});
        Bootstrap.Interval one = bootstrap.interval(BootstrapTest::accuracy);
        assertEquals(1, one.low());
        assertEquals(1, one.high());
        int drawn = (int) IntStream.range(0, REPLICATES)
                .filter(b -> bootstrap.weight(1, b) > 0)
                .count();
        assertEquals(drawn, one.replicates());
        assertTrue(drawn > 100 && drawn < 150, "1 - 1/e of 200 is 126: " + drawn);
    }

    @Test
    void aBlockOfAGenomeIsTenThousandBases() {
        assertEquals(Bootstrap.genomeBlock("chrI", 0), Bootstrap.genomeBlock("chrI", 9_999));
        assertNotEquals(Bootstrap.genomeBlock("chrI", 9_999), Bootstrap.genomeBlock("chrI", 10_000));
        assertNotEquals(Bootstrap.genomeBlock("chrI", 0), Bootstrap.genomeBlock("chrII", 0));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Bootstrap bootstrap = new Bootstrap(1, 2);
        assertThrows(IllegalArgumentException.class, () -> bootstrap.add(1, new long[1]));
        assertThrows(IllegalArgumentException.class, () -> bootstrap.add(1, new long[2], new double[1]));
        assertThrows(IllegalArgumentException.class, () -> bootstrap.merge(new Bootstrap(2, 2)));
        assertThrows(IllegalArgumentException.class, () -> bootstrap.merge(new Bootstrap(1, 3)));
        assertThrows(IllegalArgumentException.class, () -> bootstrap.merge(new Bootstrap(1, 2, 1)));
        assertThrows(IllegalArgumentException.class, () -> new Bootstrap(1, 0));
    }

    @Test
    void damagedBytesAreRefused() {
        Bootstrap bootstrap = new Bootstrap(SEED, 1, 1);
        bootstrap.add(8, new long[] {2}, new double[] {0.5});
        Encoded.assertSafe(bootstrap.toBytes(), Bootstrap::fromBytes, Bootstrap::toBytes);
        int magic = 0x31534255;
        Encoded.assertRefused(new Encoding.Writer(magic).put(1L).put(0).put(0), Bootstrap::fromBytes);
        Encoded.assertRefused(new Encoding.Writer(magic).put(1L).put(-1).put(2), Bootstrap::fromBytes);
        Encoded.assertRefused(
                new Encoding.Writer(magic).put(1L).put(Integer.MAX_VALUE).put(Integer.MAX_VALUE), Bootstrap::fromBytes);
    }
}
