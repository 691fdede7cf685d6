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
         * @param file the file's name in messages
         * @param offset where it begins in the file
         * @param bytes holds it until this call returns
         * @param length its bytes, without the line end; -1 = there are more than {@link #LONGEST}, of which so many are there
         */
        void line(String file, long offset, byte[] bytes, int length);
    }

    private final SourceBuffer in = new SourceBuffer();
    private final int longest;
    private byte[] line = new byte[1 << 12];

    /** A reader of files. */
    public LineReader() {
        this(LONGEST);
    }

    /** The same with another limit, a power of two from 4,096 on. */
    LineReader(int longest) {
        this.longest = longest;
    }

    /** Hands out the lines of a file that begin in [from, to). */
    public void read(ByteSource file, long from, long to, Sink sink) {
        in.reset(file);
        in.skipByteOrderMark();
        long at = Math.max(from, in.origin());
        if (at > in.origin() && (Segmenter.lineEndAt(in, at - 1) == 0 || Segmenter.isInsideLineEnd(in, at))) {
            at = nextLine(at, to);
        }
        while (at < to) {
            at = line(file.name(), at, to, sink);
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

    private long line(String file, long from, long to, Sink sink) {
        int length = 0;
        long at = from;
        while (at < in.length() && Segmenter.lineEndAt(in, at) == 0) {
            if (length == longest) {
                sink.line(file, from, line, -1);
                return nextLine(at, to);
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, 2 * length);
            }
            line[length++] = (byte) in.at(at++);
        }
        sink.line(file, from, line, length);
        return at + Segmenter.lineEndAt(in, at);
    }
}
