package dev.unroll.optim;

/** What keeps one bad gradient from ruining the weights: a search for non-finite numbers and two limits. */
public final class Clip {
    /*
     * The norm follows the fixed shape of every sum over an array: element i belongs to partial i mod 16, the partials
     * are added 8 apart, then 4, 2, 1. The square of a float is exact in double, so only the additions round.
     */
    private static final int PARTIALS = 16;

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

    /** The Euclidean norm. */
    public static double norm(float[] values) {
        double[] partial = new double[PARTIALS];
        int whole = values.length - values.length % PARTIALS;
        for (int i = 0; i < whole; i += PARTIALS) {
            for (int j = 0; j < PARTIALS; j++) {
                double value = values[i + j];
                partial[j] += value * value;
            }
        }
        for (int i = whole; i < values.length; i++) {
            double value = values[i];
            partial[i - whole] += value * value;
        }
        for (int distance = PARTIALS / 2; distance > 0; distance /= 2) {
            for (int j = 0; j < distance; j++) {
                partial[j] += partial[j + distance];
            }
        }
        return Math.sqrt(partial[0]);
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
