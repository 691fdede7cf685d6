package dev.unroll.spec;

import java.util.regex.Pattern;

/** What of a reader's option may be shown and stored. */
final class Secrets {
    /** Spark's default {@code spark.redaction.regex}, which is held against names and values too. */
    private static final Pattern SECRET = Pattern.compile("(?i)secret|password|token|access[.]?key");

    private static final String HIDDEN = "***";

    private Secrets() {}

    /** The value, or {@code ***} if it or its name looks like a secret; what is hidden stays so. */
    static String shown(String name, String value) {
        boolean secret = SECRET.matcher(name).find() || SECRET.matcher(value).find();
        return secret ? HIDDEN : value;
    }
}
