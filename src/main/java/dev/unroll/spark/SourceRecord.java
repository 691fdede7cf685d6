package dev.unroll.spark;

import dev.unroll.spec.UsageException;
import java.io.Serializable;

/**
 * One record of a source: a text, none, one too long to be read, or the mistake that ended the reading. A plain class: any serializer may
 * move it.
 */
final class SourceRecord implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final byte[] NOTHING = {};

    /** A record without a text. */
    static final SourceRecord MISSING = new SourceRecord(Kind.MISSING, "", 0, NOTHING);

    private enum Kind {
        TEXT,
        MISSING,
        TOO_LONG,
        MISTAKE
    }

    private final Kind kind;
    private final String file;
    private final long offset;
    private final byte[] bytes;

    private SourceRecord(Kind kind, String file, long offset, byte[] bytes) {
        this.kind = kind;
        this.file = file;
        this.offset = offset;
        this.bytes = bytes;
    }

    /** A text in UTF-8. */
    static SourceRecord of(byte[] text) {
        return new SourceRecord(Kind.TEXT, "", 0, text);
    }

    /** A line in UTF-8, and where it begins. */
    static SourceRecord line(String file, long offset, byte[] text) {
        return new SourceRecord(Kind.TEXT, file, offset, text);
    }

    /** A line that is too long to be read, and where it begins. */
    static SourceRecord tooLong(String file, long offset) {
        return new SourceRecord(Kind.TOO_LONG, file, offset, NOTHING);
    }

    /** Behind which nothing can be read. */
    static SourceRecord of(UsageException mistake) {
        return new SourceRecord(Kind.MISTAKE, "", 0, TaskAnswer.of(mistake));
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

    /** Where a line begins; empty where only the source is known. */
    String place() {
        return file.isEmpty() ? "" : "file=" + file + " offset=" + offset;
    }

    /** The text, or the answer that holds the mistake. */
    byte[] bytes() {
        return bytes;
    }
}
