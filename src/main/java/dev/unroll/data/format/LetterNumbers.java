package dev.unroll.data.format;

import dev.unroll.data.Example;
import dev.unroll.data.Found;
import dev.unroll.spec.DnaSpec;
import dev.unroll.spec.DnaSpec.Ambiguous;
import dev.unroll.spec.DnaSpec.SoftMask;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.SortedMap;

/**
 * Sequences of which numbers are read: with mixtures the probabilities of A, C, G and T in the place of each letter, with a soft mask a
 * 1 for lower case, beside the letter or behind its probabilities. Numbers that a sequence has already, qualities, come last.
 *
 * <p>White space is nothing. A gap, a stop and any other sign is no base: its probabilities are 0.
 *
 * @param records whose texts are sequences
 * @param letters which numbers
 */
public record LetterNumbers(Format records, DnaSpec.Letters letters) implements Format {
    /** Columns of a mixture, in the order A, C, G, T. */
    public static final int BASES = 4;

    /** The bases that each letter may be, bit 0 for A, 1 for C, 2 for G, 3 for T. */
    private static final byte[] MEANT = meant();

    private static byte[] meant() {
        String letters = "ACGTURYSWKMBDHVN";
        String[] bases = {
            "A", "C", "G", "T", "T", "AG", "CT", "CG", "AT", "GT", "AC", "CGT", "AGT", "ACT", "ACG", "ACGT"
        };
        byte[] meant = new byte[128];
        for (int i = 0; i < bases.length; i++) {
            byte set = 0;
            for (char base : bases[i].toCharArray()) {
                set |= (byte) (1 << "ACGT".indexOf(base));
            }
            meant[letters.charAt(i)] = set;
            meant[letters.toLowerCase(Locale.ROOT).charAt(i)] = set;
        }
        return meant;
    }

    @Override
    public ExampleReader open(Input file) {
        return new Reader(records.open(file));
    }

    @Override
    public String companion(String baseName) {
        return records.companion(baseName);
    }

    @Override
    public ExampleReader open(Input file, Input companion) {
        return new Reader(records.open(file, companion));
    }

    /** The numbers of a sequence's letters. */
    Example.Reading reading(Example.Reading sequence) {
        int others = sequence.featureWidth();
        byte[] signs = others == 0 ? withoutSpace(sequence.text()) : sequence.text();
        boolean mixed = letters.ambiguous() == Ambiguous.MIXTURES;
        boolean masked = letters.softMask() == SoftMask.FEATURE;
        int own = (mixed ? BASES : 0) + (masked ? 1 : 0);
        int width = own + others;
        float[] numbers = new float[Math.multiplyExact(signs.length, width)];
        for (int t = 0; t < signs.length; t++) {
            if (mixed) {
                mixture(signs[t], numbers, t * width);
            }
            if (masked) {
                numbers[t * width + own - 1] = signs[t] >= 'a' && signs[t] <= 'z' ? 1 : 0;
            }
            System.arraycopy(sequence.features(), t * others, numbers, t * width + own, others);
        }
        return new Example.Reading(mixed ? new byte[0] : signs, new int[0], width, numbers);
    }

    private static byte[] withoutSpace(byte[] text) {
        ByteArrayOutputStream signs = new ByteArrayOutputStream(text.length);
        for (byte sign : text) {
            if (!Separator.isSpace((char) sign)) {
                signs.write(sign);
            }
        }
        return signs.toByteArray();
    }

    private static void mixture(byte sign, float[] numbers, int at) {
        int meant = sign < 0 ? 0 : MEANT[sign];
        float probability = meant == 0 ? 0 : 1f / Integer.bitCount(meant);
        for (int base = 0; base < BASES; base++) {
            numbers[at + base] = (meant >>> base & 1) == 1 ? probability : 0;
        }
    }

    private final class Reader implements ExampleReader {
        private final ExampleReader sequences;

        Reader(ExampleReader sequences) {
            this.sequences = sequences;
        }

        @Override
        public boolean hasNext() {
            return sequences.hasNext();
        }

        @Override
        public Found next() {
            Found found = sequences.next();
            return found instanceof Example example
                    ? new Example(example.place(), example.key(), reading(example.reading()), example.labels())
                    : found;
        }

        @Override
        public SortedMap<String, Long> counts() {
            return sequences.counts();
        }

        @Override
        public long count(String what) {
            return sequences.count(what);
        }

        @Override
        public void close() throws IOException {
            sequences.close();
        }
    }
}
