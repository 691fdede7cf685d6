package dev.unroll.spec;

import java.io.Serializable;

/**
 * Where the parts of labelled records stand in their source, and how their labels are read: {@code data.*-column},
 * {@code data.separator}, {@code data.labels.*}. Texts are empty where nothing is set: then the format has its own idea.
 *
 * @param column {@code data.label-column}
 * @param key {@code data.key-column}
 * @param order {@code data.order-column}
 * @param features {@code data.feature-columns}, separated by commas
 * @param separator {@code data.separator} of columns
 * @param scheme {@code data.labels.scheme}
 * @param map {@code data.labels.map}
 * @param from {@code data.labels.from}
 * @param several {@code data.labels.separator}, between several labels in one field
 * @param file {@code data.labels.file}, a path
 * @param positive {@code data.positive-label}
 */
public record LabelSpec(
        String column,
        String key,
        String order,
        String features,
        String separator,
        Scheme scheme,
        String map,
        From from,
        String several,
        String file,
        String positive)
        implements Serializable {
    /** Nothing is set. */
    public static final LabelSpec NONE = new LabelSpec("", "", "", "", "", Scheme.BIO, "", From.NAME, "", "", "");

    /** How labels of words say where a name begins and ends. */
    public enum Scheme {
        /** B- begins, I- goes on, O is outside. */
        BIO,
        /** I- is inside, B- begins one right behind another of its type; becomes {@link #BIO}. */
        IOB1,
        /** With E- at the end, and S- for one word. */
        IOBES,
        /** Labels stand for themselves. */
        NONE
    }

    /** What of a file's path is the label of its records. */
    public enum From {
        /** The name without its extension. */
        NAME,
        /** The extension. */
        EXTENSION,
        /** The folder. */
        FOLDER
    }
}
