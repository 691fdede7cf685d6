package dev.unroll.data.format;

import java.io.IOException;

/**
 * The letters of a FASTA file, one by one, and its headers. White space and numbers between letters are layout, lines that begin
 * with {@code ;} are comments.
 */
final class FastaScan {
    /** What {@link #next} returns behind the last letter. */
    static final int END = -1;

    /** What {@link #next} returns where a record begins. */
    static final int HEADER = -2;

    /** Characters of a header that are kept. */
    private static final int HEADER_KEPT = 1 << 16;

    private final Characters in;
    private final char[] buffer = new char[1 << 14];
    private int position;
    private int limit;
    private boolean lineBegins = true;
    private boolean afterReturn;
    private long line = 1;
    private long headerLine;
    private long digits;
    private String name = "";

    FastaScan(Characters in) {
        this.in = in;
    }

    /** The first word of the last header; empty without. */
    String name() {
        return name;
    }

    /** Where the last header is. */
    long headerLine() {
        return headerLine;
    }

    /** The present line, from 1 on. */
    long line() {
        return line;
    }

    /** Digits passed over, as in the numbered blocks of GenBank. */
    long digits() {
        return digits;
    }

    /** The next letter whatever it is, {@link #HEADER} or {@link #END}. */
    int next() throws IOException {
        while (position < limit || fill()) {
            char c = buffer[position++];
            if (c == '\n' || c == '\r') {
                lineEnd(c);
            } else if (lineBegins && c == ';') {
                rest();
            } else if (lineBegins && c == '>') {
                headerLine = line;
                name = firstWord(rest());
                return HEADER;
            } else {
                lineBegins = false;
                afterReturn = false;
                if (c >= '0' && c <= '9') {
                    digits++;
                } else if (!Separator.isSpace(c)) {
                    return c;
                }
            }
        }
        return END;
    }

    private void lineEnd(char c) {
        if (c == '\r' || !afterReturn) {
            line++;
        }
        afterReturn = c == '\r';
        lineBegins = true;
    }

    /** What remains of the line, up to its end; of a long one only the beginning. */
    private String rest() throws IOException {
        StringBuilder rest = new StringBuilder();
        afterReturn = false;
        while ((position < limit || fill()) && buffer[position] != '\n' && buffer[position] != '\r') {
            char c = buffer[position++];
            if (rest.length() < HEADER_KEPT) {
                rest.append(c);
            }
        }
        lineBegins = false;
        return rest.toString();
    }

    private static String firstWord(String header) {
        String text = Separator.trim(header);
        int end = 0;
        while (end < text.length() && !Separator.isSpace(text.charAt(end))) {
            end++;
        }
        return text.substring(0, end);
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer, 0, buffer.length));
        return limit > 0;
    }
}
