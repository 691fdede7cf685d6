package dev.unroll.spark;

import dev.unroll.data.Example;
import dev.unroll.data.ExampleCodec;
import dev.unroll.data.Found;
import dev.unroll.data.Rejected;
import dev.unroll.spec.UsageException;
import java.io.Serializable;

/**
 * What a reader of labelled records found, on its way between tasks: a record, something that should have been one, or the mistake
 * that ended the reading. A plain class of strings and bytes: any serializer may move it.
 */
final class FoundRecord implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final byte[] NOTHING = {};

    private enum Kind {
        RECORD,
        REJECTED,
        MISTAKE
    }

    private final Kind kind;
    private final String place;
    private final String reason;
    private final String text;
    private final byte[] bytes;
    private final long mended;
    private final long replaced;

    private FoundRecord(Kind kind, String place, String reason, String text, byte[] bytes) {
        this(kind, place, reason, text, bytes, 0, 0);
    }

    private FoundRecord(Kind kind, String place, String reason, String text, byte[] bytes, long mended, long replaced) {
        this.kind = kind;
        this.place = place;
        this.reason = reason;
        this.text = text;
        this.bytes = bytes;
        this.mended = mended;
        this.replaced = replaced;
    }

    static FoundRecord of(Found found) {
        if (found instanceof Rejected rejected) {
            return rejected(rejected.place(), rejected.reason(), rejected.text());
        }
        return new FoundRecord(Kind.RECORD, found.place(), "", "", ExampleCodec.toBytes((Example) found));
    }

    static FoundRecord rejected(String place, String reason, String text) {
        return new FoundRecord(Kind.REJECTED, place, reason, text, NOTHING);
    }

    static FoundRecord of(UsageException mistake) {
        return new FoundRecord(Kind.MISTAKE, "", "", "", TaskAnswer.of(mistake));
    }

    /** The same, with what was mended on the way to it. */
    FoundRecord with(long labelsMended, long partsReplaced) {
        return new FoundRecord(kind, place, reason, text, bytes, labelsMended, partsReplaced);
    }

    /** Labels that broke the rules of their scheme and stand for another one now. */
    long mended() {
        return mended;
    }

    /** Ill-formed parts that became U+FFFD. */
    long replaced() {
        return replaced;
    }

    boolean isRecord() {
        return kind == Kind.RECORD;
    }

    boolean isRejected() {
        return kind == Kind.REJECTED;
    }

    boolean isMistake() {
        return kind == Kind.MISTAKE;
    }

    /** Where it was found. */
    String place() {
        return place;
    }

    /** Why it cannot be used. */
    String reason() {
        return reason;
    }

    /** The text of what cannot be used, as far as it helps. */
    String text() {
        return text;
    }

    /** The record as {@link ExampleCodec} wrote it, or the answer that holds the mistake. */
    byte[] bytes() {
        return bytes;
    }

    /** The record, or what should have been one. */
    Found found() {
        return isRecord() ? example() : new Rejected(place, reason, text);
    }

    Example example() {
        return ExampleCodec.fromBytes(place, bytes);
    }
}
