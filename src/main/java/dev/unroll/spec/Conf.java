package dev.unroll.spec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A configuration as it was written: known keys with their values and where each was set.
 *
 * <p>Java properties syntax in UTF-8. A key set twice in a file, a {@code #} behind white space inside a value (which is no
 * comment there; write {@code \#}) and an unknown key are refused. {@code key=value} words of the command line win over the
 * file, the last one over the others; an empty value is the default. {@code spark.*} is kept apart, {@code data.options.*}
 * takes any name.
 */
public final class Conf {
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+(_[0-9]+)*");
    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?");

    /**
     * @param value as it is meant, escapes resolved
     * @param where such as {@code  at conf/a.conf:12}, for messages; empty for a stored configuration
     */
    record Entry(String value, String where) {}

    private static final String COMMAND_LINE = " on the command line";

    private final SortedMap<String, Entry> entries = new TreeMap<>();
    private final SortedMap<String, String> options = new TreeMap<>();
    private final SortedMap<String, String> spark = new TreeMap<>();

    private Conf() {}

    /** Reads a file, then the {@code key=value} words of a command line. */
    public static Conf read(Path file, List<String> overrides) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return parse(file.toString(), text, overrides);
        } catch (CharacterCodingException e) {
            throw new UsageException("configuration is not UTF-8: file=" + file, "save it as UTF-8");
        } catch (NoSuchFileException e) {
            throw new UsageException("no such configuration: file=" + file, "check the path given to --config");
        } catch (IOException e) {
            throw new UsageException(
                    "configuration cannot be read: file=" + file + " reason=" + e.getMessage(),
                    "check the path given to --config");
        }
    }

    /** The same for a text that is already read; {@code file} names it in messages. */
    public static Conf parse(String file, String text, List<String> overrides) {
        Conf conf = new Conf();
        new PropertiesReader(file, text).read().forEach(conf::set);
        conf.override(overrides);
        return conf;
    }

    /** A resolved configuration, as {@link Spec#toProperties} gives it. */
    public static Conf of(Map<String, String> properties) {
        return of(properties, List.of());
    }

    /** A resolved configuration with the {@code key=value} words of a command line over it. */
    public static Conf of(Map<String, String> properties, List<String> overrides) {
        Conf conf = new Conf();
        properties.forEach((name, value) -> conf.set(name, new Entry(value, "")));
        conf.override(overrides);
        return conf;
    }

    private void override(List<String> overrides) {
        for (String word : overrides) {
            int equals = word.indexOf('=');
            if (equals <= 0) {
                throw new UsageException("not a setting: word=" + word, "write it as key=value");
            }
            String name = word.substring(0, equals).strip();
            String value = word.substring(equals + 1);
            set(name, new Entry(Keys.isOption(name) ? value : value.strip(), COMMAND_LINE));
        }
    }

    private void set(String name, Entry entry) {
        if (name.startsWith(Keys.SPARK)) {
            spark.put(name, entry.value());
        } else if (Keys.isOption(name)) {
            options.put(name.substring(Keys.OPTIONS.length()), entry.value());
        } else if (Keys.named(name).isEmpty() || name.equals(Keys.DATA_OPTIONS.name())) {
            throw new UsageException(
                    "unknown key: key=" + name + entry.where(), "the nearest known key is " + NearestKey.to(name));
        } else if (entry.value().isEmpty()) {
            entries.remove(name);
        } else {
            entries.put(name, entry);
        }
    }

    /** The {@code spark.*} settings, to be handed on and never stored. */
    public SortedMap<String, String> spark() {
        return Collections.unmodifiableSortedMap(spark);
    }

    /** The {@code data.options.*} settings without their prefix. */
    public SortedMap<String, String> options() {
        return Collections.unmodifiableSortedMap(options);
    }

    /** Whether a value is set. */
    public boolean has(Key key) {
        return entries.containsKey(key.name());
    }

    boolean fromCommandLine(Key key) {
        return where(key).equals(COMMAND_LINE);
    }

    /** Where the key was set, beginning with a space; empty for a default. */
    String where(Key key) {
        Entry entry = entries.get(key.name());
        return entry == null ? "" : entry.where();
    }

    /** The value, or the default. */
    public String text(Key key) {
        Entry entry = entries.get(key.name());
        return entry == null ? key.fallback() : entry.value();
    }

    /** The value as a whole number of 32 bits. */
    public int integer(Key key) {
        long value = longInteger(key);
        if (value != (int) value) {
            throw refused(key);
        }
        return (int) value;
    }

    /** The value as a whole number of 64 bits; {@code 1_000_000} is one. */
    public long longInteger(Key key) {
        String text = text(key);
        if (!INTEGER.matcher(text).matches()) {
            throw refused(key);
        }
        try {
            return Long.parseLong(text.replace("_", ""));
        } catch (NumberFormatException e) {
            throw refused(key);
        }
    }

    /** The value as a finite number. */
    public double number(Key key) {
        return number(key, text(key));
    }

    double number(Key key, String text) {
        if (!NUMBER.matcher(text).matches() || Double.isInfinite(Double.parseDouble(text))) {
            throw refused(key);
        }
        return Double.parseDouble(text);
    }

    /** The value as true or false. */
    public boolean flag(Key key) {
        String text = text(key);
        if (!text.equals("true") && !text.equals("false")) {
            throw refused(key);
        }
        return text.equals("true");
    }

    /** The value as one of a family of words. */
    public <E extends Enum<E>> E choice(Key key, Class<E> family) {
        String text = text(key);
        for (E constant : family.getEnumConstants()) {
            if (Words.of(constant).equals(text)) {
                return constant;
            }
        }
        throw refused(key);
    }

    UsageException refused(Key key) {
        return new UsageException(
                "value not understood: " + key.name() + "=" + text(key) + where(key),
                "set " + key.name() + " to " + key.values());
    }
}
