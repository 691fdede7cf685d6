package dev.unroll.data;

import dev.unroll.spec.VocabularySpec;

/** Unicode code points; CR, LF and CRLF are one line end each. */
final class CharSegmenter implements Segmenter {
    private final UnitOutput out;
    private final boolean lowercase;

    CharSegmenter(VocabularySpec spec, UnitOutput out) {
        this.out = out;
        this.lowercase = spec.lowercase();
    }

    @Override
    public void read(SourceBuffer in, long from, long to, int lineEnd) {
        long at = Segmenter.isInsideLineEnd(in, from) ? from + 1 : Utf8.firstStart(in, from);
        while (at < to) {
            int b = in.at(at);
            if (b < 0x80 && b != '\n' && b != '\r') {
                out.units.add(out.ids.codePoint(lowercase ? Character.toLowerCase(b) : b));
                at++;
                continue;
            }
            int end = Segmenter.lineEndAt(in, at);
            if (end > 0) {
                out.lineEnd(lineEnd);
                at += end;
                continue;
            }
            int decoded = Utf8.decode(in, at);
            if (Utf8.illFormed(decoded)) {
                out.illFormed(in, at);
            }
            int codePoint = Utf8.codePoint(decoded);
            out.units.add(out.ids.codePoint(lowercase ? Character.toLowerCase(codePoint) : codePoint));
            at += Utf8.length(decoded);
        }
    }
}
