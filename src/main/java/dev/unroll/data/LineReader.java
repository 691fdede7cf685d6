package dev.unroll.data;

import java.util.Arrays;

/**
 * The lines of a file as records. CR, LF and CRLF end a line, and so does the end of the file; a line belongs to the piece that
 * holds its first byte.
 */
public final class LineReader {
    /** A longer line is not a record: 256 MiB. */
    public static final int LONGEST = 1 << 28;

    /** Takes lines. */
    @FunctionalInterface
    public interface Sink {
        /**
         * A line.
         *
         * @param offset where it begins in its file
         * @param bytes holds it until this call returns
         * @param length its bytes, without the line end; -1 = it was over {@link #LONGEST} and is not there
         */
        void line(long offset, byte[] bytes, int length);
    }

    private final SourceBuffer in = new SourceBuffer();
    private byte[] line = new byte[1 << 12];

    /** Hands out the lines of a file that begin in [from, to). */
    public void read(ByteSource file, long from, long to, Sink sink) {
        in.reset(file);
        in.skipByteOrderMark();
        long at = Math.max(from, in.origin());
        if (at > in.origin() && (Segmenter.lineEndAt(in, at - 1) == 0 || Segmenter.isInsideLineEnd(in, at))) {
            at = nextLine(at, to);
        }
        while (at < to) {
            at = line(at, to, sink);
        }
    }

    /** Skips the rest of a line that began before; at most to the end of the piece. */
    private long nextLine(long from, long to) {
        long at = from;
        while (at < to && Segmenter.lineEndAt(in, at) == 0) {
            at++;
        }
        return at < to ? at + Segmenter.lineEndAt(in, at) : to;
    }

    private long line(long from, long to, Sink sink) {
        int length = 0;
        long at = from;
        while (at < in.length() && Segmenter.lineEndAt(in, at) == 0) {
            if (length == LONGEST) {
                sink.line(from, line, -1);
                return nextLine(at, to);
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, 2 * length);
            }
            line[length++] = (byte) in.at(at++);
        }
        sink.line(from, line, length);
        return at + Segmenter.lineEndAt(in, at);
    }
}
