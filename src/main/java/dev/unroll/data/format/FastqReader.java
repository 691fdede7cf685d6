package dev.unroll.data.format;

import dev.unroll.data.Example;
import dev.unroll.data.Found;
import dev.unroll.data.Labels;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads of a FASTQ file, in four lines each or wrapped: {@code @name}, sequence, {@code +}, as many qualities as letters.
 *
 * <p>A read's key is the first word behind the {@code @}. Behind a record that cannot be used, reading goes on at the next line
 * that begins with {@code @}.
 */
public final class FastqReader extends RecordReader {
    private static final int HIGHEST_QUALITY = 93;

    /** What becomes of the qualities. */
    public enum Quality {
        /** They are checked and left out. */
        NONE(33),
        /** A number for each letter: the character less 33. */
        PHRED33(33),
        /** A number for each letter: the character less 64, as old machines wrote it. */
        PHRED64(64);

        private final int zero;

        Quality(int zero) {
            this.zero = zero;
        }
    }

    /**
     * What is read.
     *
     * @param quality whether qualities are features
     */
    public record Settings(Quality quality) implements Format {
        @Override
        public ExampleReader open(Input file) {
            return new FastqReader(file, this);
        }
    }

    private final Quality quality;
    private final Lines lines;
    private final Letters letters = new Letters();
    private final Letters qualities = new Letters();
    private final StringBuilder text = new StringBuilder();
    private @Nullable String header;

    FastqReader(Input file, Settings settings) {
        super(file);
        this.quality = settings.quality;
        this.lines = new Lines(file, characters);
    }

    @Override
    @Nullable
    Found read() throws IOException {
        String first = header;
        header = null;
        while (first == null || first.isBlank()) {
            first = lines.next();
            if (first == null) {
                return null;
            }
        }
        String place = lines.place();
        text.setLength(0);
        letters.keepLast(0);
        qualities.keepLast(0);
        try {
            return record(place, first);
        } catch (BadRecord e) {
            Found rejected = e.at(place, text);
            goOn();
            return rejected;
        }
    }

    private Example record(String place, String first) throws IOException, BadRecord {
        show(first);
        if (!isHeader(first)) {
            throw new BadRecord("record does not begin with @");
        }
        for (String line = line("+"); line.isEmpty() || line.charAt(0) != '+'; line = line("+")) {
            if (isHeader(line)) {
                header = line;
                throw new BadRecord("record has no line with +");
            }
            append(letters, line);
        }
        do {
            append(qualities, line("qualities"));
        } while (qualities.count() < letters.count());
        if (qualities.count() > letters.count()) {
            throw new BadRecord("qualities are not as many as letters: letters=" + letters.count() + " qualities="
                    + qualities.count());
        }
        if (letters.count() == 0) {
            throw new BadRecord("record has no sequence");
        }
        List<String> words = Separator.WHITE_SPACE.split(first.substring(1));
        String key = words.isEmpty() ? "" : words.get(0);
        byte[] sequence = letters.toArray();
        Nucleotides.check(sequence, key, 0);
        return new Example(place, key, reading(sequence), Labels.NONE);
    }

    private Example.Reading reading(byte[] sequence) throws BadRecord {
        byte[] signs = qualities.toArray();
        float[] features = new float[signs.length];
        for (int t = 0; t < signs.length; t++) {
            int value = signs[t] - quality.zero;
            if (value < 0 || value > HIGHEST_QUALITY) {
                throw new BadRecord(
                        "quality is out of range: position=" + (t + 1) + " sign=" + Letters.shown(signs[t]));
            }
            features[t] = value;
        }
        return quality == Quality.NONE
                ? Example.Reading.ofText(sequence)
                : new Example.Reading(sequence, new int[0], 1, features);
    }

    private String line(String missing) throws IOException, BadRecord {
        String line = lines.next();
        if (line == null) {
            throw new BadRecord("record is cut off: missing=" + missing);
        }
        show(line);
        return line;
    }

    private void show(String line) {
        if (text.length() < BadRecord.SHOWN) {
            text.append(line).append('\n');
        }
    }

    private static void append(Letters letters, String line) throws BadRecord {
        String signs = Separator.trim(line);
        if (signs.length() > Lines.LONGEST - letters.count()) {
            throw new BadRecord("record has over " + Lines.LONGEST + " letters");
        }
        for (int i = 0; i < signs.length(); i++) {
            letters.add(signs.charAt(i));
        }
    }

    private static boolean isHeader(String line) {
        return !line.isEmpty() && line.charAt(0) == '@';
    }

    /** Goes on to what may be the next record. */
    private void goOn() throws IOException {
        while (header == null || !isHeader(header)) {
            header = lines.next();
            if (header == null) {
                return;
            }
        }
    }
}
