package dev.unroll.data.format;

import dev.unroll.data.Example;
import dev.unroll.data.Found;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sentences of Universal Dependencies, CoNLL-U: ten columns with tabs between, words numbered from 1.
 *
 * <p>Ranges of words ({@code 1-2}) and empty nodes ({@code 5.1}) are passed over: the words inside a range follow it. A label
 * {@code _} is none. The comment {@code # sent_id} is the record's key.
 */
public final class ConlluReader extends RecordReader {
    private static final int COLUMNS = 10;
    private static final String NONE = "_";
    private static final String KEY = "sent_id";

    /** What is said about a word. */
    public enum Tag {
        /** The universal part of speech. */
        UPOS(3),
        /** The language's own. */
        XPOS(4);

        private final int column;

        Tag(int column) {
            this.column = column;
        }
    }

    /**
     * What is read.
     *
     * @param tag the label of a word
     * @param map other names for labels
     */
    public record Settings(Tag tag, LabelMap map) implements Format {
        @Override
        public ExampleReader open(Input file) {
            return new ConlluReader(file, this);
        }
    }

    private final Settings settings;
    private final Lines lines;

    ConlluReader(Input file, Settings settings) {
        super(file);
        this.settings = settings;
        this.lines = new Lines(file, characters);
    }

    @Override
    @Nullable
    Found read() throws IOException {
        Sentence sentence = new Sentence();
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (line.isBlank()) {
                if (sentence.begun()) {
                    return sentence.end();
                }
                sentence = new Sentence();
            } else if (line.charAt(0) == '#') {
                sentence.comment(line);
            } else {
                sentence.row(line);
            }
        }
        return sentence.begun() ? sentence.end() : null;
    }

    /** Whether a row of this number is one of a word. */
    static boolean isWord(String id) {
        return id.indexOf('-') <= 0 && id.indexOf('.') <= 0;
    }

    /** A sentence while it is read. */
    private final class Sentence {
        private final Words words = new Words();
        private final List<String> labels = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private String key = "";
        private String place = "";
        private @Nullable BadRecord problem;

        boolean begun() {
            return !place.isEmpty();
        }

        void comment(String line) {
            int equals = line.indexOf('=');
            if (equals > 0 && line.substring(1, equals).strip().equals(KEY)) {
                key = line.substring(equals + 1).strip();
            }
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
                    word(Separator.TAB.split(line));
                }
            } catch (BadRecord e) {
                problem = e;
            }
        }

        private void word(List<String> row) throws BadRecord {
            if (row.size() != COLUMNS) {
                throw new BadRecord("columns are not ten: line=" + lines.number() + " columns=" + row.size());
            }
            String id = row.get(0);
            if (!isWord(id)) {
                return;
            }
            if (!id.equals(String.valueOf(words.count() + 1))) {
                throw new BadRecord("words are not numbered in order: line=" + lines.number() + " id=" + id
                        + " expected=" + (words.count() + 1));
            }
            words.add(row.get(1));
            String label = row.get(settings.tag.column);
            labels.add(label.equals(NONE) ? "" : settings.map.of(label));
        }

        Found end() {
            if (problem == null && words.count() == 0) {
                problem = new BadRecord("sentence has no words");
            }
            if (problem != null) {
                return problem.at(place, text);
            }
            return new Example(place, key, words.read(), StepLabels.of(labels));
        }
    }
}
