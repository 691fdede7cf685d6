package dev.unroll.data;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Takes numbers to mean 0 and variance 1 by what was measured on the training part: x' = (x - mean) * scale, column by column; a
 * missing number becomes the mean.
 *
 * @param mean (D)
 * @param scale (D), 1 / standard deviation; 1 for a column that never changes
 */
public record Standardisation(float[] mean, float[] scale) implements Serializable {
    /** Leaves D columns as they are. */
    public static Standardisation none(int width) {
        float[] ones = new float[width];
        Arrays.fill(ones, 1f);
        return new Standardisation(new float[width], ones);
    }

    /** D. */
    public int width() {
        return mean.length;
    }

    /** Copies {@code rows} rows of D numbers, each standardised; missing ones become 0. */
    public void apply(float[] from, int at, int rows, float[] to, int toAt) {
        int width = mean.length;
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < width; i++) {
                float x = from[at + r * width + i];
                to[toAt + r * width + i] = Float.isNaN(x) ? 0f : (x - mean[i]) * scale[i];
            }
        }
    }

    /** As {@link #apply}, for targets: missing ones stay missing. */
    public void applyToTargets(float[] from, int at, int rows, float[] to, int toAt) {
        int width = mean.length;
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < width; i++) {
                to[toAt + r * width + i] = (from[at + r * width + i] - mean[i]) * scale[i];
            }
        }
    }

    /** The way back, for what a network says of column {@code i}. */
    public float restore(float said, int i) {
        return said / scale[i] + mean[i];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Standardisation that
                && Arrays.equals(mean, that.mean)
                && Arrays.equals(scale, that.scale);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(mean) + Arrays.hashCode(scale);
    }
}
