package dev.unroll.data.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.unroll.data.Example;
import dev.unroll.data.Found;
import dev.unroll.data.Labels;
import dev.unroll.data.Rejected;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** What a reader finds in a text, in few words. */
final class Findings {
    private final List<Found> found = new ArrayList<>();
    private final SortedMap<String, Long> counts;

    Findings(ExampleReader reader) {
        try (reader) {
            reader.forEachRemaining(found::add);
            counts = reader.counts();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Findings of(Format format, String text) {
        return new Findings(format.open(input(text)));
    }

    static Input input(String text) {
        return input("a.txt", text);
    }

    static Input input(String name, String text) {
        return new Input(name, new ByteArrayInputStream(text.getBytes(UTF_8)), UTF_8);
    }

    int size() {
        return found.size();
    }

    long count(String what) {
        return counts.getOrDefault(what, 0L);
    }

    Example example(int i) {
        return assertInstanceOf(Example.class, found.get(i));
    }

    List<Example> examples() {
        return found.stream()
                .filter(Example.class::isInstance)
                .map(Example.class::cast)
                .toList();
    }

    /** {@code place: reason} of a rejected one. */
    String rejected(int i) {
        Rejected rejected = assertInstanceOf(Rejected.class, found.get(i));
        return rejected.place() + ": " + rejected.reason();
    }

    Rejected rejection(int i) {
        return assertInstanceOf(Rejected.class, found.get(i));
    }

    String text(int i) {
        return new String(example(i).reading().text(), UTF_8);
    }

    /** The units of an example, with a space between. */
    String units(int i) {
        Example.Reading reading = example(i).reading();
        List<String> units = new ArrayList<>();
        int from = 0;
        for (int end : reading.ends()) {
            units.add(new String(reading.text(), from, end - from, UTF_8));
            from = end;
        }
        return String.join(" ", units);
    }

    /** The labels of an example, with a space between; {@code _} where there is none. */
    String labels(int i) {
        Labels labels = example(i).labels();
        if (labels instanceof Labels.OfRecord record) {
            return String.join(" ", record.names());
        }
        Labels.OfSteps steps = assertInstanceOf(Labels.OfSteps.class, labels);
        List<String> names = new ArrayList<>();
        for (int t = 0; t < steps.steps(); t++) {
            names.add(steps.name(t).isEmpty() ? "_" : steps.name(t));
        }
        return String.join(" ", names);
    }

    /** A text over and over again, as long as wanted, of which one sees how much was read. */
    static final class Endless extends InputStream {
        private final byte[] begin;
        private final byte[] again;
        private final long length;
        private long read;

        Endless(String begin, String again, long length) {
            this.begin = begin.getBytes(UTF_8);
            this.again = again.getBytes(UTF_8);
            this.length = length;
        }

        long bytesRead() {
            return read;
        }

        @Override
        public int read() {
            if (read >= length) {
                return -1;
            }
            long at = read++;
            return at < begin.length ? begin[(int) at] : again[(int) ((at - begin.length) % again.length)];
        }

        @Override
        public int read(byte[] into, int offset, int wanted) {
            int count = (int) Math.min(wanted, length - read);
            for (int i = 0; i < count; i++) {
                into[offset + i] = (byte) read();
            }
            return count == 0 ? -1 : count;
        }

        Input input(String name) {
            return new Input(name, this, UTF_8);
        }
    }
}
