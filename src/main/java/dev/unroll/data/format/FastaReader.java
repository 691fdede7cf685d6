package dev.unroll.data.format;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.unroll.data.Example;
import dev.unroll.data.Found;
import dev.unroll.data.Labels;
import dev.unroll.spec.UsageException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sequences of a FASTA file: whole records, or windows of them, which need no more memory than a window has letters, whatever
 * the length of a record or a line.
 *
 * <p>A record's name is the first word of its header. A whole record's key is its name, a window's that of its {@link Region}.
 * Letters keep their case, which is how repeats are masked.
 */
public final class FastaReader extends RecordReader {
    /** Letters of a window, or of a record that is read whole, at most. */
    static final int LONGEST = 1 << 28;

    /**
     * How records are cut.
     *
     * @param window letters of a window; 0: records are whole
     * @param overlap letters that a window shares with the one before it
     */
    public record Settings(int window, int overlap) implements Format {
        /** Records as they are. */
        public static final Settings WHOLE = new Settings(0, 0);

        /** Refuses windows that do not get on. */
        public Settings {
            boolean fits = overlap == 0 || overlap < window;
            if (window < 0 || window > LONGEST || overlap < 0 || !fits) {
                throw new UsageException(
                        "windows do not fit: window=" + window + " overlap=" + overlap,
                        "a window is longer than its overlap, and at most " + LONGEST);
            }
        }

        @Override
        public ExampleReader open(Input file) {
            return new FastaReader(file, this, Stretches.ALL, null);
        }

        /** Where the letters of a record lie that was read so. */
        public Region region(Example example) {
            return window == 0
                    ? new Region(example.key(), 0, example.reading().text().length)
                    : Region.ofKey(example.key());
        }

        /** A reader of some stretches, whose records have labels if there are such. */
        public ExampleReader open(Input file, Stretches stretches, Optional<BaseLabels> labels) {
            return new FastaReader(file, this, stretches, labels.orElse(null));
        }

        /** A reader whose records have a label for each letter. */
        public ExampleReader open(Input file, BaseLabels labels) {
            return new FastaReader(file, this, Stretches.ALL, labels);
        }
    }

    private final Settings settings;
    private final Stretches stretches;
    private final @Nullable BaseLabels labels;
    private final FastaScan scan;
    private final Set<String> names = new HashSet<>();
    private final Queue<Found> waiting = new ArrayDeque<>();
    private @Nullable FastaRecord record;
    private boolean begun;
    private long digits;

    FastaReader(Input file, Settings settings, Stretches stretches, @Nullable BaseLabels labels) {
        super(file);
        this.settings = settings;
        this.stretches = stretches;
        this.labels = labels;
        this.scan = new FastaScan(characters);
    }

    /** The names of a file's sequences with the numbers of their letters, of the first where a name is there twice. */
    public static SortedMap<String, Long> lengths(Input file) throws IOException {
        SortedMap<String, Long> lengths = new TreeMap<>();
        FastaScan scan = new FastaScan(new Characters(file));
        String name = "";
        long length = 0;
        int letter;
        do {
            letter = scan.next();
            if (letter >= 0) {
                length++;
            } else {
                if (!name.isEmpty()) {
                    lengths.putIfAbsent(name, length);
                }
                name = scan.name();
                length = 0;
            }
        } while (letter != FastaScan.END);
        return lengths;
    }

    @Override
    @Nullable
    Found read() throws IOException {
        while (waiting.isEmpty()) {
            int letter = scan.next();
            if (letter >= 0) {
                letter(letter);
            } else {
                if (record != null) {
                    record.end();
                    record = null;
                }
                if (letter == FastaScan.END) {
                    break;
                }
                begin();
            }
        }
        counts.add("digits passed over", scan.digits() - digits);
        digits = scan.digits();
        return waiting.poll();
    }

    private void letter(int letter) {
        if (record != null) {
            record.add(letter);
        } else if (!begun) {
            begun = true;
            reject(scan.line(), "sequence stands before any header", String.valueOf((char) letter));
        }
    }

    private void begin() {
        begun = true;
        if (scan.name().isEmpty()) {
            reject(scan.headerLine(), "header has no name", ">");
        } else if (!names.add(scan.name())) {
            reject(scan.headerLine(), "name is there twice: name=" + scan.name(), ">" + scan.name());
        } else {
            stretches
                    .of(scan.name())
                    .ifPresent(wanted -> record = new FastaRecord(file.place(scan.headerLine()), wanted));
        }
    }

    private void reject(long line, String reason, String text) {
        waiting.add(BadRecord.rejected(file.place(line), reason, text));
    }

    /** A record while it is read. */
    private final class FastaRecord {
        private final String place;
        private final String name;
        private final Region wanted;
        private final Letters letters = new Letters();
        private long length;
        private long read;
        private int shared;
        private boolean tooLong;

        FastaRecord(String place, Region wanted) {
            this.place = place;
            this.name = wanted.contig();
            this.wanted = wanted;
        }

        void add(int letter) {
            boolean isWanted = length >= wanted.start() && length < wanted.end();
            length++;
            if (tooLong || !isWanted) {
                return;
            }
            letters.add(letter);
            read = length;
            if (letters.count() == settings.window) {
                window();
            } else if (letters.count() == LONGEST) {
                tooLong = true;
                waiting.add(BadRecord.rejected(place, "record is too long to be read whole: name=" + name, ""));
            }
        }

        void end() {
            if (length == 0) {
                waiting.add(BadRecord.rejected(place, "record has no sequence: name=" + name, ">" + name));
            } else if (!tooLong && letters.count() > shared) {
                window();
            }
        }

        /** Hands the letters out that are there, and keeps those which the next window shares with them. */
        private void window() {
            Region region = new Region(name, read - letters.count(), read);
            byte[] text = letters.toArray();
            try {
                Nucleotides.check(text, name, region.start());
                waiting.add(example(region, text));
            } catch (BadRecord e) {
                waiting.add(e.at(place, new String(text, 0, Math.min(text.length, BadRecord.SHOWN), US_ASCII)));
            }
            shared = Math.min(settings.overlap, text.length);
            letters.keepLast(shared);
        }

        private Example example(Region region, byte[] text) {
            String key = settings.window == 0 ? name : region.key();
            Labels said = Labels.NONE;
            if (labels != null) {
                BaseLabels.Painted painted = labels.paint(region);
                counts.add(
                        "bases of several classes",
                        painted.several().get(shared, text.length).cardinality());
                said = stretches.isAll() ? painted.labels() : ofCore(painted.labels(), region);
            }
            return new Example(place, key, Example.Reading.ofText(text), said);
        }

        /** The labels without those of bases about which another window says more, as {@link Stitcher} shares them out. */
        private Labels ofCore(Labels all, Region region) {
            int first = shared / 2;
            int end = (int) (region.end() - region.start());
            int last = region.end() < wanted.end() ? end - settings.overlap + settings.overlap / 2 : end;
            return BaseLabels.within(all, first, last);
        }
    }
}
