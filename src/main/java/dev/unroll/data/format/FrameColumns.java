package dev.unroll.data.format;

import dev.unroll.spec.NearestKey;
import dev.unroll.spec.UsageException;
import java.util.ArrayList;
import java.util.List;

/** Where the columns of a file of frames are, and what they hold. */
final class FrameColumns {
    private static final int NONE = -1;

    /**
     * What a row says.
     *
     * @param features its numbers
     * @param label as it stands there, renamed; empty without
     * @param value the label as a number, NaN without
     * @param key of its sequence
     * @param order where it stands in it
     */
    record Frame(float[] features, String label, float value, String key, double order) {}

    private final Input file;
    private final long line;
    private final List<String> names;
    private final Answers answers;
    private final int[] features;
    private final int label;
    private final int key;
    private final int order;

    /** Finds the columns that are asked for in a file's first row. */
    FrameColumns(Input file, long line, List<String> firstRow, FrameReader.Settings settings) {
        this.file = file;
        this.line = line;
        this.answers = settings.answers();
        this.names = new ArrayList<>();
        boolean named = settings.firstRow() == FrameReader.FirstRow.NAMES;
        for (int column = 1; column <= firstRow.size(); column++) {
            names.add(named ? firstRow.get(column - 1).strip() : String.valueOf(column));
        }
        FrameReader.Columns wanted = settings.columns();
        this.label = find(wanted.label());
        this.key = find(wanted.key());
        this.order = find(wanted.order());
        this.features = features(wanted.features());
    }

    private int[] features(List<String> wanted) {
        List<Integer> found = new ArrayList<>();
        for (String name : wanted) {
            found.add(find(name));
        }
        for (int column = 0; wanted.isEmpty() && column < names.size(); column++) {
            if (column != label && column != key && column != order) {
                found.add(column);
            }
        }
        if (found.isEmpty()) {
            throw refused("file has no numbers", "", "name the columns that hold them");
        }
        return found.stream().mapToInt(Integer::intValue).toArray();
    }

    private int find(String name) {
        if (name.isEmpty()) {
            return NONE;
        }
        int first = names.indexOf(name);
        if (first < 0) {
            String nearest = NearestKey.among(names, name).orElse("");
            throw refused(
                    "column is not there", name, "is it " + nearest + "? the file has " + String.join(", ", names));
        }
        if (names.lastIndexOf(name) != first) {
            throw refused("column is there twice", name, "give each column a name of its own");
        }
        return first;
    }

    private UsageException refused(String problem, String name, String hint) {
        return new UsageException(problem + ": " + file.at(line) + (name.isEmpty() ? "" : " column=" + name), hint);
    }

    /** F. */
    int width() {
        return features.length;
    }

    /** Reads a row. */
    Frame frame(List<String> row) throws BadRecord {
        if (row.size() != names.size()) {
            throw new BadRecord(
                    "columns are not as many as in the first row: columns=" + row.size() + " first=" + names.size());
        }
        float[] numbers = new float[features.length];
        for (int f = 0; f < numbers.length; f++) {
            numbers[f] = number(row, features[f]);
        }
        String sequence = key == NONE ? "" : Separator.trim(row.get(key));
        if (key != NONE && sequence.isEmpty()) {
            throw new BadRecord("key is empty: column=" + names.get(key));
        }
        double position = order == NONE ? 0 : Decimal.order(row.get(order));
        if (label == NONE || answers.kind() == Answers.Kind.CLASS) {
            String name = label == NONE ? "" : Separator.trim(row.get(label));
            return new Frame(numbers, answers.map().of(name), Float.NaN, sequence, position);
        }
        return new Frame(numbers, "", number(row, label), sequence, position);
    }

    private float number(List<String> row, int column) throws BadRecord {
        try {
            return Decimal.number(row.get(column));
        } catch (BadRecord e) {
            throw new BadRecord(e.reason() + " column=" + names.get(column));
        }
    }
}
