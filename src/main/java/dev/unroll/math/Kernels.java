package dev.unroll.math;

/**
 * The float kernels, behind one door: {@link #best()} is chosen once, callers never know which twin they hold.
 *
 * <p>Every implementation gives the same bits. A product's output element is one chain {@code c = fma(a_k, b_k, c)} with k
 * ascending that starts from the value stored in C; tiles, blocks and vector widths may differ because none of them touches
 * that chain. A sum over an array puts element i, counted from the call's first, into partial {@code i mod 16}, then folds the
 * partials 8, 4, 2, 1. The functions are those of {@link Functions}. Of NaN only that it is NaN is promised, not its payload.
 *
 * <p>C must not share elements with A or B. Any number of threads may use the same kernels, and read the same packed matrix.
 */
public abstract class Kernels {
    /** Partial sums of a sum over an array. */
    static final int PARTIALS = 16;
    /** What is smaller in magnitude counts as zero in a backward scan. */
    static final float TINY = 0x1p-100f;

    Kernels() {}

    /**
     * The kernels of this machine.
     *
     * @throws IllegalStateException in one sentence, if the CPU has no fused multiply-add or if the system property {@code
     *     unroll.kernels} (scalar, vector, vector:128, vector:256, vector:512) asks for what is not there
     */
    public static Kernels best() {
        return KernelChoice.best();
    }

    /** What was chosen, such as {@code vector:256} or {@code scalar}. */
    public abstract String name();

    /** An empty packed matrix for B (k, n), to be filled by {@link #pack}. */
    public abstract PackedMatrix allocate(int k, int n);

    /**
     * Packs B: element (k, j) is read at {@code b.offset() + k * b.stride() + j}.
     */
    public abstract void pack(Matrix b, PackedMatrix into);

    /**
     * Packs the transpose: element (k, j) of B is read at {@code w.offset() + j * w.stride() + k}, so that a weight matrix
     * W (N, K) serves as the right-hand factor W^T of {@code x W^T}.
     */
    public abstract void packTransposed(Matrix w, PackedMatrix into);

    /** C (m, n) += A (m, k) B (k, n). */
    public abstract void multiply(int m, Matrix a, PackedMatrix b, Matrix c);

    /**
     * C (m, n) += A^T B with A (k, m) and B (k, n): the weight gradient, k running over all rows in ascending order.
     */
    public abstract void multiplyTransposed(Shape shape, Matrix a, Matrix b, Matrix c);

    /** Extents of a product: C is (m, n), the chains are k long. */
    public record Shape(int m, int n, int k) {}

    /** x[i] = 1 / (1 + exp(-x[i])) for {@code count} elements from {@code offset}. */
    public abstract void sigmoid(float[] x, int offset, int count);

    /** x[i] = tanh(x[i]). */
    public abstract void tanh(float[] x, int offset, int count);

    /** The largest element, +0 counting as larger than -0; NaN if any is NaN, minus infinity if there is none. */
    public abstract float max(float[] x, int offset, int count);

    /** x[i] = exp(x[i] - shift); returns their sum. */
    public abstract float expAndSum(float[] x, int offset, int count, float shift);

    /** Sets elements below 2^-100 in magnitude to +0, so that no denormal number enters a backward scan; NaN stays. */
    public abstract void flushTiny(float[] x, int offset, int count);

    /** The sum of x[i]^2, in double: every square is exact, and the partial sums are those of every sum over an array. */
    public static double sumOfSquares(float[] x, int offset, int count) {
        double[] partials = new double[PARTIALS];
        int i = 0;
        for (; i + PARTIALS <= count; i += PARTIALS) {
            for (int j = 0; j < PARTIALS; j++) {
                double value = x[offset + i + j];
                partials[j] += value * value;
            }
        }
        for (int j = 0; i + j < count; j++) {
            double value = x[offset + i + j];
            partials[j] += value * value;
        }
        for (int half = PARTIALS / 2; half > 0; half /= 2) {
            for (int j = 0; j < half; j++) {
                partials[j] += partials[j + half];
            }
        }
        return partials[0];
    }

    /** The sum of the partial sums, which are overwritten: p[j] += p[j + 8], then + 4, + 2, + 1. */
    static float fold(float[] partials) {
        for (int half = PARTIALS / 2; half > 0; half /= 2) {
            for (int j = 0; j < half; j++) {
                partials[j] += partials[j + half];
            }
        }
        return partials[0];
    }
}
