package dev.unroll.data;

/** Cuts bytes into units of one kind. */
interface Segmenter {
    /**
     * Appends the units whose first byte is in [from, to) to the output; it may look at bytes before and behind, so that no
     * unit is cut and none is read twice.
     *
     * @param lineEnd the id that stands for a line end; -1 = nothing does
     */
    void read(SourceBuffer in, long from, long to, int lineEnd);

    /** Bytes of the line end that begins at {@code position}: 2 for CRLF, 1 for CR or LF, 0 if none does. */
    static int lineEndAt(SourceBuffer in, long position) {
        int b = in.at(position);
        if (b == '\n') {
            return 1;
        }
        return b != '\r' ? 0 : in.at(position + 1) == '\n' ? 2 : 1;
    }

    /** Whether {@code position} is the LF of a CRLF, which belongs to the byte before it. */
    static boolean isInsideLineEnd(SourceBuffer in, long position) {
        return position > in.origin() && in.at(position) == '\n' && in.at(position - 1) == '\r';
    }

    /** ASCII white space, and what is behind the end. */
    static boolean isSpace(int b) {
        return b == ' ' || (b >= '\t' && b <= '\r') || b < 0;
    }
}
