package dev.unroll.data.format;

import dev.unroll.data.Example;
import dev.unroll.data.Found;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sequences of numbers as CSV: a row for each step with its numbers and its label.
 *
 * <p>The rows of a sequence stand together and have its key in a column of their own; without such a column a file is one
 * sequence. A row that cannot be used is rejected, and its sequence goes on without it. Blank rows are counted.
 */
public final class FrameReader extends RecordReader {
    /**
     * Columns by name, or by number from 1 on where a file has no header. Empty: there is none.
     *
     * @param features the numbers; none: all columns that are nothing else
     * @param label what is to be said
     * @param key the sequence
     * @param order a number to sort the rows of a sequence by; rows of the same one stay in their order
     */
    public record Columns(List<String> features, String label, String key, String order) implements Serializable {
        /** Takes a copy. */
        public Columns {
            features = List.copyOf(features);
        }
    }

    /** What the first row is. */
    public enum FirstRow {
        /** The names of the columns. */
        NAMES,
        /** A step like any other; columns have numbers. */
        STEP
    }

    /**
     * How a file is read.
     *
     * @param separator between the fields of a row
     * @param quote around fields that hold separators; 0: quotes are characters like any other
     * @param firstRow whether columns have names
     * @param columns which is which
     * @param answers what the label's column says
     */
    public record Settings(char separator, char quote, FirstRow firstRow, Columns columns, Answers answers)
            implements Format {
        @Override
        public ExampleReader open(Input file) {
            return new FrameReader(file, this);
        }
    }

    private final Settings settings;
    private final CsvRows rows;
    private final Set<String> finished = new HashSet<>();
    private @Nullable FrameColumns columns;
    private @Nullable FrameSequence sequence;

    FrameReader(Input file, Settings settings) {
        super(file);
        this.settings = settings;
        this.rows = new CsvRows(file, characters, new CsvRows.Style(settings.separator, settings.quote));
    }

    @Override
    @Nullable
    Found read() throws IOException {
        try {
            for (List<String> row = rows.next(); row != null; row = rows.next()) {
                if (row.size() == 1 && row.get(0).isBlank()) {
                    counts.add("blank rows", 1);
                } else {
                    Example ended = row(row);
                    if (ended != null) {
                        return ended;
                    }
                }
            }
            Example last = sequence == null ? null : sequence.end();
            sequence = null;
            return last;
        } catch (BadRecord e) {
            return rows.rejected(e);
        }
    }

    /** Takes a row; the sequence before it, if it ends there. */
    private @Nullable Example row(List<String> row) throws BadRecord {
        FrameColumns known = columns;
        if (known == null) {
            known = new FrameColumns(file, rows.line(), row, settings);
            columns = known;
            if (settings.firstRow == FirstRow.NAMES) {
                return null;
            }
        }
        FrameColumns.Frame frame = known.frame(row);
        FrameSequence present = sequence;
        boolean goesOn = present != null && present.key().equals(frame.key());
        Example ended = null;
        if (present == null || !goesOn) {
            if (finished.contains(frame.key())) {
                throw new BadRecord("rows of a sequence do not stand together: key=" + frame.key());
            }
            if (present != null) {
                finished.add(present.key());
                ended = present.end();
            }
            present = new FrameSequence(file, rows.line(), frame.key(), settings);
            sequence = present;
        }
        present.add(frame, rows.line());
        return ended;
    }
}
