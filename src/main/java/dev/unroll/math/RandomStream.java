package dev.unroll.math;

/**
 * Random numbers without a state: a stream is named, a draw is addressed.
 *
 * <p>The number at (lane, unit) is a pure function of the stream's name and that address, so it does not matter who draws
 * it, when, in which order, or how often. A stream's name is all that distinguishes what is drawn for: the seed, the purpose
 * and, as far as they apply, layer, epoch, round, local step, worker and shard.
 *
 * <p>The generator is Philox4x32-10 (Salmon et al., SC 2011) with the address as its counter and a hash of the name as its
 * key. Streams are immutable and may be shared by threads.
 */
public final class RandomStream {
    // The hash of the name is a cascade of the same block function: key = 0, then for each word of the name
    //   key = low half of Philox(key, counter = (position, word)),
    // the last word being the number of words, so that no name is the beginning of another. Among a billion streams
    // of one run two share a key with probability 2^60 / 2^65 = 3 %.
    private static final float UNIT_24 = 0x1p-24f;
    private static final double UNIT_53 = 0x1p-53;

    private final long key;

    private RandomStream(long key) {
        this.key = key;
    }

    /** What a draw is for: part of a stream's name. The numbers are part of every result and never change. */
    public enum Purpose {
        /** First values of the weights. */
        INITIALISATION(1),
        /** Dropout masks on the input of a layer or of the head. */
        INPUT_DROPOUT(2),
        /** Dropout masks on the recurrent operand. */
        RECURRENT_DROPOUT(3),
        /** The order of shards and records. */
        SHUFFLE(4),
        /** Text and labels drawn from a model. */
        SAMPLE(5),
        /** Coordinates and directions of the numeric gradient check. */
        CHECK(6),
        /** How often a record counts in a replicate of the bootstrap. */
        BOOTSTRAP(7),
        /** Records that are made up. */
        SYNTHETIC(8);

        private final long number;

        Purpose(long number) {
            this.number = number;
        }
    }

    /**
     * The stream of this name. Every argument is part of the name, its number of words too; what does not apply is 0.
     */
    public static RandomStream of(long seed, Purpose purpose, long... name) {
        long key = absorb(0, 0, seed);
        key = absorb(key, 1, purpose.number);
        for (int i = 0; i < name.length; i++) {
            key = absorb(key, 2 + i, name[i]);
        }
        return new RandomStream(absorb(key, -1, name.length));
    }

    private static long absorb(long key, long position, long word) {
        return Philox.pair(Philox.block(key, position, word), 0);
    }

    /** 64 bits at counter (lane, unit). */
    public long bits(long lane, long unit) {
        return Philox.pair(Philox.block(key, lane, unit), 0);
    }

    /** Uniform in [0, 1), a multiple of 2^-24. */
    public float uniform(long lane, long unit) {
        return (bits(lane, unit) >>> 40) * UNIT_24;
    }

    /** Uniform in [0, 1), a multiple of 2^-53. */
    public double uniformDouble(long lane, long unit) {
        return (bits(lane, unit) >>> 11) * UNIT_53;
    }

    /** Standard normal, by the transform of Box and Muller (1958): sqrt(-2 ln u) cos(2 pi v). */
    public double normal(long lane, long unit) {
        int[] words = Philox.block(key, lane, unit);
        double u = ((Philox.pair(words, 0) >>> 11) + 1) * UNIT_53;
        double v = (Philox.pair(words, 2) >>> 11) * UNIT_53;
        return Math.sqrt(-2 * StrictMath.log(u)) * StrictMath.cos(2 * Math.PI * v);
    }
}
