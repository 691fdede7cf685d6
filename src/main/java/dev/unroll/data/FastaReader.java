package dev.unroll.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Tells headers, bases and line ends of FASTA, or of plain lines of bases, apart.
 *
 * <p>A line that begins with {@code >} is a header, one that begins with {@code ;} a comment, which is passed over. White space and
 * digits are layout. A byte order mark at the beginning is left out.
 */
final class FastaReader {
    /** Nothing comes any more. */
    static final int END = -1;
    /** A line of bases has ended, perhaps one without any; so has the last one without a line end. */
    static final int LINE_END = -2;
    /** A header, whose first word is {@link #name}. */
    static final int HEADER = -3;

    private static final int[] BYTE_ORDER_MARK = {0xEF, 0xBB, 0xBF};

    private final InputStream in;
    private final ByteArrayOutputStream name = new ByteArrayOutputStream();
    private boolean lineBegins = true;
    private boolean isBehindReturn;

    /** A reader of a stream that can go back by some bytes. */
    FastaReader(InputStream in) throws IOException {
        this.in = in;
        in.mark(BYTE_ORDER_MARK.length);
        for (int mark : BYTE_ORDER_MARK) {
            if (in.read() != mark) {
                in.reset();
                return;
            }
        }
    }

    /** The next base, 0..255 whatever its letter, or what else comes next. */
    int next() throws IOException {
        while (true) {
            int b = in.read();
            if (b < 0) {
                boolean isOpen = !lineBegins;
                lineBegins = true;
                return isOpen ? LINE_END : END;
            }
            boolean isRestOfLineEnd = isBehindReturn && b == '\n';
            isBehindReturn = b == '\r';
            if (isRestOfLineEnd) {
                continue;
            }
            if (b == '\n' || b == '\r') {
                lineBegins = true;
                return LINE_END;
            }
            if (lineBegins && (b == '>' || b == ';')) {
                readLine();
                if (b == '>') {
                    return HEADER;
                }
                continue;
            }
            lineBegins = false;
            if (!Segmenter.isSpace(b) && !(b >= '0' && b <= '9')) {
                return b;
            }
        }
    }

    /** The first word of the last header, its bytes as they are; empty if it has none. */
    byte[] name() {
        return name.toByteArray();
    }

    /** Reads what is behind the sign at a line's beginning, and keeps the first word of it. */
    private void readLine() throws IOException {
        name.reset();
        boolean ended = false;
        int b = in.read();
        while (b >= 0 && b != '\n' && b != '\r') {
            if (!Segmenter.isSpace(b)) {
                if (!ended) {
                    name.write(b);
                }
            } else {
                ended = name.size() > 0;
            }
            b = in.read();
        }
        isBehindReturn = b == '\r';
    }
}
