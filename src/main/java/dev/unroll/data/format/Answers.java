package dev.unroll.data.format;

import dev.unroll.data.Labels;
import dev.unroll.data.Targets;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * How a source's field says what is to be said.
 *
 * @param kind what it is
 * @param separator between several classes or numbers in one field; empty: there is only one
 * @param map other names for classes
 */
public record Answers(Kind kind, String separator, LabelMap map) implements Serializable {
    /** One class, under the name that stands there. */
    public static final Answers CLASS = new Answers(Kind.CLASS, "", LabelMap.NONE);

    /** A number. */
    public static final Answers VALUE = new Answers(Kind.VALUE, "", LabelMap.NONE);

    /** What a field says. */
    public enum Kind {
        /** The name of a class. */
        CLASS,
        /** A number. */
        VALUE
    }

    /** What the field says about a record. */
    Labels ofRecord(String field) throws BadRecord {
        List<String> parts = separator.isEmpty() ? List.of(field) : new Separator(separator).split(field);
        if (kind == Kind.VALUE) {
            float[] values = new float[parts.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = Decimal.number(parts.get(i));
            }
            return new Labels.Values(Targets.Level.RECORD, values.length, values);
        }
        List<String> names = new ArrayList<>();
        for (String name : parts) {
            String label = Separator.trim(name);
            if (label.isEmpty()) {
                throw new BadRecord("label is empty");
            }
            if (!map.of(label).isEmpty()) {
                names.add(map.of(label));
            }
        }
        return new Labels.OfRecord(List.copyOf(names));
    }
}
