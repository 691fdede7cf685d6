package dev.unroll.math;

/**
 * The block function Philox4x32-10: 128 bits of counter and 64 bits of key give 128 random bits.
 *
 * <p>Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011), section 4.3 and table 2.
 */
final class Philox {
    // A round, on the counter words (x0, x1, x2, x3) and the key words (k0, k1):
    //   x0, x1, x2, x3 = hi(M1 x2) ^ x1 ^ k0, lo(M1 x2), hi(M0 x0) ^ x3 ^ k1, lo(M0 x0)
    // and before each further round k0 += W0, k1 += W1.
    private static final int ROUNDS = 10;
    private static final long M0 = 0xD2511F53L;
    private static final long M1 = 0xCD9E8D57L;
    private static final int W0 = 0x9E3779B9;
    private static final int W1 = 0xBB67AE85;
    private static final long WORD = 0xFFFFFFFFL;

    private Philox() {}

    /**
     * The four output words. The counter's words, lowest first, are those of {@code low} and then of {@code high}; the
     * array is short-lived and small enough for the compiler to keep it in registers.
     */
    static int[] block(long key, long high, long low) {
        int x0 = (int) low;
        int x1 = (int) (low >>> 32);
        int x2 = (int) high;
        int x3 = (int) (high >>> 32);
        int k0 = (int) key;
        int k1 = (int) (key >>> 32);
        for (int round = 0; round < ROUNDS; round++) {
            long p0 = M0 * (x0 & WORD);
            long p1 = M1 * (x2 & WORD);
            x0 = (int) (p1 >>> 32) ^ x1 ^ k0;
            x1 = (int) p1;
            x2 = (int) (p0 >>> 32) ^ x3 ^ k1;
            x3 = (int) p0;
            k0 += W0;
            k1 += W1;
        }
        return new int[] {x0, x1, x2, x3};
    }

    /** Output words {@code i} and {@code i + 1} as one number, word i being the low half. */
    static long pair(int[] words, int i) {
        return (words[i] & WORD) | ((long) words[i + 1] << 32);
    }
}
