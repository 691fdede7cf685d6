package dev.unroll.math;

import java.util.Locale;

/**
 * Walks over the floats from minus infinity to plus infinity in order and holds one function of the kernels against its value
 * in double; what it finds is in the fields.
 */
final class FunctionSweep {
    /** A function with its exact value and its range. */
    enum Subject {
        EXP(0, Float.POSITIVE_INFINITY),
        SIGMOID(0, 1),
        TANH(-1, 1);

        private final float low;
        private final float high;

        Subject(float low, float high) {
            this.low = low;
            this.high = high;
        }

        void apply(Kernels kernels, float[] x, int count) {
            switch (this) {
                case EXP -> kernels.expAndSum(x, 0, count, 0f);
                case SIGMOID -> kernels.sigmoid(x, 0, count);
                case TANH -> kernels.tanh(x, 0, count);
            }
        }

        float scalar(float x) {
            return switch (this) {
                case EXP -> Functions.exp(x);
                case SIGMOID -> Functions.sigmoid(x);
                case TANH -> Functions.tanh(x);
            };
        }

        double exact(double x) {
            return switch (this) {
                case EXP -> StrictMath.exp(x);
                case SIGMOID -> 1 / (1 + StrictMath.exp(-x));
                case TANH -> StrictMath.tanh(x);
            };
        }
    }

    private static final int BLOCK = 1 << 12;
    /** In ascending order the floats without NaN have the numbers from -1 - INFINITY to INFINITY; +0 is 0 and -0 is -1. */
    private static final long INFINITY = 0x7f800000L;

    private final Subject subject;
    private final Kernels kernels;
    private float previous = Float.NEGATIVE_INFINITY;

    long inputs;
    double maxUlp;
    float maxUlpAt;
    double maxAbsolute;
    float maxAbsoluteAt;
    /** Of the first violation of order, range, or equality with the scalar function; empty if there is none. */
    String violation = "";

    FunctionSweep(Subject subject, Kernels kernels) {
        this.subject = subject;
        this.kernels = kernels;
    }

    /** Looks at every {@code step}th float and at both infinities, and at every {@code step}th NaN. */
    FunctionSweep run(int step) {
        float[] x = new float[BLOCK];
        for (long number = -1 - INFINITY; number <= INFINITY; number += (long) step * BLOCK) {
            int count = (int) Math.min(BLOCK, (INFINITY - number) / step + 1);
            for (int i = 0; i < count; i++) {
                x[i] = numbered(number + (long) step * i);
            }
            look(x, count);
        }
        if ((2 * INFINITY + 1) % step != 0) {
            look(new float[] {Float.POSITIVE_INFINITY}, 1);
        }
        for (long bits = INFINITY + 1; bits <= Integer.MAX_VALUE; bits += step) {
            float nan = Float.intBitsToFloat((int) bits);
            float negative = Float.intBitsToFloat((int) bits | Integer.MIN_VALUE);
            lookAtNaN(new float[] {nan, negative, nan, negative, nan, negative, nan, negative, nan, negative});
        }
        return this;
    }

    private static float numbered(long number) {
        return Float.intBitsToFloat(number < 0 ? (int) (-1 - number) | Integer.MIN_VALUE : (int) number);
    }

    private void look(float[] x, int count) {
        float[] y = x.clone();
        subject.apply(kernels, y, count);
        for (int i = 0; i < count; i++) {
            if (!(y[i] >= previous)) {
                violate("falls", x[i], y[i]);
            }
            if (!(y[i] >= subject.low && y[i] <= subject.high)) {
                violate("is out of range", x[i], y[i]);
            }
            if (Float.floatToRawIntBits(y[i]) != Float.floatToRawIntBits(subject.scalar(x[i]))) {
                violate("differs from the scalar value " + subject.scalar(x[i]), x[i], y[i]);
            }
            previous = y[i];
            measure(x[i], y[i]);
        }
        inputs += count;
    }

    private void lookAtNaN(float[] x) {
        float[] y = x.clone();
        subject.apply(kernels, y, y.length);
        for (int i = 0; i < y.length; i++) {
            if (!Float.isNaN(y[i]) || !Float.isNaN(subject.scalar(x[i]))) {
                violate("is a number", x[i], y[i]);
            }
        }
        inputs += 2;
    }

    /** The unit is the distance of the floats around the exact value; a result that overflows rightly has no error. */
    private void measure(float x, float y) {
        double exact = subject.exact(x);
        boolean overflowsRightly = Float.isInfinite(y) && (float) exact == y;
        double error = overflowsRightly ? 0 : Math.abs(y - exact);
        float below = (float) Math.abs(exact);
        if (below > Math.abs(exact)) {
            below = Math.nextDown(below);
        }
        double ulp = error / Math.ulp(below);
        if (ulp > maxUlp) {
            maxUlp = ulp;
            maxUlpAt = x;
        }
        if (error > maxAbsolute) {
            maxAbsolute = error;
            maxAbsoluteAt = x;
        }
    }

    private void violate(String what, float x, float y) {
        if (violation.isEmpty()) {
            violation = subject + "(" + Float.toHexString(x) + ") = " + Float.toHexString(y) + " " + what;
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s, kernels %s: %d inputs, at most %.3f ulp (at %s), %.3g absolute (at %s)",
                subject,
                kernels.name(),
                inputs,
                maxUlp,
                maxUlpAt,
                maxAbsolute,
                maxAbsoluteAt);
    }
}
