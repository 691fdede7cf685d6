package dev.unroll.data;

import java.util.Arrays;

/**
 * Mean and variance of columns of numbers, added up wherever the rows are; missing numbers (NaN) count for nothing.
 *
 * <p>n, mean and M2 = sum of (x - mean)^2 are kept for each column. A row is added by Welford's update (Technometrics 4, 1962), parts by
 * that of Chan, Golub and LeVeque (1979): with d = mean_b - mean_a and n = n_a + n_b,
 * mean = mean_a + d n_b / n and M2 = M2_a + M2_b + d^2 n_a n_b / n. In double: fill one per shard and merge in the order of shards.
 */
public final class ColumnMoments {
    private final long[] count;
    private final double[] mean;
    private final double[] m2;

    /** No rows of D columns yet. */
    public ColumnMoments(int width) {
        this(new long[width], new double[width], new double[width]);
    }

    private ColumnMoments(long[] count, double[] mean, double[] m2) {
        this.count = count;
        this.mean = mean;
        this.m2 = m2;
    }

    /** Adds the rows of an array of (rows, D) numbers. */
    public void add(float[] rows) {
        int width = mean.length;
        for (int i = 0; i < rows.length; i++) {
            if (!Float.isNaN(rows[i])) {
                int column = i % width;
                count[column]++;
                double difference = rows[i] - mean[column];
                mean[column] += difference / count[column];
                m2[column] += difference * (rows[i] - mean[column]);
            }
        }
    }

    /** Adds the rows of another part, which follow these. */
    public void merge(ColumnMoments other) {
        for (int column = 0; column < mean.length; column++) {
            long sum = count[column] + other.count[column];
            if (other.count[column] > 0) {
                double difference = other.mean[column] - mean[column];
                double share = (double) other.count[column] / sum;
                m2[column] += other.m2[column] + difference * difference * count[column] * share;
                mean[column] += difference * share;
                count[column] = sum;
            }
        }
    }

    /** Mean 0 and variance 1; a column that never changes, or was never there, is only shifted. */
    public Standardisation standardisation() {
        float[] center = new float[mean.length];
        float[] scale = new float[mean.length];
        Arrays.fill(scale, 1f);
        for (int column = 0; column < mean.length; column++) {
            center[column] = (float) mean[column];
            float inverse = (float) (1 / StrictMath.sqrt(m2[column] / count[column]));
            if (count[column] > 0 && m2[column] > 0 && Float.isFinite(inverse)) {
                scale[column] = inverse;
            }
        }
        return new Standardisation(center, scale);
    }

    /** As numbers, column by column: n, and the bits of mean and M2. */
    public long[] toNumbers() {
        long[] numbers = new long[3 * mean.length];
        for (int column = 0; column < mean.length; column++) {
            numbers[3 * column] = count[column];
            numbers[3 * column + 1] = Double.doubleToRawLongBits(mean[column]);
            numbers[3 * column + 2] = Double.doubleToRawLongBits(m2[column]);
        }
        return numbers;
    }

    /** The way back from {@link #toNumbers}. */
    public static ColumnMoments fromNumbers(long[] numbers) {
        int width = numbers.length / 3;
        ColumnMoments moments = new ColumnMoments(width);
        for (int column = 0; column < width; column++) {
            moments.count[column] = numbers[3 * column];
            moments.mean[column] = Double.longBitsToDouble(numbers[3 * column + 1]);
            moments.m2[column] = Double.longBitsToDouble(numbers[3 * column + 2]);
        }
        return moments;
    }
}
