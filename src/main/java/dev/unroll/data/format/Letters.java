package dev.unroll.data.format;

import java.util.Arrays;

/** The letters of a sequence as they come. */
final class Letters {
    /** Stands for any character outside ASCII: no letter and no quality either. */
    private static final byte STRANGE = 127;

    private byte[] letters = new byte[1 << 10];
    private int count;

    int count() {
        return count;
    }

    /** A letter in a message. */
    static String shown(byte letter) {
        return letter == STRANGE ? "not ASCII" : String.valueOf((char) letter);
    }

    /** Appends a character. */
    void add(int c) {
        if (count == letters.length) {
            letters = Arrays.copyOf(letters, 2 * count);
        }
        letters[count++] = (byte) (c < STRANGE ? c : STRANGE);
    }

    /** Forgets all but the last letters. */
    void keepLast(int kept) {
        System.arraycopy(letters, count - kept, letters, 0, kept);
        count = kept;
    }

    byte[] toArray() {
        return Arrays.copyOf(letters, count);
    }
}
