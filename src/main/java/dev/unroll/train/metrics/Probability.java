package dev.unroll.train.metrics;

/** What counts as a probability. */
final class Probability {
    /** A float that is e^log p or a quotient may leave [0, 1] by rounding, and by no more than this. */
    private static final double ROUNDING = 1e-6;

    private Probability() {}

    /** The number moved into [0, 1]; one that is not there but for rounding, NaN too, is refused. */
    static double of(double value) {
        if (!(value >= -ROUNDING && value <= 1 + ROUNDING)) {
            throw new IllegalArgumentException("not a probability: value=" + value);
        }
        return Math.min(1, Math.max(0, value));
    }
}
