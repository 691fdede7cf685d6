package dev.unroll.data.format;

import dev.unroll.data.Example;
import dev.unroll.data.Found;
import dev.unroll.data.Labels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Tunes in ABC notation, with blank lines between them. A tune is the text of its lines, each with a line feed behind it; one
 * without a reference number ({@code X:}) is none.
 */
public final class TuneReader extends RecordReader {
    /** Characters of a tune at most. */
    static final int LONGEST = 1 << 22;

    private static final String NUMBER = "X:";

    /** There is nothing to set. */
    public record Settings() implements Format {
        @Override
        public ExampleReader open(Input file) {
            return new TuneReader(file);
        }
    }

    private final Lines lines;

    TuneReader(Input file) {
        super(file);
        this.lines = new Lines(file, characters);
    }

    @Override
    @Nullable
    Found read() throws IOException {
        StringBuilder tune = new StringBuilder();
        String place = "";
        boolean numbered = false;
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (!line.isBlank()) {
                place = place.isEmpty() ? lines.place() : place;
                numbered |= line.startsWith(NUMBER);
                if (tune.length() <= LONGEST) {
                    tune.append(line).append('\n');
                }
            } else if (tune.length() > 0) {
                break;
            }
        }
        return tune.length() == 0 ? null : found(place, tune, numbered);
    }

    private static Found found(String place, StringBuilder tune, boolean numbered) {
        if (!numbered) {
            return BadRecord.rejected(place, "tune has no reference number: field=" + NUMBER, tune);
        }
        if (tune.length() > LONGEST) {
            return BadRecord.rejected(place, "tune has over " + LONGEST + " characters", tune);
        }
        Example.Reading text = Example.Reading.ofText(tune.toString().getBytes(StandardCharsets.UTF_8));
        return new Example(place, "", text, Labels.NONE);
    }
}
