package dev.unroll.data;

/**
 * How a word is capitalised (Collobert et al. 2011, arXiv:1103.0398; Huang et al. 2015, arXiv:1508.01991).
 *
 * <p>Only letters that have a case count, whatever stands between them. The numbers of the classes are part of every model and never
 * change.
 */
public enum Casing {
    /** No capitals: {@code spell}, {@code don't}, {@code 3rd}. */
    LOWER(0),
    /** Capitals alone: {@code NATO}, {@code U.S.}, {@code I}. */
    UPPER(1),
    /** One capital, before all others: {@code Harry}. */
    INITIAL(2),
    /** Capitals elsewhere: {@code iPhone}, {@code McDonald}. */
    MIXED(3),
    /** No letters, but digits: {@code 1,000}, {@code 10:30}. */
    NUMERIC(4),
    /** Nothing of these: punctuation, scripts without case. */
    OTHER(5);

    /** How many there are. */
    public static final int CLASSES = 6;

    private final int number;

    Casing(int number) {
        this.number = number;
    }

    /** From 0 on. */
    public int number() {
        return number;
    }

    /** The class of a word as it is written. */
    public static Casing of(String word) {
        int capitals = 0;
        int small = 0;
        int capitalsFirst = 0; // capitals before the first small letter
        int letters = 0;
        int digits = 0;
        for (int i = 0; i < word.length(); i += Character.charCount(word.codePointAt(i))) {
            int c = word.codePointAt(i);
            if (Character.isUpperCase(c) || Character.isTitleCase(c)) {
                capitals++;
                capitalsFirst += small == 0 ? 1 : 0;
            } else if (Character.isLowerCase(c)) {
                small++;
            } else if (Character.isDigit(c)) {
                digits++;
            } else if (Character.isLetter(c)) {
                letters++;
            }
        }
        if (capitals + small == 0) {
            return digits > 0 && letters == 0 ? NUMERIC : OTHER;
        }
        if (capitals == 0) {
            return LOWER;
        }
        if (small == 0) {
            return UPPER;
        }
        return capitals == 1 && capitalsFirst == 1 ? INITIAL : MIXED;
    }
}
