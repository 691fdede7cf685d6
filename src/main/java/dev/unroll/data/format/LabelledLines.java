package dev.unroll.data.format;

import dev.unroll.data.Example;
import dev.unroll.data.Found;
import dev.unroll.data.Labels;
import dev.unroll.spec.UsageException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record on each line: its label, its text and perhaps its key, in columns.
 *
 * <p>Where the text stands in the last column that is asked for, it is all that remains of the line, separators included. White
 * space around a column is none of it, except around a text where the separator is white space itself. Blank lines are counted.
 */
public final class LabelledLines extends RecordReader {
    /**
     * Which column is which, counted from 1; 0: there is none.
     *
     * @param label what is to be said
     * @param text what is read
     * @param key names the record
     */
    public record Columns(int label, int text, int key) implements Serializable {
        /** Refuses columns that cannot be told from each other. */
        public Columns {
            boolean apart = text != label && text != key && (label == 0 || label != key);
            if (label < 0 || text < 1 || key < 0 || !apart) {
                throw new UsageException(
                        "columns do not fit: label=" + label + " text=" + text + " key=" + key,
                        "count columns from 1, each once; 0 where there is no label or no key");
            }
        }

        int last() {
            return Math.max(label, Math.max(text, key));
        }
    }

    /**
     * How a line is read.
     *
     * @param separator what stands between columns
     * @param columns which is which
     * @param answers what the label's column says
     */
    public record Settings(Separator separator, Columns columns, Answers answers) implements Format {
        @Override
        public ExampleReader open(Input file) {
            return new LabelledLines(file, this);
        }
    }

    private final Settings settings;
    private final Lines lines;

    LabelledLines(Input file, Settings settings) {
        super(file);
        this.settings = settings;
        this.lines = new Lines(file, characters);
    }

    @Override
    @Nullable
    Found read() throws IOException {
        String line = lines.next();
        while (line != null && line.isBlank()) {
            counts.add("blank lines", 1);
            line = lines.next();
        }
        if (line == null) {
            return null;
        }
        try {
            return example(line);
        } catch (BadRecord e) {
            return e.at(lines.place(), line);
        }
    }

    private Example example(String line) throws BadRecord {
        Columns columns = settings.columns;
        int last = columns.last();
        List<String> row = columns.text == last ? settings.separator.split(line, last) : settings.separator.split(line);
        if (row.size() != last) {
            throw new BadRecord("columns do not fit: columns=" + row.size() + " expected=" + last);
        }
        String text = row.get(columns.text - 1);
        String trimmed = settings.separator.isSpace() ? text : Separator.trim(text);
        Labels labels = columns.label == 0 ? Labels.NONE : settings.answers.ofRecord(row.get(columns.label - 1));
        String key = columns.key == 0 ? "" : Separator.trim(row.get(columns.key - 1));
        Example.Reading reading = Example.Reading.ofText(trimmed.getBytes(StandardCharsets.UTF_8));
        return new Example(lines.place(), key, reading, labels);
    }
}
