package dev.unroll.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * FASTA, or plain lines of bases.
 *
 * <p>A line that begins with {@code >} is a header, one that begins with {@code ;} a comment, which is passed over. White space and
 * digits are layout.
 */
final class FastaReader implements BaseReader {
    private final InputStream in;
    private final ByteArrayOutputStream name = new ByteArrayOutputStream();
    private boolean lineBegins = true;
    private boolean isBehindReturn;

    FastaReader(InputStream in) {
        this.in = in;
    }

    @Override
    public int next() throws IOException {
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

    @Override
    public byte[] name() {
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
