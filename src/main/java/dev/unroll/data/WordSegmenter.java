package dev.unroll.data;

import dev.unroll.spec.VocabularySpec;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * What stands between ASCII white space. A word over {@link #LONGEST} code points is unknown.
 *
 * <p>A word belongs to the byte it begins with. Who begins inside a word skips to the next white space, so that looking back
 * one byte is enough; who owns it reads {@link #LONGEST_BYTES} bytes at most, since more cannot be so few code points.
 */
final class WordSegmenter implements Segmenter {
    static final int LONGEST = 256;

    private static final int LONGEST_BYTES = 4 * LONGEST;

    private final UnitOutput out;
    private final boolean lowercase;
    private final boolean compose;
    private final byte[] word = new byte[LONGEST_BYTES];

    WordSegmenter(VocabularySpec spec, UnitOutput out) {
        this.out = out;
        this.lowercase = spec.lowercase();
        this.compose = spec.normalize() == VocabularySpec.Normalize.NFC;
    }

    @Override
    public void read(SourceBuffer in, long from, long to, int lineEnd) {
        long at = from;
        if (from > in.origin() && !isSpace(in.at(from - 1))) {
            at = skip(in, from, to);
        } else if (Segmenter.isInsideLineEnd(in, from)) {
            at++;
        }
        while (at < to) {
            int end = Segmenter.lineEndAt(in, at);
            if (end > 0) {
                out.lineEnd(lineEnd);
                at += end;
            } else if (isSpace(in.at(at))) {
                at++;
            } else {
                at = word(in, at, to);
            }
        }
    }

    private static boolean isSpace(int b) {
        return Segmenter.isSpace(b);
    }

    private static long skip(SourceBuffer in, long from, long to) {
        long at = from;
        while (at < to && !isSpace(in.at(at))) {
            at++;
        }
        return at;
    }

    /** Appends the word at {@code from} and returns where it ends, or {@code to} if it is too long to be read to its end. */
    private long word(SourceBuffer in, long from, long to) {
        int length = 0;
        boolean ascii = true;
        int b = in.at(from);
        while (!isSpace(b)) {
            if (length == LONGEST_BYTES) {
                unknown();
                return skip(in, from + length, to);
            }
            word[length++] = (byte) b;
            ascii &= b < 0x80;
            b = in.at(from + length);
        }
        if (!ascii) {
            decoded(in, from, length);
        } else if (length > LONGEST) {
            unknown();
        } else {
            if (lowercase) {
                lower(length);
            }
            out.units.add(out.ids.word(word, length));
        }
        return from + length;
    }

    private void lower(int length) {
        for (int i = 0; i < length; i++) {
            if (word[i] >= 'A' && word[i] <= 'Z') {
                word[i] = (byte) (word[i] + 'a' - 'A');
            }
        }
    }

    private void decoded(SourceBuffer in, long from, int length) {
        long replacedBefore = out.replaced;
        String text = out.decode(in, from, from + length);
        if (text.codePointCount(0, text.length()) > LONGEST) {
            unknown();
        } else if (!lowercase && !compose && out.replaced == replacedBefore) {
            out.units.add(out.ids.word(word, length));
        } else {
            byte[] utf8 = folded(text).getBytes(StandardCharsets.UTF_8);
            out.units.add(out.ids.word(utf8, utf8.length));
        }
    }

    private String folded(String text) {
        String cased = text;
        if (lowercase) {
            int[] lower = text.codePoints().map(Character::toLowerCase).toArray();
            cased = new String(lower, 0, lower.length);
        }
        return compose ? Normalizer.normalize(cased, Normalizer.Form.NFC) : cased;
    }

    private void unknown() {
        out.longWords++;
        out.units.add(UnitIds.UNKNOWN);
    }
}
