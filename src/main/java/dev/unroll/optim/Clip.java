package dev.unroll.optim;

import dev.unroll.math.Kernels;

/** What keeps one bad gradient from ruining the weights: a search for non-finite numbers and two limits. */
public final class Clip {
    private Clip() {}

    /** Index of the first NaN or infinity, or -1. */
    public static int firstNonFinite(float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                return i;
            }
        }
        return -1;
    }

    /** The Euclidean norm, the square root of {@link Kernels#sumOfSquares}. */
    public static double norm(float[] values) {
        return Math.sqrt(Kernels.sumOfSquares(values, 0, values.length));
    }

    /** Limits each element to [-limit, limit], limit above 0. */
    public static void byValue(float[] gradient, double limit) {
        float high = (float) limit;
        float low = -high;
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = Math.max(low, Math.min(high, gradient[i]));
        }
    }

    /**
     * Scales the gradient by limit / norm if its norm exceeds the limit (Pascanu et al., arXiv:1211.5063, algorithm 1).
     *
     * @param limit above 0; infinity only measures
     * @return the norm before scaling
     */
    public static double byNorm(float[] gradient, double limit) {
        double norm = norm(gradient);
        if (norm > limit) {
            float scale = (float) (limit / norm);
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] *= scale;
            }
        }
        return norm;
    }
}
