package dev.unroll.io;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Which settings may be written to a file that is handed on. */
public final class Redaction {
    /** The default of {@code spark.redaction.regex}. */
    private static final Pattern SECRET = Pattern.compile("(?i)secret|password|token|access[.]?key");

    private static final String HIDDEN = "***";

    private Redaction() {}

    /**
     * Settings as they are stored: {@code spark.*} left out, and {@code data.options.*} whose key or value looks like a
     * secret replaced by {@code ***}. Applying it twice changes nothing, so stored settings compare with resolved ones.
     */
    public static SortedMap<String, String> stored(Map<String, String> settings) {
        TreeMap<String, String> stored = new TreeMap<>();
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            String key = setting.getKey();
            if (!key.startsWith("spark.")) {
                stored.put(key, isSecret(key, setting.getValue()) ? HIDDEN : setting.getValue());
            }
        }
        return Collections.unmodifiableSortedMap(stored);
    }

    private static boolean isSecret(String key, String value) {
        return key.startsWith("data.options.")
                && (SECRET.matcher(key).find() || SECRET.matcher(value).find());
    }
}
