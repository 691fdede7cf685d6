package dev.unroll.math;

/** placeholder contract, replaced by its author. */
public final class RandomStream {
    /** What a draw is for: part of a stream's name. */
    public enum Purpose {
        INITIALISATION,
        INPUT_DROPOUT,
        RECURRENT_DROPOUT,
        SHUFFLE,
        SAMPLE,
        CHECK
    }

    private RandomStream() {}

    /**
     * The stream of this name. Every argument is part of the name; what does not apply is 0.
     */
    public static RandomStream of(long seed, Purpose purpose, long... name) {
        throw new UnsupportedOperationException();
    }

    /** 64 bits at counter (lane, unit). */
    public long bits(long lane, long unit) {
        throw new UnsupportedOperationException();
    }

    /** Uniform in [0, 1), 24 bits. */
    public float uniform(long lane, long unit) {
        throw new UnsupportedOperationException();
    }

    /** Uniform in [0, 1), 53 bits. */
    public double uniformDouble(long lane, long unit) {
        throw new UnsupportedOperationException();
    }

    /** Standard normal (Box-Muller over StrictMath). */
    public double normal(long lane, long unit) {
        throw new UnsupportedOperationException();
    }
}
