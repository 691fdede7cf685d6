package dev.unroll.spark;

import dev.unroll.spec.UsageException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;

/**
 * One record of a source: a text, none, one too long to be read, or the mistake that ended the reading. A plain class: any serializer may
 * move it.
 */
final class SourceRecord implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final byte[] NOTHING = {};

    /** A record without a text. */
    static final SourceRecord MISSING = new SourceRecord(Kind.MISSING, NOTHING);

    private enum Kind {
        TEXT,
        MISSING,
        TOO_LONG,
        MISTAKE
    }

    private final Kind kind;
    private final byte[] bytes;

    private SourceRecord(Kind kind, byte[] bytes) {
        this.kind = kind;
        this.bytes = bytes;
    }

    /** A text in UTF-8. */
    static SourceRecord of(byte[] text) {
        return new SourceRecord(Kind.TEXT, text);
    }

    /** A line that is too long to be read, and where it begins. */
    static SourceRecord tooLong(String place) {
        return new SourceRecord(Kind.TOO_LONG, place.getBytes(StandardCharsets.UTF_8));
    }

    /** Behind which nothing can be read. */
    static SourceRecord of(UsageException mistake) {
        return new SourceRecord(Kind.MISTAKE, TaskAnswer.of(mistake));
    }

    boolean hasText() {
        return kind == Kind.TEXT;
    }

    boolean isTooLong() {
        return kind == Kind.TOO_LONG;
    }

    boolean isMistake() {
        return kind == Kind.MISTAKE;
    }

    /** The text, or where the line begins, or the answer that holds the mistake. */
    byte[] bytes() {
        return bytes;
    }
}
