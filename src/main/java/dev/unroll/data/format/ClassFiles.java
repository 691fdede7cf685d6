package dev.unroll.data.format;

import dev.unroll.data.Example;
import dev.unroll.data.Found;
import dev.unroll.data.Labels;
import dev.unroll.spec.UsageException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/**
 * Files of one class each: what a file is called says the label of all its records. Over {@link PlainLines} that is a text
 * on each line, over {@link SequenceFiles} a sequence in each record of FASTA or FASTQ.
 *
 * @param records how a file's records are read
 * @param part what of its name is the label
 * @param map other names for labels
 */
public record ClassFiles(Format records, Part part, LabelMap map) implements Format {
    private static final List<String> PACKED = List.of(".gz", ".bgz");

    /** What of a path is the label; an ending that says how a file is packed is no part of it. */
    public enum Part {
        /** {@code names/French.txt} is {@code French}. */
        NAME,
        /** {@code rt-polarity.pos} is {@code pos}. */
        EXTENSION,
        /** {@code train/pos/7.txt} is {@code pos}. */
        FOLDER
    }

    @Override
    public ExampleReader open(Input file) {
        String label = map.of(label(file));
        return new Labelling(records.open(file), new Labels.OfRecord(label.isEmpty() ? List.of() : List.of(label)));
    }

    private String label(Input file) {
        String path = file.name();
        for (String ending : PACKED) {
            path = path.endsWith(ending) ? path.substring(0, path.length() - ending.length()) : path;
        }
        int slash = path.lastIndexOf('/');
        String name = path.substring(slash + 1);
        int dot = name.lastIndexOf('.');
        String label =
                switch (part) {
                    case NAME -> dot > 0 ? name.substring(0, dot) : name;
                    case EXTENSION -> dot > 0 ? name.substring(dot + 1) : "";
                    case FOLDER -> path.substring(path.lastIndexOf('/', slash - 1) + 1, Math.max(0, slash));
                };
        if (label.isEmpty()) {
            throw new UsageException(
                    "file is not called after a class: file=" + file.name() + " part="
                            + part.name().toLowerCase(Locale.ROOT),
                    "take the label from another part of the path, or leave the file out");
        }
        return label;
    }

    /** Gives each record of a reader the same label. */
    private static final class Labelling implements ExampleReader {
        private final ExampleReader records;
        private final Labels labels;

        Labelling(ExampleReader records, Labels labels) {
            this.records = records;
            this.labels = labels;
        }

        @Override
        public boolean hasNext() {
            return records.hasNext();
        }

        @Override
        public Found next() {
            Found found = records.next();
            return found instanceof Example example
                    ? new Example(example.place(), example.key(), example.reading(), labels)
                    : found;
        }

        @Override
        public SortedMap<String, Long> counts() {
            return records.counts();
        }

        @Override
        public long count(String what) {
            return records.count(what);
        }

        @Override
        public void close() throws IOException {
            records.close();
        }
    }
}
