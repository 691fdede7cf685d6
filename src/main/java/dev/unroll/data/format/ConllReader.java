package dev.unroll.data.format;

import dev.unroll.data.Example;
import dev.unroll.data.Found;
import dev.unroll.data.Labels;
import dev.unroll.spec.UsageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sentences as CoNLL's tasks write them: a line for each word with its columns, a blank line behind each sentence.
 *
 * <p>Lines of white space are blank. A line that begins with {@code -DOCSTART-} separates sentences and is none. Every line has
 * as many columns as the file's first; a sentence with one that has not is rejected as a whole.
 */
public final class ConllReader extends RecordReader {
    /** What a line begins with that separates documents. */
    static final String DOCUMENT = "-DOCSTART-";

    /**
     * Which columns are read, and how.
     *
     * @param separator what stands between columns
     * @param word column of the words: 1 is the first, -1 the last
     * @param label column of the labels; 0: there are none
     * @param scheme how labels say where a name begins
     * @param comment what lines begin with that are passed over; empty: there are none
     * @param map other names for the labels, or for their types where there is a scheme
     */
    public record Settings(Separator separator, int word, int label, TagScheme scheme, String comment, LabelMap map)
            implements Format {
        /** Words in the first column and labels in the last, with white space between. */
        public static final Settings DEFAULT =
                new Settings(Separator.WHITE_SPACE, 1, -1, TagScheme.BIO, "", LabelMap.NONE);

        @Override
        public ExampleReader open(Input file) {
            return new ConllReader(file, this);
        }

        boolean isComment(String line) {
            return !comment.isEmpty() && line.startsWith(comment);
        }
    }

    private final Settings settings;
    private final Lines lines;
    private int columns;

    ConllReader(Input file, Settings settings) {
        super(file);
        this.settings = settings;
        this.lines = new Lines(file, characters);
    }

    @Override
    @Nullable
    Found read() throws IOException {
        Sentence sentence = new Sentence();
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (line.isBlank() || line.startsWith(DOCUMENT)) {
                if (sentence.begun()) {
                    return sentence.end();
                }
            } else if (settings.isComment(line)) {
                counts.add("comments", 1);
            } else {
                sentence.row(line);
            }
        }
        return sentence.begun() ? sentence.end() : null;
    }

    /** Whether all columns that are asked for are there; decided by the file's first row. */
    private void open(List<String> row) {
        columns = row.size();
        boolean there = isThere(settings.word) && (settings.label == 0 || isThere(settings.label));
        if (!there || index(settings.word) == index(settings.label)) {
            throw new UsageException(
                    "columns are not there: " + file.at(lines.number()) + " columns=" + columns + " word="
                            + settings.word + " label=" + settings.label,
                    "count columns from 1, from -1 at the end, and set the label's to 0 where there are no labels");
        }
    }

    private boolean isThere(int column) {
        return column != 0 && Math.abs(column) <= columns;
    }

    private int index(int column) {
        return column > 0 ? column - 1 : column < 0 ? columns + column : -1;
    }

    /** A sentence while it is read. */
    private final class Sentence {
        private final Words words = new Words();
        private final List<String> labels = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private String place = "";
        private @Nullable BadRecord problem;

        boolean begun() {
            return !place.isEmpty();
        }

        void row(String line) {
            if (!begun()) {
                place = lines.place();
            }
            if (text.length() < BadRecord.SHOWN) {
                text.append(line).append('\n');
            }
            try {
                if (problem == null) {
                    word(settings.separator.split(line));
                }
            } catch (BadRecord e) {
                problem = e;
            }
        }

        private void word(List<String> row) throws BadRecord {
            if (columns == 0) {
                open(row);
            }
            if (row.size() != columns) {
                throw new BadRecord("columns are not as many as in the first row: line=" + lines.number() + " columns="
                        + row.size() + " first=" + columns);
            }
            words.add(Separator.trim(row.get(index(settings.word))));
            if (settings.label != 0) {
                String label = Separator.trim(row.get(index(settings.label)));
                settings.scheme.check(label);
                labels.add(label);
            }
        }

        Found end() {
            if (problem != null) {
                return problem.at(place, text);
            }
            if (settings.label == 0) {
                return new Example(place, "", words.read(), Labels.NONE);
            }
            counts.add(MENDED, settings.scheme.mend(labels, settings.map));
            return new Example(place, "", words.read(), StepLabels.of(labels));
        }
    }
}
