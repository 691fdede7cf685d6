package dev.unroll.data.format;

import java.util.List;

/** Numbers in files: decimal, finite, NaN where one is missing. */
final class Decimal {
    private Decimal() {}

    /** Whether a field says that its number is not known: empty, {@code ?}, {@code NA} or {@code NaN}. */
    static boolean isMissing(String field) {
        return field.isEmpty() || field.equals("?") || field.equalsIgnoreCase("na") || field.equalsIgnoreCase("nan");
    }

    /** A number, NaN for a missing one. */
    static float number(String field) throws BadRecord {
        String text = Separator.trim(field);
        if (isMissing(text)) {
            return Float.NaN;
        }
        float number = Float.parseFloat(checked(text));
        if (Float.isInfinite(number)) {
            throw new BadRecord("number is too large: " + shown(text));
        }
        return number;
    }

    /** A number that must be there, to sort by. */
    static double order(String field) throws BadRecord {
        double number = Double.parseDouble(checked(Separator.trim(field)));
        if (Double.isInfinite(number)) {
            throw new BadRecord("number is too large: " + shown(field));
        }
        return number;
    }

    /** A position on a sequence, in a column that is counted from 0. */
    static long position(List<String> row, int column) throws BadRecord {
        String text = row.get(column);
        boolean digits = !text.isEmpty() && text.length() <= 15 && digits(text, 0) == text.length();
        if (!digits) {
            throw new BadRecord("not a position: column=" + (column + 1) + " value=" + shown(text));
        }
        return Long.parseLong(text);
    }

    /** Java also takes hexadecimal numbers, names of infinities and letters behind a number. */
    private static String checked(String text) throws BadRecord {
        int at = sign(text, 0);
        int whole = digits(text, at);
        boolean point = whole < text.length() && text.charAt(whole) == '.';
        int fraction = point ? digits(text, whole + 1) : whole;
        boolean digits = fraction - at > (point ? 1 : 0);
        int end = fraction;
        if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
            int exponent = sign(text, end + 1);
            end = digits(text, exponent);
            digits &= end > exponent;
        }
        if (!digits || end < text.length()) {
            throw new BadRecord("not a number: " + shown(text));
        }
        return text;
    }

    private static int sign(String text, int at) {
        return at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+') ? at + 1 : at;
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    private static String shown(String text) {
        return text.substring(0, Math.min(40, text.length()));
    }
}
