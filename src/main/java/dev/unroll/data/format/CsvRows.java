package dev.unroll.data.format;

import dev.unroll.data.Rejected;
import dev.unroll.spec.UsageException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV file after RFC 4180: a field in quotes may hold separators, line ends and, doubled, quotes. LF, CR and CRLF
 * end a row; inside a field each of them is one LF.
 */
final class CsvRows {
    /** Characters of a row at most. */
    static final int LONGEST = 1 << 24;

    private static final int END = -1;

    /** What stands where in a file. */
    record Style(char separator, char quote) implements Serializable {}

    private final Input file;
    private final Characters in;
    private final Style style;
    private final StringBuilder field = new StringBuilder();
    private final StringBuilder text = new StringBuilder();
    private int length;
    private int next;
    private boolean primed;
    private long line = 1;
    private long rowLine;

    CsvRows(Input file, Characters in, Style style) {
        this.file = file;
        this.in = in;
        this.style = style;
    }

    /** The line that the last row began on. */
    long line() {
        return rowLine;
    }

    /** A finding about the last row. */
    Rejected rejected(BadRecord problem) {
        return problem.at(file.place(rowLine), text);
    }

    /** The next row that is not blank, null behind the last one. */
    @Nullable
    List<String> next() throws IOException, BadRecord {
        if (!primed) {
            primed = true;
            next = in.read();
        }
        text.setLength(0);
        length = 0;
        rowLine = line;
        if (next == END) {
            return null;
        }
        List<String> fields = new ArrayList<>();
        BadRecord problem = null;
        int end;
        do {
            field.setLength(0);
            BadRecord bad = next == style.quote && style.quote != 0 ? quoted() : plain();
            problem = problem == null ? bad : problem;
            fields.add(field.toString());
            end = take();
        } while (end == style.separator);
        if (problem != null) {
            throw problem;
        }
        return fields;
    }

    private @Nullable BadRecord plain() throws IOException {
        while (!isFieldEnd()) {
            field.append((char) take());
        }
        return null;
    }

    /** A field in quotes; white space behind it is passed over, anything else there is wrong. */
    private @Nullable BadRecord quoted() throws IOException {
        take();
        while (next != END) {
            int c = take();
            if (c == style.quote && next != style.quote) {
                return behindQuote();
            }
            field.append((char) c);
            if (c == style.quote) {
                take();
            }
        }
        return new BadRecord("quote is not closed before the file ends");
    }

    private @Nullable BadRecord behindQuote() throws IOException {
        boolean blank = true;
        while (!isFieldEnd()) {
            blank &= Separator.isSpace((char) take());
        }
        return blank ? null : new BadRecord("text behind a closing quote");
    }

    private boolean isFieldEnd() {
        return next == END || next == '\n' || next == '\r' || next == style.separator;
    }

    /** The next character; each line end is LF. */
    private int take() throws IOException {
        int c = next;
        if (c == END) {
            return END;
        }
        next = in.read();
        if (c == '\r') {
            next = next == '\n' ? in.read() : next;
            c = '\n';
        }
        line += c == '\n' ? 1 : 0;
        if (text.length() < BadRecord.SHOWN) {
            text.append((char) c);
        }
        if (++length > LONGEST) {
            throw new UsageException(
                    "row is too long: " + file.at(rowLine) + " characters=" + length + " allowed=" + LONGEST,
                    "close its quotes");
        }
        return c;
    }
}
