package dev.unroll.data.format;

import java.util.Locale;

/** The letters of sequences: IUPAC's for DNA and RNA in either case, {@code -} and {@code .} for a gap, {@code *} for a stop. */
final class Nucleotides {
    private static final boolean[] LETTERS = letters("ACGTURYSWKMBDHVN");

    /** One strange letter in ten is no slip of the pen: about a third of a protein's letters are strange. */
    private static final int SLIPS = 10;

    private Nucleotides() {}

    private static boolean[] letters(String known) {
        boolean[] letters = new boolean[128];
        for (char letter : (known + known.toLowerCase(Locale.ROOT) + "-.*").toCharArray()) {
            letters[letter] = true;
        }
        return letters;
    }

    private static boolean isLetter(byte c) {
        return c >= 0 && LETTERS[c];
    }

    /**
     * Refuses letters that are none.
     *
     * @param record names their sequence
     * @param start where in it they begin, from 0 on
     */
    static void check(byte[] letters, String record, long start) throws BadRecord {
        int strange = 0;
        int first = 0;
        for (int i = letters.length - 1; i >= 0; i--) {
            if (!isLetter(letters[i])) {
                first = i;
                strange++;
            }
        }
        if (strange > 0) {
            String problem = strange > letters.length / SLIPS ? "sequence looks like protein" : "letter outside IUPAC";
            throw new BadRecord(problem + ": name=" + record + " position=" + (start + first + 1) + " letter="
                    + Letters.shown(letters[first]));
        }
    }
}
