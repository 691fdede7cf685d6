package dev.unroll.data.format;

import dev.unroll.spec.UsageException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The lines of a file: LF, CR and CRLF end one, and so does the end of the file. No other character does. */
final class Lines {
    /** A line of more characters is no line of any format that has lines. */
    static final int LONGEST = 1 << 26;

    private final Input file;
    private final Characters in;
    private final char[] buffer = new char[1 << 14];
    private final StringBuilder line = new StringBuilder();
    private int position;
    private int limit;
    private long number;
    private boolean afterReturn;

    Lines(Input file, Characters in) {
        this.file = file;
        this.in = in;
    }

    /** The number of the line that was read last, from 1 on. */
    long number() {
        return number;
    }

    /** Where the line that was read last is. */
    String place() {
        return file.place(number);
    }

    /** The next line without its end, null behind the last one. */
    @Nullable
    String next() throws IOException {
        line.setLength(0);
        while (position < limit || fill()) {
            if (afterReturn) {
                afterReturn = false;
                position += buffer[position] == '\n' ? 1 : 0;
                continue;
            }
            int from = position;
            while (position < limit && buffer[position] != '\n' && buffer[position] != '\r') {
                position++;
            }
            append(from);
            if (position < limit) {
                afterReturn = buffer[position++] == '\r';
                return end();
            }
        }
        return line.length() == 0 ? null : end();
    }

    private void append(int from) {
        line.append(buffer, from, position - from);
        if (line.length() > LONGEST) {
            throw new UsageException(
                    "line is too long: " + file.at(number + 1) + " characters=" + line.length() + " allowed=" + LONGEST,
                    "the file is not of this format, or its encoding is another one");
        }
    }

    private String end() {
        number++;
        return line.toString();
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer, 0, buffer.length));
        return limit > 0;
    }
}
