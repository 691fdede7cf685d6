package dev.unroll.data.format;

import dev.unroll.data.Prediction;
import dev.unroll.spec.UsageException;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/**
 * A file of sentences as it was, with one column more: what is said of each word. The file is read once more for it, so that columns
 * that nobody asked for, comments and the lines between sentences stay as they were; line ends become LF, the charset UTF-8.
 *
 * <p>The column is {@code _} in the rows of a sentence of which nothing is said, and where a row is no word. Several labels have commas
 * between. A line that separates documents has the column too, since conlleval counts columns: there it is {@code O}, or {@code _} where
 * labels have no scheme.
 *
 * <p>Behind CoNLL-U's ten columns it is an eleventh, and a first line names them all, which makes the file one of CoNLL-U Plus.
 */
public final class ConllWriter implements Closeable {
    private static final String NONE = "_";

    /** What a line is. */
    private enum Line {
        /** It ends a sentence, if there is one. */
        BLANK,
        /** The same, but with columns. */
        DOCUMENT,
        /** It has no columns. */
        COMMENT,
        /** A row of a sentence, about a word. */
        WORD,
        /** Another row of a sentence. */
        NO_WORD
    }

    /** How a kind of file is laid out. */
    private interface Layout {
        /** What stands before the first line. */
        String head();

        Line kind(String line);

        /** What stands before the new column. */
        String separator(String line);

        /** The new column of a line that separates documents. */
        String outside();
    }

    private final Input file;
    private final Characters characters;
    private final Lines lines;
    private final Layout layout;
    private final Writer out;
    private boolean begun;

    private ConllWriter(Input file, Layout layout, Writer out) {
        this.file = file;
        this.characters = new Characters(file);
        this.lines = new Lines(file, characters);
        this.layout = layout;
        this.out = out;
    }

    /**
     * A writer of what is said of the sentences that a {@link ConllReader} finds.
     *
     * @param file their file, from its beginning; it is closed with the writer
     * @param settings as they were read by
     * @param out takes the lines; it is not closed
     */
    public static ConllWriter of(Input file, ConllReader.Settings settings, Writer out) {
        return new ConllWriter(file, new Columns(settings), out);
    }

    /**
     * A writer of what is said of the sentences that a {@link ConlluReader} finds.
     *
     * @param file their file, from its beginning; it is closed with the writer
     * @param out takes the lines; it is not closed
     */
    public static ConllWriter ofUniversal(Input file, Writer out) {
        return new ConllWriter(file, new Universal(), out);
    }

    private record Columns(ConllReader.Settings settings) implements Layout {
        @Override
        public String head() {
            return "";
        }

        @Override
        public Line kind(String line) {
            if (line.isBlank()) {
                return Line.BLANK;
            }
            if (line.startsWith(ConllReader.DOCUMENT)) {
                return Line.DOCUMENT;
            }
            return settings.isComment(line) ? Line.COMMENT : Line.WORD;
        }

        @Override
        public String separator(String line) {
            String text = settings.separator().text();
            return !text.isEmpty() ? text : line.indexOf('\t') < 0 ? " " : "\t";
        }

        @Override
        public String outside() {
            return settings.scheme() == TagScheme.NONE ? NONE : "O";
        }
    }

    private record Universal() implements Layout {
        @Override
        public String head() {
            return "# global.columns = ID FORM LEMMA UPOS XPOS FEATS HEAD DEPREL DEPS MISC UNROLL:LABEL\n";
        }

        @Override
        public Line kind(String line) {
            if (line.isBlank()) {
                return Line.BLANK;
            }
            if (line.charAt(0) == '#') {
                return Line.COMMENT;
            }
            return ConlluReader.isWord(Separator.TAB.split(line, 2).get(0)) ? Line.WORD : Line.NO_WORD;
        }

        @Override
        public String separator(String line) {
            return "\t";
        }

        @Override
        public String outside() {
            return NONE;
        }
    }

    /** Writes the lines up to the end of the next sentence, be it a good one or a rejected one. */
    public void sentence(Prediction said) throws IOException {
        int words = 0;
        boolean inside = false;
        boolean ended = false;
        while (!ended) {
            String line = lines.next();
            if (line == null) {
                break;
            }
            Line kind = layout.kind(line);
            boolean row = kind == Line.WORD || kind == Line.NO_WORD;
            ended = inside && !row && kind != Line.COMMENT;
            inside |= row;
            copy(line, kind, kind == Line.WORD ? column(said, words++) : NONE);
        }
        if (!inside || (words != said.rows() && !(said instanceof Prediction.None))) {
            throw changed(words, said.rows());
        }
    }

    private String column(Prediction said, int word) {
        if (said instanceof Prediction.Values) {
            throw new UsageException(
                    "numbers are said, not labels: file=" + file.name(),
                    "a column of labels needs network.output=softmax or sigmoid: write a table");
        }
        if (said instanceof Prediction.None || word >= said.rows()) {
            return NONE;
        }
        List<String> labels = said.labels(word);
        return labels.isEmpty() ? NONE : String.join(",", labels);
    }

    private void copy(String line, Line kind, String column) throws IOException {
        if (!begun) {
            out.write(layout.head());
            begun = true;
        }
        out.write(line);
        switch (kind) {
            case WORD, NO_WORD -> out.write(layout.separator(line) + column);
            case DOCUMENT -> out.write(layout.separator(line) + layout.outside());
            case BLANK, COMMENT -> {}
        }
        out.write("\n");
    }

    private IllegalArgumentException changed(int words, int labels) {
        return new IllegalArgumentException("sentence is another one than was read: " + file.at(lines.number())
                + " words=" + words + " labels=" + labels);
    }

    /** Writes the lines behind the last sentence. */
    public void end() throws IOException {
        for (String line = lines.next(); line != null; line = lines.next()) {
            Line kind = layout.kind(line);
            if (kind == Line.WORD || kind == Line.NO_WORD) {
                throw changed(1, 0);
            }
            copy(line, kind, NONE);
        }
    }

    @Override
    public void close() throws IOException {
        characters.close();
    }
}
