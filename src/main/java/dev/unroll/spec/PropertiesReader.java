package dev.unroll.spec;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Java properties syntax, with the line of each key.
 *
 * <p>As {@link java.util.Properties#load(java.io.Reader)}, except that values are trimmed, that a key set twice is refused,
 * and that an unescaped {@code #} behind white space inside a value is refused: who writes it means a comment.
 */
final class PropertiesReader {
    private final String file;
    private final String text;
    private final Map<String, Conf.Entry> entries = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private int position;
    private int line = 1;

    PropertiesReader(String file, String text) {
        this.file = file;
        this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    Map<String, Conf.Entry> read() {
        while (position < text.length()) {
            int first = line;
            String logical = logicalLine();
            if (!logical.isEmpty() && logical.charAt(0) != '#' && logical.charAt(0) != '!') {
                entry(logical, first);
            }
        }
        return entries;
    }

    /** The next line without its leading white space, joined with those that continue it. */
    private String logicalLine() {
        StringBuilder logical = new StringBuilder();
        while (true) {
            String natural = naturalLine();
            logical.append(natural);
            boolean comment = logical.length() > 0 && (logical.charAt(0) == '#' || logical.charAt(0) == '!');
            if (comment || !endsWithEscape(natural)) {
                return logical.toString();
            }
            logical.setLength(logical.length() - 1);
            if (position >= text.length()) {
                return logical.toString();
            }
        }
    }

    private String naturalLine() {
        int start = position;
        while (start < text.length() && isBlank(text.charAt(start))) {
            start++;
        }
        int end = start;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        position = end + (text.startsWith("\r\n", end) ? 2 : 1);
        line++;
        return text.substring(start, end);
    }

    private static boolean endsWithEscape(String natural) {
        int backslashes = 0;
        while (backslashes < natural.length() && natural.charAt(natural.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private void entry(String logical, int first) {
        int end = 0;
        while (end < logical.length() && !isBlank(logical.charAt(end)) && "=:".indexOf(logical.charAt(end)) < 0) {
            end += logical.charAt(end) == '\\' ? 2 : 1;
        }
        end = Math.min(end, logical.length());
        int start = skipBlanks(logical, end);
        if (start < logical.length() && "=:".indexOf(logical.charAt(start)) >= 0) {
            start = skipBlanks(logical, start + 1);
        }
        String key = unescape(logical.substring(0, end), first);
        String raw = trimmed(logical.substring(start));
        for (int i = 1; i < raw.length(); i++) {
            if (raw.charAt(i) == '#' && isBlank(raw.charAt(i - 1))) {
                throw new UsageException(
                        "comment inside a value: key=" + key + " file=" + file + " line=" + first,
                        "put the comment on a line of its own, or write \\# for the character itself");
            }
        }
        Integer before = lines.put(key, first);
        if (before != null) {
            throw new UsageException(
                    "key set twice: key=" + key + " file=" + file + " line=" + first + " first=" + before,
                    "keep one of the two lines");
        }
        entries.put(key, new Conf.Entry(unescape(raw, first), " file=" + file + " line=" + first));
    }

    private static int skipBlanks(String s, int from) {
        int at = from;
        while (at < s.length() && isBlank(s.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Without trailing white space, but with an escaped blank at the end. */
    private static String trimmed(String raw) {
        int end = raw.length();
        while (end > 0 && isBlank(raw.charAt(end - 1)) && !endsWithEscape(raw.substring(0, end - 1))) {
            end--;
        }
        return raw.substring(0, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\f';
    }

    private String unescape(String raw, int first) {
        StringBuilder plain = new StringBuilder(raw.length());
        int i = 0;
        while (i < raw.length()) {
            char c = raw.charAt(i++);
            if (c != '\\' || i == raw.length()) {
                plain.append(c);
                continue;
            }
            char escaped = raw.charAt(i++);
            switch (escaped) {
                case 't' -> plain.append('\t');
                case 'n' -> plain.append('\n');
                case 'r' -> plain.append('\r');
                case 'f' -> plain.append('\f');
                case 'u' -> {
                    plain.append(unicode(raw, i, first));
                    i += 4;
                }
                default -> plain.append(escaped);
            }
        }
        return plain.toString();
    }

    private char unicode(String raw, int from, int first) {
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = i < raw.length() ? Character.digit(raw.charAt(i), 16) : -1;
            if (digit < 0) {
                throw new UsageException(
                        "escape not understood: file=" + file + " line=" + first,
                        "write \\u with four hexadecimal digits");
            }
            value = value * 16 + digit;
        }
        return (char) value;
    }
}
