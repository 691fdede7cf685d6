package dev.unroll.spec;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The formats of records that are read without Spark SQL, and which keys each of them reads. */
public final class RecordFormats {
    /** Sentences with a line for each word. */
    public static final String CONLL = "conll";
    /** Sentences of Universal Dependencies. */
    public static final String CONLLU = "conllu";
    /** A text and its label on each line. */
    public static final String LABELLED_LINES = "labelled-lines";
    /** Files of one class each: a text on each line, or FASTA where units are bases. */
    public static final String CLASS_FILES = "class-files";
    /** FASTA with a label for each base, which features of an annotation give. */
    public static final String FASTA = "fasta";
    /** Time series of the UEA archive. */
    public static final String SERIES = "ts";
    /** CSV with a row for each step. */
    public static final String FRAMES = "frames";

    /** Made up: pairs of numbers, of which some are to be added. */
    public static final String ADDING = "adding";

    /** Tunes as text, which a language model reads. */
    public static final String ABC = "abc";

    /** Pieces of music as the notes that sound at each step, which a language model reads. */
    public static final String PIANO_ROLLS = "piano-rolls";

    /** Records that are made up. */
    private static final List<String> MADE_UP = List.of(ADDING, "ahead", "copy");

    private static final Map<String, List<Key>> READ = new TreeMap<>(Map.of(
            CONLL,
            List.of(
                    Keys.DATA_TEXT_COLUMN,
                    Keys.DATA_LABEL_COLUMN,
                    Keys.DATA_SEPARATOR,
                    Keys.DATA_LABELS_SCHEME,
                    Keys.DATA_LABELS_MAP),
            CONLLU,
            List.of(Keys.DATA_LABEL_COLUMN, Keys.DATA_LABELS_MAP),
            LABELLED_LINES,
            List.of(
                    Keys.DATA_TEXT_COLUMN,
                    Keys.DATA_LABEL_COLUMN,
                    Keys.DATA_KEY_COLUMN,
                    Keys.DATA_SEPARATOR,
                    Keys.DATA_LABELS_MAP,
                    Keys.DATA_LABELS_SEPARATOR,
                    Keys.DATA_LABELS_FILE),
            CLASS_FILES,
            List.of(Keys.DATA_LABELS_FROM, Keys.DATA_LABELS_MAP),
            FASTA,
            List.of(),
            SERIES,
            List.of(Keys.DATA_LABELS_MAP),
            FRAMES,
            List.of(
                    Keys.DATA_LABEL_COLUMN,
                    Keys.DATA_KEY_COLUMN,
                    Keys.DATA_ORDER_COLUMN,
                    Keys.DATA_FEATURE_COLUMNS,
                    Keys.DATA_SEPARATOR,
                    Keys.DATA_LABELS_MAP)));

    /** Of any Spark SQL source. */
    private static final List<Key> OF_TABLES = List.of(
            Keys.DATA_TEXT_COLUMN,
            Keys.DATA_LABEL_COLUMN,
            Keys.DATA_KEY_COLUMN,
            Keys.DATA_FEATURE_COLUMNS,
            Keys.DATA_LABELS_MAP,
            Keys.DATA_LABELS_SEPARATOR);

    /** Those whose texts may be sequences of DNA. */
    private static final List<String> SEQUENCES = List.of(CLASS_FILES, FASTA, LABELLED_LINES);

    private RecordFormats() {}

    /** Whether the texts of a format may be sequences of DNA. */
    static boolean hasSequences(String format) {
        return SEQUENCES.contains(format);
    }

    /** The names of those formats. */
    static String sequences() {
        return String.join(", ", SEQUENCES);
    }

    /** Whether a format is one of these. */
    public static boolean has(String format) {
        return READ.containsKey(format) || isMadeUp(format) || isUnlabelled(format);
    }

    /** Whether records of this format have no labels: each step is predicted from those before it. */
    static boolean isUnlabelled(String format) {
        return format.equals(ABC) || isVectors(format);
    }

    /** Whether each step of a record is numbers that are 0 or 1, and nothing else is said of it. */
    static boolean isVectors(String format) {
        return format.equals(PIANO_ROLLS);
    }

    /** Whether records of this format are computed, not read from files. */
    public static boolean isMadeUp(String format) {
        return MADE_UP.contains(format);
    }

    /** Whether its records are texts with a label each. */
    static boolean labelsTexts(String format) {
        return format.equals(LABELLED_LINES) || format.equals(CLASS_FILES);
    }

    /** The names of those with labels. */
    static String names() {
        return String.join(", ", READ.keySet()) + ", " + String.join(", ", MADE_UP);
    }

    /** Refuses what the format would not look at. */
    static void check(String format, String textColumn, LabelSpec labels) {
        boolean nothing = format.equals(DataSpec.TEXT) || isMadeUp(format) || isUnlabelled(format);
        List<Key> read = nothing ? List.of() : READ.getOrDefault(format, OF_TABLES);
        Map<Key, Object> set = Map.of(
                Keys.DATA_LABEL_COLUMN, labels.column(),
                Keys.DATA_KEY_COLUMN, labels.key(),
                Keys.DATA_ORDER_COLUMN, labels.order(),
                Keys.DATA_FEATURE_COLUMNS, labels.features(),
                Keys.DATA_SEPARATOR, labels.separator(),
                Keys.DATA_LABELS_SCHEME, Words.of(labels.scheme()),
                Keys.DATA_LABELS_MAP, labels.map(),
                Keys.DATA_LABELS_FROM, Words.of(labels.from()),
                Keys.DATA_LABELS_SEPARATOR, labels.several(),
                Keys.DATA_LABELS_FILE, labels.file());
        String hint = "data.format=" + format + " does not read it: leave it out";
        for (Key key : Keys.all()) {
            if (set.containsKey(key)) {
                Rule.used(key, set.get(key), read.contains(key), hint);
            }
        }
        boolean ownColumn = has(format) && !read.contains(Keys.DATA_TEXT_COLUMN);
        Rule.used(Keys.DATA_TEXT_COLUMN, textColumn, !ownColumn, hint);
        Rule.used(
                Keys.DATA_TEXT_COLUMN,
                textColumn,
                ownColumn || labels.features().isEmpty(),
                "data.feature-columns says what is read of a row: leave it out");
    }
}
