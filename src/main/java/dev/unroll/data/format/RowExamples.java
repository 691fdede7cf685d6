package dev.unroll.data.format;

import dev.unroll.data.Example;
import dev.unroll.data.Example.Reading;
import dev.unroll.data.ExampleRules.Says;
import dev.unroll.data.Found;
import dev.unroll.data.Labels;
import dev.unroll.data.Rejected;
import dev.unroll.data.Targets;
import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of tables as records. What is read is a text, a list of units, a list of numbers (one a step), or a list of lists of numbers; what
 * is said is a name or a number, or a list of them: one for each step, or several for the record.
 *
 * @param says what is to be said
 * @param separator between several classes in one field; empty: there is only one
 * @param map other names for classes
 */
public record RowExamples(Says says, String separator, LabelMap map) implements Serializable {
    /**
     * The record of a row.
     *
     * @param place for messages
     * @param key its name, or empty
     * @param read text, bytes of text, or a list; null where there is none
     * @param said text, number or list; null where nothing is known
     */
    public Found example(String place, String key, @Nullable Object read, @Nullable Object said) {
        try {
            Reading reading = reading(read);
            Labels labels = said == null ? Labels.NONE : labels(said);
            int steps = reading.steps();
            if (steps >= 0 && labels.steps() >= 0 && steps != labels.steps()) {
                throw new BadRecord("steps and labels differ: steps=" + steps + " labels=" + labels.steps());
            }
            return new Example(place, key, reading, labels);
        } catch (BadRecord e) {
            return new Rejected(place, e.reason(), String.valueOf(read));
        }
    }

    private static Reading reading(@Nullable Object read) throws BadRecord {
        if (read == null) {
            throw new BadRecord("nothing to read");
        }
        if (read instanceof byte[] utf8) {
            return Reading.ofText(utf8);
        }
        if (!(read instanceof List<?> list)) {
            return Reading.ofText(read.toString().getBytes(StandardCharsets.UTF_8));
        }
        if (list.isEmpty()) {
            throw new BadRecord("nothing to read");
        }
        Object first = list.get(0);
        if (first instanceof List<?> row) {
            return vectors(list, row.size());
        }
        return first instanceof Number || first == null ? Reading.ofFeatures(1, numbers(list)) : units(list);
    }

    private static Reading vectors(List<?> steps, int width) throws BadRecord {
        float[] all = new float[Math.multiplyExact(steps.size(), width)];
        for (int t = 0; t < steps.size(); t++) {
            if (!(steps.get(t) instanceof List<?> row) || row.size() != width || width == 0) {
                throw new BadRecord("steps have different numbers: step=" + (t + 1));
            }
            System.arraycopy(numbers(row), 0, all, t * width, width);
        }
        return Reading.ofFeatures(width, all);
    }

    private static Reading units(List<?> units) throws BadRecord {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        int[] ends = new int[units.size()];
        for (int t = 0; t < ends.length; t++) {
            Object unit = units.get(t);
            if (unit == null) {
                throw new BadRecord("unit is missing: step=" + (t + 1));
            }
            text.writeBytes(unit.toString().getBytes(StandardCharsets.UTF_8));
            ends[t] = text.size();
        }
        return Reading.ofUnits(text.toByteArray(), ends);
    }

    /** A missing one is NaN. */
    private static float[] numbers(List<?> values) throws BadRecord {
        float[] numbers = new float[values.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(values.get(i));
        }
        return numbers;
    }

    private static float number(@Nullable Object value) throws BadRecord {
        if (value == null) {
            return Float.NaN;
        }
        return value instanceof Number number ? number.floatValue() : Decimal.number(value.toString());
    }

    private Labels labels(Object said) throws BadRecord {
        List<?> list = said instanceof List<?> several ? several : Collections.singletonList(said);
        boolean steps = says.labels().level() == Targets.Level.STEP && !says.units();
        if (steps && !(said instanceof List<?>)) {
            throw new BadRecord("labels of steps are no list");
        }
        if (says.labels().numbers()) {
            return values(list, steps);
        }
        List<String> names = new ArrayList<>();
        for (Object name : list) {
            names.add(name == null ? "" : map.of(Separator.trim(name.toString())));
        }
        if (steps) {
            return StepLabels.of(names);
        }
        if (said instanceof List<?>) {
            names.removeIf(String::isEmpty);
            return new Labels.OfRecord(List.copyOf(names));
        }
        return new Answers(Answers.Kind.CLASS, separator, map).ofRecord(said.toString());
    }

    private static Labels values(List<?> list, boolean steps) throws BadRecord {
        if (!steps) {
            return new Labels.Values(Targets.Level.RECORD, list.size(), numbers(list));
        }
        int width = !list.isEmpty() && list.get(0) instanceof List<?> row ? row.size() : 1;
        float[] all = width == 1 && !(list.get(0) instanceof List<?>)
                ? numbers(list)
                : vectors(list, width).features();
        return new Labels.Values(Targets.Level.STEP, width, all);
    }
}
