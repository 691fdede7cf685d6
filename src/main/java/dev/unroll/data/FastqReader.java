package dev.unroll.data;

import dev.unroll.spec.UsageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * FASTQ: {@code @name}, bases, {@code +}, as many qualities as bases; bases and qualities may be wrapped, and there may be none of
 * them. Qualities are counted and left out. White space is layout.
 */
final class FastqReader implements BaseReader {
    private final String file;
    private final InputStream in;
    private final ByteArrayOutputStream name = new ByteArrayOutputStream();
    private long line = 1;
    private long bases;
    private boolean isInBases;
    private boolean lineBegins;
    private boolean isBehindReturn;

    FastqReader(String file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    @Override
    public int next() throws IOException {
        while (isInBases) {
            int b = read();
            if (b < 0) {
                throw broken("record is cut off");
            }
            if (lineBegins && b == '+') {
                passLine();
                passQualities();
                isInBases = false;
            } else if (lineBegins && b == '@') {
                throw broken("record has no line with +");
            } else if (!Segmenter.isSpace(b)) {
                lineBegins = false;
                bases++;
                return b;
            } else {
                lineBegins = b == '\n';
            }
        }
        return header();
    }

    private int header() throws IOException {
        int b = read();
        while (b >= 0 && Segmenter.isSpace(b)) {
            b = read();
        }
        if (b < 0) {
            return END;
        }
        if (b != '@') {
            throw broken("record does not begin with @");
        }
        name.reset();
        boolean ended = false;
        for (b = read(); b >= 0 && b != '\n'; b = read()) {
            ended |= Segmenter.isSpace(b) && name.size() > 0;
            if (!ended && !Segmenter.isSpace(b)) {
                name.write(b);
            }
        }
        bases = 0;
        isInBases = true;
        lineBegins = true;
        return HEADER;
    }

    private void passLine() throws IOException {
        int b = read();
        while (b >= 0 && b != '\n') {
            b = read();
        }
    }

    /** A quality may be any sign, {@code @} and {@code +} too: only their number tells where a record ends. */
    private void passQualities() throws IOException {
        for (long qualities = 0; qualities < bases; ) {
            int b = read();
            if (b < 0) {
                throw broken("record is cut off");
            }
            qualities += Segmenter.isSpace(b) ? 0 : 1;
        }
        int b = read();
        while (b >= 0 && b != '\n') {
            if (!Segmenter.isSpace(b)) {
                throw broken("qualities are more than bases");
            }
            b = read();
        }
    }

    /** The next byte, each kind of line end as one line feed. */
    private int read() throws IOException {
        int b = in.read();
        if (isBehindReturn && b == '\n') {
            b = in.read();
        }
        isBehindReturn = b == '\r';
        if (b == '\r' || b == '\n') {
            line++;
            return '\n';
        }
        return b;
    }

    private UsageException broken(String clause) {
        return new UsageException(
                clause + ": file=" + file + " line=" + line,
                "mend or leave out that read; data.format=class-files leaves it out by itself");
    }

    @Override
    public byte[] name() {
        return name.toByteArray();
    }
}
