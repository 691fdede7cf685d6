package dev.unroll.data;

/**
 * UTF-8 after Unicode 15, table 3-7, with the practice of chapter 3.9: each maximal ill-formed subpart is one U+FFFD.
 *
 * <p>A decoded unit is packed into an int: the code point, its length in bytes from bit 24 on, the sign if it was ill-formed.
 */
final class Utf8 {
    static final int REPLACEMENT = 0xFFFD;

    private Utf8() {}

    static int codePoint(int decoded) {
        return decoded & 0x1FFFFF;
    }

    static int length(int decoded) {
        return (decoded >>> 24) & 7;
    }

    static boolean illFormed(int decoded) {
        return decoded < 0;
    }

    static boolean isContinuation(int b) {
        return b >= 0x80 && b <= 0xBF;
    }

    /** Decodes what begins at {@code position}, a byte inside the text. */
    static int decode(SourceBuffer in, long position) {
        int b = in.at(position);
        if (b < 0x80) {
            return (1 << 24) | b;
        }
        if (b < 0xC2 || b > 0xF4) {
            return bad(1);
        }
        int second = in.at(position + 1);
        if (second < lowestSecond(b) || second > highestSecond(b)) {
            return bad(1);
        }
        if (b < 0xE0) {
            return (2 << 24) | ((b & 0x1F) << 6) | (second & 0x3F);
        }
        int third = in.at(position + 2);
        if (!isContinuation(third)) {
            return bad(2);
        }
        if (b < 0xF0) {
            return (3 << 24) | ((b & 0x0F) << 12) | ((second & 0x3F) << 6) | (third & 0x3F);
        }
        int fourth = in.at(position + 3);
        if (!isContinuation(fourth)) {
            return bad(3);
        }
        return (4 << 24) | ((b & 0x07) << 18) | ((second & 0x3F) << 12) | ((third & 0x3F) << 6) | (fourth & 0x3F);
    }

    /**
     * The first position from {@code from} on at which a code point begins. A lead byte or an ASCII byte always begins one; a
     * continuation byte does unless it belongs to a lead byte at most three bytes before.
     */
    static long firstStart(SourceBuffer in, long from) {
        if (from <= in.origin() || !isContinuation(in.at(from))) {
            return Math.max(from, in.origin());
        }
        for (long lead = from - 1; lead >= in.origin() && lead >= from - 3; lead--) {
            if (!isContinuation(in.at(lead))) {
                return Math.max(from, lead + length(decode(in, lead)));
            }
        }
        return from;
    }

    private static int bad(int length) {
        return (1 << 31) | (length << 24) | REPLACEMENT;
    }

    private static int lowestSecond(int lead) {
        return lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    }

    private static int highestSecond(int lead) {
        return lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    }
}
