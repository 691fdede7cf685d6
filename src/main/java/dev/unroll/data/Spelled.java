package dev.unroll.data;

import java.util.Arrays;

/**
 * How the words of a mini-batch are written: each distinct spelling once, as a lane of characters, the longest first.
 *
 * @param lanes (R) the lane of each row's word; empty where characters are not read
 * @param offsets (J + 1) row of character j's first lane; offsets[J] is the number of characters
 * @param characters (offsets[J]) character ids, the first ones of all lanes before the second ones
 * @param casing (R) number of each row's {@link Casing}; empty where it is not read
 */
public record Spelled(int[] lanes, int[] offsets, int[] characters, int[] casing) {
    /** Nothing is read of it. */
    public static final Spelled NONE = new Spelled(new int[0], new int[] {0}, new int[0], new int[0]);

    /** Refuses numbers of rows that differ. */
    public Spelled {
        if (lanes.length > 0 && casing.length > 0 && lanes.length != casing.length) {
            throw new IllegalArgumentException("rows differ: spellings=" + lanes.length + " casing=" + casing.length);
        }
    }

    /** R; 0 where nothing is read. */
    public int rows() {
        return Math.max(lanes.length, casing.length);
    }

    /** The spellings as sequences of their own. */
    public MiniBatch sequences() {
        long[] numbers = new long[offsets.length > 1 ? offsets[1] : 0];
        Arrays.setAll(numbers, lane -> lane);
        return new MiniBatch(offsets, characters, new int[0], numbers);
    }
}
