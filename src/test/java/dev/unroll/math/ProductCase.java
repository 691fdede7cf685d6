package dev.unroll.math;

import dev.unroll.math.RandomStream.Purpose;
import java.util.Arrays;

/**
 * A product C += A B or C += A^T B of seeded numbers, with offsets and strides that are not trivial and garbage around each
 * matrix, and its result as the bits of C's whole array, garbage included.
 */
record ProductCase(int m, int n, int k, long seed, Numbers numbers) {
    /** What kind of numbers the matrices hold. */
    enum Numbers {
        /** Uniform in [-1, 1). */
        ORDINARY,
        /** A good part of them denormal, infinite, NaN, zeros of both signs, or huge. */
        SPECIAL
    }

    private static final float[] SPECIALS = {
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        0x1p-130f,
        Float.MIN_NORMAL,
        -0f,
        0f,
        Float.MAX_VALUE,
        -0x1p100f,
        0x1p-75f,
        Float.POSITIVE_INFINITY,
        Float.NaN
    };

    @Override
    public String toString() {
        return String.format("m %d, n %d, k %d, seed %d, %s", m, n, k, seed, numbers);
    }

    int[] multiply(Kernels kernels) {
        Matrix c = matrix(2, m, n);
        kernels.multiply(m, matrix(0, m, k), packed(kernels, matrix(1, k, n)), c);
        return bits(c);
    }

    int[] multiplyByTransposed(Kernels kernels) {
        Matrix c = matrix(2, m, n);
        PackedMatrix packed = kernels.allocate(k, n);
        kernels.packTransposed(matrix(1, n, k), packed);
        kernels.multiply(m, matrix(0, m, k), packed, c);
        return bits(c);
    }

    int[] multiplyTransposed(Kernels kernels) {
        Matrix c = matrix(2, m, n);
        kernels.multiplyTransposed(new Kernels.Shape(m, n, k), matrix(0, k, m), matrix(1, k, n), c);
        return bits(c);
    }

    /** The definition, word for word. */
    int[] chains() {
        return chains(matrix(0, m, k), 1, matrix(1, k, n), 1);
    }

    int[] chainsByTransposed() {
        return chains(matrix(0, m, k), 1, matrix(1, n, k), -1);
    }

    int[] chainsTransposed() {
        return chains(matrix(0, k, m), -1, matrix(1, k, n), 1);
    }

    /** A factor whose direction is -1 is read transposed. */
    private int[] chains(Matrix a, int directionA, Matrix b, int directionB) {
        Matrix c = matrix(2, m, n);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                int at = c.offset() + i * c.stride() + j;
                float sum = c.values()[at];
                for (int x = 0; x < k; x++) {
                    float left = directionA > 0 ? element(a, i, x) : element(a, x, i);
                    float right = directionB > 0 ? element(b, x, j) : element(b, j, x);
                    sum = Math.fma(left, right, sum);
                }
                c.values()[at] = sum;
            }
        }
        return bits(c);
    }

    /** The largest distance of C = C + A B from its value in double, relative to the sum of the magnitudes. */
    double distanceFromDouble(Kernels kernels) {
        Matrix a = matrix(0, m, k);
        Matrix b = matrix(1, k, n);
        Matrix start = matrix(2, m, n);
        Matrix c = matrix(2, m, n);
        kernels.multiply(m, a, packed(kernels, b), c);
        double worst = 0;
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = element(start, i, j);
                double magnitudes = Math.abs(sum);
                for (int x = 0; x < k; x++) {
                    double term = (double) element(a, i, x) * element(b, x, j);
                    sum += term;
                    magnitudes += Math.abs(term);
                }
                worst = Math.max(worst, Math.abs(element(c, i, j) - sum) / magnitudes);
            }
        }
        return worst;
    }

    private static PackedMatrix packed(Kernels kernels, Matrix b, int k, int n) {
        PackedMatrix packed = kernels.allocate(k, n);
        Arrays.fill(packed.panels, Float.NaN);
        kernels.pack(b, packed);
        return packed;
    }

    private PackedMatrix packed(Kernels kernels, Matrix b) {
        return packed(kernels, b, k, n);
    }

    static float element(Matrix matrix, int i, int j) {
        return matrix.values()[matrix.offset() + i * matrix.stride() + j];
    }

    /** Matrix number {@code which} of this case; every element of its array is drawn. */
    Matrix matrix(int which, int rows, int columns) {
        RandomStream stream = RandomStream.of(seed, Purpose.CHECK, which);
        int offset = (int) (stream.bits(1, 0) >>> 60);
        int stride = columns + (int) (stream.bits(1, 1) >>> 61);
        float[] values = new float[offset + rows * stride + 7];
        for (int i = 0; i < values.length; i++) {
            values[i] = 2 * stream.uniform(0, i) - 1;
            if (numbers == Numbers.SPECIAL && stream.uniform(2, i) < 0.2f) {
                values[i] = SPECIALS[(int) (stream.uniform(3, i) * SPECIALS.length)];
            }
        }
        return new Matrix(values, offset, stride);
    }

    private static int[] bits(Matrix c) {
        int[] bits = new int[c.values().length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToIntBits(c.values()[i]);
        }
        return bits;
    }
}
