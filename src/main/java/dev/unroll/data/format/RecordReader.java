package dev.unroll.data.format;

import dev.unroll.data.Found;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A reader that looks one record ahead, over characters that count what was ill-formed. */
abstract class RecordReader implements ExampleReader {
    final Input file;
    final Counts counts = new Counts();
    final Characters characters;
    private @Nullable Found ahead;
    private boolean ended;

    RecordReader(Input file) {
        this.file = file;
        this.characters = new Characters(file);
    }

    /** The next record, good or bad; null behind the last one. */
    abstract @Nullable Found read() throws IOException;

    @Override
    public final boolean hasNext() {
        if (ahead == null && !ended) {
            try {
                ahead = read();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read: file=" + file.name(), e);
            }
            ended = ahead == null;
        }
        return ahead != null;
    }

    @Override
    public final Found next() {
        Found found = hasNext() ? ahead : null;
        if (found == null) {
            throw new NoSuchElementException("no record is left: file=" + file.name());
        }
        ahead = null;
        return found;
    }

    @Override
    public final SortedMap<String, Long> counts() {
        return counts.with(ILL_FORMED, characters.replaced());
    }

    @Override
    public final long count(String what) {
        return counts.of(what) + (what.equals(ILL_FORMED) ? characters.replaced() : 0);
    }

    @Override
    public void close() throws IOException {
        characters.close();
    }
}
