package dev.unroll.spec;

/** The sentences with which records refuse a value. */
final class Rule {
    private Rule() {}

    /** Refuses a value outside of its key's range. */
    static void range(Key key, Object value, boolean inside) {
        if (!inside) {
            throw new UsageException(
                    "value out of range: " + key.name() + "=" + value, "set " + key.name() + " to " + key.values());
        }
    }

    /** Refuses a value that contradicts another key. */
    static void agree(Key key, Object value, boolean agrees, String hint) {
        if (!agrees) {
            throw new UsageException("settings contradict each other: " + key.name() + "=" + value, hint);
        }
    }

    /** Refuses a value that nothing reads. The default may stand, since a stored configuration names every key. */
    static void used(Key key, Object value, boolean read, String hint) {
        agree(key, value, read || isDefault(key, value), hint);
    }

    private static boolean isDefault(Key key, Object value) {
        return value instanceof Number number
                ? number.doubleValue() == Double.parseDouble(key.fallback())
                : value.equals(key.fallback());
    }
}
