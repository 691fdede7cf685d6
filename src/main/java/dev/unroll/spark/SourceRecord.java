package dev.unroll.spark;

import dev.unroll.spec.UsageException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;

/**
 * One record of a source: a text, none, one too long to be read, something else, or the mistake that ended the reading. A plain class: any serializer may
 * move it.
 */
final class SourceRecord implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final byte[] NOTHING = {};
    private static final long NOWHERE = -1;

    /** A record without a text. */
    static final SourceRecord MISSING = new SourceRecord(Kind.MISSING, "", NOWHERE, "", NOTHING);

    private enum Kind {
        TEXT,
        MISSING,
        TOO_LONG,
        UNUSABLE,
        MISTAKE
    }

    private final Kind kind;
    private final String file;
    private final long offset;
    private final String reason;
    private final byte[] bytes;

    private SourceRecord(Kind kind, String file, long offset, String reason, byte[] bytes) {
        this.kind = kind;
        this.file = file;
        this.offset = offset;
        this.reason = reason;
        this.bytes = bytes;
    }

    /** A text in UTF-8. */
    static SourceRecord of(byte[] text) {
        return new SourceRecord(Kind.TEXT, "", NOWHERE, "", text);
    }

    /** A line in UTF-8, and where it begins. */
    static SourceRecord line(String file, long offset, byte[] text) {
        return new SourceRecord(Kind.TEXT, file, offset, "", text);
    }

    /** A line that is too long to be read, and where it begins. */
    static SourceRecord tooLong(String file, long offset) {
        return new SourceRecord(Kind.TOO_LONG, file, offset, "", NOTHING);
    }

    /** A text in UTF-8, and where it was found. */
    static SourceRecord at(String place, byte[] text) {
        return new SourceRecord(Kind.TEXT, place, NOWHERE, "", text);
    }

    /** What should have been a record and is none. */
    static SourceRecord unusable(String place, String reason, String text) {
        return new SourceRecord(Kind.UNUSABLE, place, NOWHERE, reason, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Behind which nothing can be read. */
    static SourceRecord of(UsageException mistake) {
        return ofMistake(TaskAnswer.of(mistake));
    }

    /** The same, as the answer that holds the mistake. */
    static SourceRecord ofMistake(byte[] answer) {
        return new SourceRecord(Kind.MISTAKE, "", NOWHERE, "", answer);
    }

    boolean hasText() {
        return kind == Kind.TEXT;
    }

    boolean isTooLong() {
        return kind == Kind.TOO_LONG;
    }

    boolean isUnusable() {
        return kind == Kind.UNUSABLE;
    }

    boolean isMistake() {
        return kind == Kind.MISTAKE;
    }

    /** Where it was found; empty where only the source is known. */
    String place() {
        return offset == NOWHERE ? file : "file=" + file + " offset=" + offset;
    }

    /** Why it cannot be used, where it is no record. */
    String reason() {
        return reason;
    }

    /** The text, or that of what is no record as far as it helps, or the answer that holds the mistake. */
    byte[] bytes() {
        return bytes;
    }
}
