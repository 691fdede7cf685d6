package dev.unroll.data;

import dev.unroll.spec.VocabularySpec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * Writes characters as UTF-8, composed if asked for, without the byte order mark at the beginning.
 *
 * <p>Composition never waits for more than {@link #CHUNK} characters: a text may be cut before any code point that cannot
 * join with what is before it, that is, before all but marks and the vowels and final consonants of Hangul.
 */
final class TextSink {
    private static final int CHUNK = 1 << 14;
    private static final int HANGUL_VOWELS = 0x1160;
    private static final int HANGUL_END = 0x11FF;

    private final OutputStream out;
    private final boolean compose;
    private final StringBuilder pending = new StringBuilder(CHUNK);
    private boolean begun;

    TextSink(OutputStream out, VocabularySpec.Normalize normalize) {
        this.out = out;
        this.compose = normalize == VocabularySpec.Normalize.NFC;
    }

    void append(int codePoint) throws IOException {
        boolean mark = !begun && codePoint == 0xFEFF;
        begun = true;
        if (mark) {
            return;
        }
        if (pending.length() >= CHUNK && !joins(codePoint)) {
            flush();
        }
        pending.appendCodePoint(codePoint);
    }

    private static boolean joins(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || (codePoint >= HANGUL_VOWELS && codePoint <= HANGUL_END);
    }

    void flush() throws IOException {
        String text = compose ? Normalizer.normalize(pending, Normalizer.Form.NFC) : pending.toString();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        pending.setLength(0);
    }
}
