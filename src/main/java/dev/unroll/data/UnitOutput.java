package dev.unroll.data;

import dev.unroll.spec.DataSpec;
import dev.unroll.spec.UsageException;

/** Where units go, and what is counted on the way. */
final class UnitOutput {
    final UnitIds ids;
    final IntList units;
    long lines;
    long replaced;
    long longWords;
    long droppedBases;
    private final boolean refuseIllFormed;

    UnitOutput(UnitIds ids, IntList units, DataSpec.InvalidUtf8 invalidUtf8) {
        this.ids = ids;
        this.units = units;
        this.refuseIllFormed = invalidUtf8 == DataSpec.InvalidUtf8.FAIL;
    }

    /** Counts bytes that are not UTF-8, or refuses them. */
    void illFormed(SourceBuffer in, long position) {
        if (refuseIllFormed) {
            throw new UsageException(
                    "invalid UTF-8: " + in.place() + " offset=" + position,
                    "set data.encoding to the file's own, or data.invalid-utf8=replace");
        }
        replaced++;
    }

    /** Bytes [from, to) as text, each ill-formed part counted and replaced. */
    String decode(SourceBuffer in, long from, long to) {
        StringBuilder text = new StringBuilder((int) (to - from));
        long at = from;
        while (at < to) {
            int decoded = Utf8.decode(in, at);
            if (Utf8.illFormed(decoded)) {
                illFormed(in, at);
            }
            text.appendCodePoint(Utf8.codePoint(decoded));
            at += Utf8.length(decoded);
        }
        return text.toString();
    }

    /** A line end: {@code unit} stands for it, nothing if that is negative. */
    void lineEnd(int unit) {
        lines++;
        if (unit >= 0) {
            units.add(unit);
        }
    }
}
