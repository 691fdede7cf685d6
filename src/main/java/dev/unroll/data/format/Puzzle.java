package dev.unroll.data.format;

import dev.unroll.data.Example;
import dev.unroll.data.Labels;
import dev.unroll.data.Targets;
import dev.unroll.math.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Problems that ask of a network to remember, and of nothing else.
 *
 * <p>Symbols are the letters a to h, each as likely as the others. Guessing is right once in eight times; guessing 1 for a sum has an
 * error of 1/6.
 */
public enum Puzzle {
    /**
     * Two numbers a step, u in [0, 1) and a marker, which is 1 at one step of the first half and at one of the second, otherwise 0. To be
     * said: the sum of the two u that are marked (Hochreiter and Schmidhuber 1997, with the halves of Arjovsky, Shah and Bengio 2016).
     */
    ADDING(1, 2) {
        @Override
        Example record(Synthetic source, long i) {
            RandomStream stream = stream(source);
            int steps = source.length();
            int half = steps / 2;
            int first = below(stream, i, steps, half);
            int second = half + below(stream, i, steps + 1L, steps - half);
            float[] features = new float[2 * steps];
            for (int t = 0; t < steps; t++) {
                features[2 * t] = stream.uniform(i, t);
            }
            features[2 * first + 1] = 1;
            features[2 * second + 1] = 1;
            float[] sum = {features[2 * first] + features[2 * second]};
            return new Example(
                    source.place(i),
                    "",
                    Example.Reading.ofFeatures(2, features),
                    new Labels.Values(Targets.Level.RECORD, 1, sum));
        }
    },

    /**
     * Ten symbols, blanks, a sign, ten blanks. To be said at the last ten steps, which alone have labels: the symbols, in their order
     * (Hochreiter and Schmidhuber 1997, in the form of Arjovsky, Shah and Bengio 2016).
     */
    COPY(2, 2 * Puzzle.COPIED + 1) {
        @Override
        Example record(Synthetic source, long i) {
            RandomStream stream = stream(source);
            int steps = source.length();
            byte[] text = new byte[steps];
            int[] labels = new int[steps];
            Arrays.fill(text, BLANK);
            Arrays.fill(labels, -1);
            for (int t = 0; t < COPIED; t++) {
                int symbol = below(stream, i, t, SYMBOLS.size());
                text[t] = letter(symbol);
                labels[steps - COPIED + t] = symbol;
            }
            text[steps - COPIED - 1] = SIGN;
            return tagged(source.place(i), text, labels);
        }
    },

    /** A symbol each step. To be said: the symbol three steps ahead; the last three steps have no label. */
    AHEAD(3, Puzzle.DISTANCE + 1) {
        @Override
        Example record(Synthetic source, long i) {
            RandomStream stream = stream(source);
            int steps = source.length();
            byte[] text = new byte[steps];
            int[] labels = new int[steps];
            Arrays.fill(labels, -1);
            for (int t = 0; t < steps; t++) {
                int symbol = below(stream, i, t, SYMBOLS.size());
                text[t] = letter(symbol);
                if (t >= DISTANCE) {
                    labels[t - DISTANCE] = symbol;
                }
            }
            return tagged(source.place(i), text, labels);
        }
    };

    /** Symbols to be copied. */
    static final int COPIED = 10;
    /** Steps from a label to what it says. */
    static final int DISTANCE = 3;

    private static final List<String> SYMBOLS = List.of("a", "b", "c", "d", "e", "f", "g", "h");
    private static final byte BLANK = '_';
    private static final byte SIGN = '!';

    private final long number; // names its draws: part of every record
    private final int shortest;

    Puzzle(long number, int shortest) {
        this.number = number;
        this.shortest = shortest;
    }

    /** The puzzle of this {@code data.format}. */
    public static Optional<Puzzle> named(String format) {
        return Arrays.stream(values())
                .filter(puzzle -> puzzle.format().equals(format))
                .findFirst();
    }

    /** Its {@code data.format}. */
    public String format() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The least T. */
    int shortest() {
        return shortest;
    }

    /** Record i. Draws are at (i, t) for step t, behind the steps for what a record has once. */
    abstract Example record(Synthetic source, long i);

    RandomStream stream(Synthetic source) {
        return RandomStream.of(source.seed(), RandomStream.Purpose.SYNTHETIC, number);
    }

    /** floor(u * n): one of n, each as likely as the others. */
    private static int below(RandomStream stream, long lane, long unit, int n) {
        return (int) (stream.uniformDouble(lane, unit) * n);
    }

    private static byte letter(int symbol) {
        return (byte) SYMBOLS.get(symbol).charAt(0);
    }

    private static Example tagged(String place, byte[] text, int[] labels) {
        int[] ends = IntStream.rangeClosed(1, text.length).toArray();
        return new Example(place, "", Example.Reading.ofUnits(text, ends), new Labels.OfSteps(SYMBOLS, labels));
    }
}
