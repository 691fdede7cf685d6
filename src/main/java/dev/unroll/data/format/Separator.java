package dev.unroll.data.format;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands between the columns of a line.
 *
 * @param text taken literally; empty: any run of spaces, tabs, vertical tabs and form feeds
 */
public record Separator(String text) implements Serializable {
    /** Columns with any white space between them. */
    public static final Separator WHITE_SPACE = new Separator("");

    /** Columns with one tab between them, so that a word may have spaces in it. */
    public static final Separator TAB = new Separator("\t");

    /** The columns of a line as they stand there; with a literal separator they may be empty. */
    List<String> split(String line) {
        return split(line, Integer.MAX_VALUE);
    }

    /** At most so many columns of a line: the last one is all that remains. */
    List<String> split(String line, int most) {
        return text.isEmpty() ? words(line, most) : literally(line, most);
    }

    private List<String> literally(String line, int most) {
        List<String> columns = new ArrayList<>();
        int from = 0;
        int at = line.indexOf(text);
        while (at >= 0 && columns.size() < most - 1) {
            columns.add(line.substring(from, at));
            from = at + text.length();
            at = line.indexOf(text, from);
        }
        columns.add(line.substring(from));
        return columns;
    }

    private static List<String> words(String line, int most) {
        List<String> columns = new ArrayList<>();
        int end = trimmedEnd(line);
        int at = 0;
        while (true) {
            while (at < end && isSpace(line.charAt(at))) {
                at++;
            }
            if (at == end) {
                return columns;
            }
            int from = at;
            boolean last = columns.size() == most - 1;
            while (at < end && (last || !isSpace(line.charAt(at)))) {
                at++;
            }
            columns.add(line.substring(from, at));
        }
    }

    /** The text without white space of ASCII around it. */
    static String trim(String text) {
        int end = trimmedEnd(text);
        int from = 0;
        while (from < end && isSpace(text.charAt(from))) {
            from++;
        }
        return text.substring(from, end);
    }

    private static int trimmedEnd(String text) {
        int end = text.length();
        while (end > 0 && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    /** Whether the separator is white space itself, so that white space beside it belongs to the text. */
    boolean isSpace() {
        return !text.isEmpty() && trim(text).isEmpty();
    }

    static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\u000B' || c == '\f';
    }
}
