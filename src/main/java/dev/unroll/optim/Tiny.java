package dev.unroll.optim;

/** Keeps decaying memories out of the denormal range. */
final class Tiny {
    /*
     * The momentum of a weight whose gradient has become zero (the row of a rare unit) shrinks geometrically and would
     * stay for ever at a denormal number, where 0.9 x rounds back to x. Adding and subtracting 2^-77 rounds to a
     * multiple of 2^-100: what is smaller than half of that becomes zero, what is larger than 2^-52 keeps its bits, and
     * there is no branch to stop the vectoriser.
     *
     * Adam over 4 M weights with all moments decayed: 4 ms a step; 8 ms without this line; 15 ms with a comparison.
     */
    private static final float SHIFT = 0x1p-77f;

    private Tiny() {}

    static float flush(float x) {
        return (x + SHIFT) - SHIFT;
    }
}
