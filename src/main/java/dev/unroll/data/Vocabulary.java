package dev.unroll.data;

import dev.unroll.spec.DataSpec;
import dev.unroll.spec.UsageException;
import dev.unroll.spec.VocabularySpec;
import dev.unroll.spec.VocabularySpec.Unit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The units a network knows, each with its id.
 *
 * <p>Id 0 is {@code <unk>}, id 1 is {@code <eos>} where line ends are symbols or the text has it among its words; then the units by count, the most frequent
 * first, ties by code point (which is the order of UTF-8 bytes too). A unit is a string: one code point, a word, a k-mer, a
 * base; a byte is the code point of its value.
 *
 * <p>Immutable, and shared by threads. Between JVMs it travels as the text of its file ({@link VocabularyFile}).
 */
public final class Vocabulary implements UnitIds {
    /** How the unknown unit is written. */
    public static final String UNKNOWN_SYMBOL = "<unk>";
    /** How the end of a line or record is written. */
    public static final String END_SYMBOL = "<eos>";

    private final Unit kind;
    private final List<String> units;
    private final boolean hasEnd;
    private final CodePointTable codePoints = new CodePointTable();
    private final WordTable words = new WordTable();

    private Vocabulary(Unit kind, List<String> units) {
        this.kind = kind;
        this.units = List.copyOf(units);
        this.hasEnd = units.size() > END && units.get(END).equals(END_SYMBOL);
        boolean single = kind == Unit.CHAR || kind == Unit.BYTE || kind == Unit.NUCLEOTIDE;
        for (int id = 0; id < units.size(); id++) {
            String unit = units.get(id);
            if (single && id >= specials()) {
                codePoints.put(unit.codePointAt(0), id);
            }
            byte[] utf8 = unit.getBytes(StandardCharsets.UTF_8);
            words.add(utf8, utf8.length);
        }
    }

    /** The special symbols with which everything numbered by these rules begins. */
    static List<String> specials(UnitRules rules) {
        return rules.eos() ? List.of(UNKNOWN_SYMBOL, END_SYMBOL) : List.of(UNKNOWN_SYMBOL);
    }

    /**
     * The vocabulary of a counted text.
     *
     * @param counts how often each unit was seen; special symbols among them are left out
     */
    public static Vocabulary build(UnitRules rules, Map<String, Long> counts) {
        VocabularySpec spec = rules.vocabulary();
        List<String> units = new ArrayList<>(specials(rules));
        if (!rules.eos() && spec.unit() == Unit.WORD && counts.containsKey(END_SYMBOL)) {
            units.add(END_SYMBOL);
        }
        Set<String> special = Set.copyOf(units);
        long room = spec.size() == 0 ? Long.MAX_VALUE : spec.size() - units.size();
        counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= spec.minCount() && !special.contains(entry.getKey()))
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey(Vocabulary::compareCodePoints)))
                .limit(room)
                .forEach(entry -> units.add(entry.getKey()));
        return new Vocabulary(spec.unit(), units);
    }

    /**
     * The characters that words are written in. One that was seen only once is unknown, so that something is learnt of unknown ones; the
     * 65,535 most frequent ones are known at most.
     *
     * @param counts how often each was seen in the words of the training part
     */
    public static Vocabulary ofCharacters(Map<String, Long> counts) {
        VocabularySpec spec = new VocabularySpec(Unit.CHAR, 6, 1 << 16, 2, false, VocabularySpec.Normalize.NONE);
        UnitRules rules = new UnitRules(
                spec, DataSpec.Context.LINE, false, DataSpec.InvalidUtf8.REPLACE, 0, DataSpec.TooLong.WINDOW);
        return build(rules, counts);
    }

    /** A vocabulary of these units in this order, as {@link #units()} gave it. */
    public static Vocabulary of(Unit kind, List<String> units) {
        if (units.isEmpty() || !units.get(UNKNOWN).equals(UNKNOWN_SYMBOL)) {
            throw new UsageException(
                    "not a vocabulary: first=" + (units.isEmpty() ? "" : units.get(0)), "its first unit is <unk>");
        }
        Set<String> seen = new HashSet<>();
        for (String unit : units) {
            if (!seen.add(unit)) {
                throw new UsageException(
                        "unit twice in the vocabulary: unit=" + VocabularyFile.escape(unit), "restore the file");
            }
            if (!unit.equals(UNKNOWN_SYMBOL) && !unit.equals(END_SYMBOL) && !isOf(kind, unit)) {
                throw new UsageException(
                        "unit of another kind in the vocabulary: unit=" + VocabularyFile.escape(unit) + " kind="
                                + kind.name().toLowerCase(Locale.ROOT),
                        "restore the file, or the model's configuration");
            }
        }
        return new Vocabulary(kind, units);
    }

    private static boolean isOf(Unit kind, String unit) {
        return switch (kind) {
            case CHAR, NUCLEOTIDE -> unit.codePointCount(0, unit.length()) == 1;
            case BYTE -> unit.length() == 1 && unit.charAt(0) <= 0xFF;
            case WORD, KMER -> !unit.isEmpty();
        };
    }

    /** The order of code points, which surrogates make differ from that of strings. */
    static int compareCodePoints(String a, String b) {
        int i = 0;
        int length = Math.min(a.length(), b.length());
        while (i < length && a.charAt(i) == b.charAt(i)) {
            i++;
        }
        if (i == length) {
            return Integer.compare(a.length(), b.length());
        }
        char x = a.charAt(i);
        char y = b.charAt(i);
        boolean astral = Character.isSurrogate(x);
        return astral != Character.isSurrogate(y) ? (astral ? 1 : -1) : Character.compare(x, y);
    }

    /** What the units are. */
    public Unit kind() {
        return kind;
    }

    /** V, the special symbols included. */
    public int size() {
        return units.size();
    }

    /** All units by id. */
    public List<String> units() {
        return units;
    }

    /** Whether id 1 is {@code <eos>}. */
    public boolean hasEnd() {
        return hasEnd;
    }

    /** How many special symbols the ids begin with. */
    public int specials() {
        return hasEnd ? 2 : 1;
    }

    /** The id of a unit, {@link #UNKNOWN} if it is not known. */
    public int id(String unit) {
        byte[] utf8 = unit.getBytes(StandardCharsets.UTF_8);
        return word(utf8, utf8.length);
    }

    @Override
    public int codePoint(int codePoint) {
        return Math.max(codePoints.get(codePoint), UNKNOWN);
    }

    @Override
    public int word(byte[] utf8, int length) {
        return Math.max(words.find(utf8, length), UNKNOWN);
    }

    /**
     * Units as text: words with a space between them, everything else without; {@code <eos>} is a line end, an unknown unit
     * is U+FFFD, an unknown word {@code <unk>}. Bytes are read as UTF-8.
     */
    public String text(int[] ids) {
        StringBuilder text = new StringBuilder();
        boolean apart = kind == Unit.WORD;
        for (int i = 0; i < ids.length; i++) {
            if (hasEnd && ids[i] == END) {
                text.append('\n');
            } else {
                boolean between = apart && i > 0 && !(hasEnd && ids[i - 1] == END);
                text.append(between ? " " : "").append(plain(ids[i]));
            }
        }
        return kind == Unit.BYTE
                ? new String(text.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
                : text.toString();
    }

    private String plain(int id) {
        if (id != UNKNOWN) {
            return units.get(id);
        }
        return switch (kind) {
            case WORD -> UNKNOWN_SYMBOL;
            case CHAR -> "\uFFFD";
            case BYTE -> "?";
            case NUCLEOTIDE, KMER -> "N";
        };
    }
}
