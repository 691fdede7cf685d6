package dev.unroll.data.format;

import dev.unroll.data.Example;
import dev.unroll.data.Found;
import dev.unroll.spec.UsageException;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SortedMap;

/**
 * Records that are computed instead of read: as many as are wanted of a {@link Puzzle}.
 *
 * <p>Record i is a pure function of puzzle, length, seed and i. So it is the same record whoever asks for it, and in whatever parts
 * they are made.
 *
 * @param puzzle what they are
 * @param length T, steps of each
 * @param records how many
 * @param seed names the draws
 */
public record Synthetic(Puzzle puzzle, int length, long records, long seed) implements Serializable {
    private static final String LENGTH = "length";
    private static final String RECORDS = "records";
    private static final String SEED = "seed";
    private static final int LONGEST = 1 << 24;
    private static final List<String> OPTIONS = List.of(LENGTH, RECORDS, SEED);

    /** Checks that there can be such records. */
    public Synthetic {
        requireLength(puzzle, length);
        require(RECORDS, records, records >= 1, "1 on");
    }

    private static void requireLength(Puzzle puzzle, long length) {
        boolean good = length >= puzzle.shortest() && length <= LONGEST;
        require(LENGTH, length, good, puzzle.shortest() + " to " + LONGEST);
    }

    private static void require(String option, long value, boolean good, String from) {
        if (!good) {
            throw new UsageException(
                    "value out of range: data.options." + option + "=" + value,
                    "set data.options." + option + " to a whole number from " + from);
        }
    }

    /**
     * The records that a configuration describes.
     *
     * @param format {@code data.format}, one of {@link Puzzle#named}
     * @param options {@code data.options.*}: length (100), records (10,000), seed (1)
     */
    public static Synthetic of(String format, SortedMap<String, String> options) {
        Puzzle puzzle = Puzzle.named(format)
                .orElseThrow(() -> new IllegalArgumentException("no such puzzle: data.format=" + format));
        options.keySet().forEach(option -> {
            if (!OPTIONS.contains(option)) {
                throw new UsageException(
                        "option is not known: data.options." + option + " data.format=" + format,
                        "it has " + String.join(", ", OPTIONS));
            }
        });
        long length = number(options, LENGTH, "100");
        requireLength(puzzle, length);
        return new Synthetic(puzzle, (int) length, number(options, RECORDS, "10_000"), number(options, SEED, "1"));
    }

    private static long number(SortedMap<String, String> options, String option, String fallback) {
        String value = options.getOrDefault(option, fallback);
        try {
            return Long.parseLong(value.strip().replace("_", ""));
        } catch (NumberFormatException e) {
            throw new UsageException(
                    "not a whole number: data.options." + option + "=" + value, "digits may be grouped: 20_000");
        }
    }

    /** Record i, from 0 on. */
    public Example record(long i) {
        return puzzle.record(this, i);
    }

    /** Where record i is, for messages. */
    String place(long i) {
        return puzzle.format() + ":" + (i + 1);
    }

    /**
     * The records of one of several parts: together the parts have each record once, in order, and about as many each.
     *
     * @param part from 0 on
     * @param parts how many
     */
    public ExampleReader open(int part, int parts) {
        return new Reader(this, first(part, parts), first(part + 1, parts));
    }

    /** floor(records * part / parts), where the product may be too large for 64 bits. */
    private long first(int part, int parts) {
        return records / parts * part + records % parts * part / parts;
    }

    private static final class Reader implements ExampleReader {
        private final Synthetic source;
        private final long end;
        private long next;

        Reader(Synthetic source, long first, long end) {
            this.source = source;
            this.next = first;
            this.end = end;
        }

        @Override
        public boolean hasNext() {
            return next < end;
        }

        @Override
        public Found next() {
            if (!hasNext()) {
                throw new NoSuchElementException("no record is left: " + source);
            }
            return source.record(next++);
        }

        @Override
        public SortedMap<String, Long> counts() {
            return Collections.emptySortedMap();
        }

        @Override
        public void close() {}
    }
}
