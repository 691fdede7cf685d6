package dev.unroll.data.format;

import dev.unroll.data.Example;
import dev.unroll.data.Found;
import dev.unroll.data.Labels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A text on each line, as it stands there; an empty line is an empty text. */
public record PlainLines() implements Format {
    @Override
    public ExampleReader open(Input file) {
        return new Reader(file);
    }

    private static final class Reader extends RecordReader {
        private final Lines lines;

        Reader(Input file) {
            super(file);
            this.lines = new Lines(file, characters);
        }

        @Override
        @Nullable
        Found read() throws IOException {
            String line = lines.next();
            if (line == null) {
                return null;
            }
            Example.Reading text = Example.Reading.ofText(line.getBytes(StandardCharsets.UTF_8));
            return new Example(lines.place(), "", text, Labels.NONE);
        }
    }
}
