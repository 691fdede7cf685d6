package dev.unroll.data;

import dev.unroll.spec.UsageException;
import dev.unroll.spec.VocabularySpec.Unit;
import java.util.ArrayList;
import java.util.List;

/**
 * vocabulary.txt: one unit a line in UTF-8, the line's number from 0 on being its id, each line ended by LF.
 *
 * <p>{@code \\} is a backslash, {@code \n}, {@code \t}, {@code \r} are what they are in Java, and {@code \}{@code uXXXX} is a
 * UTF-16 unit in four hexadecimal digits. So written are: control characters, white space and invisible characters, U+FFFD and
 * surrogates without a partner. The units of {@code vocabulary.unit=byte} are {@code \xHH} unless they are printable ASCII.
 */
public final class VocabularyFile {
    private VocabularyFile() {}

    /** The file's text. */
    public static String write(Vocabulary vocabulary) {
        StringBuilder text = new StringBuilder();
        for (String unit : vocabulary.units()) {
            boolean high = vocabulary.kind() == Unit.BYTE && unit.charAt(0) >= 0x7F;
            text.append(high ? String.format("\\x%02X", (int) unit.charAt(0)) : escape(unit))
                    .append('\n');
        }
        return text.toString();
    }

    /** The vocabulary in a file's text; {@code file} names it in messages. */
    public static Vocabulary read(Unit kind, String file, String text) {
        return Vocabulary.of(kind, units(file, text));
    }

    /** The names in a file's text, one a line. */
    static List<String> units(String file, String text) {
        List<String> units = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            if (end < 0) {
                throw new UsageException(
                        "vocabulary is cut off: file=" + file + " line=" + (units.size() + 1), "restore the file");
            }
            units.add(unescape(text.substring(from, end), file, units.size() + 1));
            from = end + 1;
        }
        return units;
    }

    /** A unit as it stands in the file, also good for messages and tables. */
    public static String escape(String unit) {
        StringBuilder escaped = new StringBuilder(unit.length());
        for (int i = 0; i < unit.length(); i++) {
            char c = unit.charAt(i);
            boolean paired = Character.isHighSurrogate(c)
                    && i + 1 < unit.length()
                    && Character.isLowSurrogate(unit.charAt(i + 1));
            if (paired) {
                escaped.append(c).append(unit.charAt(++i));
            } else if (c == '\\') {
                escaped.append("\\\\");
            } else if (c == '\n') {
                escaped.append("\\n");
            } else if (c == '\t') {
                escaped.append("\\t");
            } else if (c == '\r') {
                escaped.append("\\r");
            } else if (isHidden(c)) {
                escaped.append(String.format("\\u%04X", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /** Fixed ranges, not the JDK's tables: the file must not differ from one JDK to the next. */
    private static boolean isHidden(char c) {
        return c <= ' '
                || (c >= 0x7F && c <= 0xA0)
                || c == 0xAD
                || (c >= 0x0300 && c <= 0x036F)
                || (c >= 0x2000 && c <= 0x200F)
                || (c >= 0x2028 && c <= 0x202F)
                || (c >= 0x205F && c <= 0x206F)
                || c == 0x3000
                || (c >= 0xD800 && c <= 0xDFFF)
                || c == 0xFEFF
                || c >= 0xFFF0;
    }

    private static String unescape(String line, String file, int number) {
        StringBuilder unit = new StringBuilder(line.length());
        int i = 0;
        while (i < line.length()) {
            char c = line.charAt(i++);
            if (c != '\\') {
                unit.append(c);
                continue;
            }
            char kind = i < line.length() ? line.charAt(i++) : ' ';
            int digits = kind == 'u' ? 4 : kind == 'x' ? 2 : 0;
            int value = hexadecimal(line, i, digits);
            int plain = "\\ntr".indexOf(kind);
            if (value < 0 || (digits == 0 && plain < 0)) {
                throw new UsageException("escape not understood: file=" + file + " line=" + number, "restore the file");
            }
            unit.append(digits > 0 ? (char) value : "\\\n\t\r".charAt(plain));
            i += digits;
        }
        return unit.toString();
    }

    /** The value of so many digits, -1 if they are not there. */
    private static int hexadecimal(String line, int from, int digits) {
        int value = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = i < line.length() ? Character.digit(line.charAt(i), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * 16 + digit;
        }
        return value;
    }
}
