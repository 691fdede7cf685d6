package dev.unroll.spec;

import java.io.Serializable;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Where the corpus is and how it is read: {@code data.*}. Paths are empty where none is set.
 *
 * @param train {@code data.train}, a file, directory or glob
 * @param validation {@code data.validation}, a path, or a fraction of the training text such as 0.1
 * @param test {@code data.test}, a path
 * @param folds {@code data.folds}, {@code data.fold}
 * @param format {@code data.format}: {@link #TEXT}, or the name of a Spark SQL source
 * @param encoding {@code data.encoding} of text files, a charset's canonical name
 * @param where {@code data.where}, a Spark SQL condition on the rows of a source
 * @param textColumn {@code data.text-column} of a Spark SQL source or of lines with columns
 * @param labels where the other parts of labelled records stand
 * @param dna how sequences of DNA are read and labelled
 * @param options {@code data.options.*}, the reader's options without the prefix
 * @param shardTokens {@code data.shard-tokens}, units in a shard at most
 * @param badRecords {@code data.bad-records}
 * @param invalidUtf8 {@code data.invalid-utf8}
 * @param context {@code data.context}
 * @param eos {@code data.eos}: a line end, or a record's end, is the symbol {@code <eos>}
 * @param maxLength {@code data.max-length}, units of a record; 0 = no limit
 * @param tooLong {@code data.too-long}: what becomes of a longer record
 * @param staging {@code data.staging}, a directory; empty = {@code .staging} in the output directory
 */
public record DataSpec(
        String train,
        String validation,
        String test,
        FoldSpec folds,
        String format,
        String encoding,
        String where,
        String textColumn,
        LabelSpec labels,
        DnaSpec dna,
        SortedMap<String, String> options,
        long shardTokens,
        BadRecords badRecords,
        InvalidUtf8 invalidUtf8,
        Context context,
        boolean eos,
        int maxLength,
        TooLong tooLong,
        String staging)
        implements Serializable {
    /** The name of the format that is not a Spark SQL source. */
    public static final String TEXT = "text";

    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9.]+([eE][+-]?[0-9]+)?%?");

    /** What becomes of a record that cannot be used. */
    public enum BadRecords {
        /** Counted and written aside. */
        QUARANTINE,
        /** The first one ends the job. */
        FAIL
    }

    /** What becomes of bytes that are not UTF-8. */
    public enum InvalidUtf8 {
        /** Each maximal ill-formed part becomes U+FFFD and is counted. */
        REPLACE,
        /** The first one ends the job. */
        FAIL
    }

    /** What a unit may depend on. */
    public enum Context {
        /** All text before it. */
        STREAM,
        /** The units before it in its line or record. */
        LINE
    }

    /** What becomes of a record of more than {@code data.max-length} units. */
    public enum TooLong {
        /** It is cut into windows; the state is carried from one to the next. */
        WINDOW,
        /** Its first units are kept. */
        KEEP_FIRST,
        /** Its last units are kept. */
        KEEP_LAST,
        /** It is left out and counted. */
        REJECT
    }

    /** Checks each value by itself, and that the parts of a source are asked only of what has them. */
    public DataSpec {
        options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
        Rule.range(Keys.DATA_VALIDATION, validation, !NUMBER.matcher(validation).matches() || isFraction(validation));
        folds.check(isFraction(validation) ? "" : validation, test);
        Rule.range(Keys.DATA_FORMAT, format, !format.isEmpty());
        Rule.range(Keys.DATA_ENCODING, encoding, isCharset(encoding));
        Rule.range(Keys.DATA_SHARD_TOKENS, shardTokens, shardTokens >= 1 && shardTokens <= 1 << 28);
        Rule.range(Keys.DATA_MAX_LENGTH, maxLength, maxLength >= 0);
        Rule.agree(
                Keys.DATA_WHERE,
                where,
                where.isEmpty() || isTable(format),
                "it needs rows: set data.format to a Spark SQL source");
        RecordFormats.check(format, textColumn, labels);
        dna.check(format);
        Rule.used(
                Keys.DATA_TRAIN,
                train,
                !RecordFormats.isMadeUp(format),
                "data.format=" + format + " makes its records up: leave it out");
        Rule.agree(
                Keys.DATA_FORMAT,
                format,
                options.isEmpty() || !isText(format),
                "data.options.* is for Spark SQL sources: set data.format to one, or leave the options out");
        Rule.agree(
                Keys.DATA_ENCODING,
                encoding,
                !isTable(format) || isUtf8(encoding),
                "a Spark SQL source decodes by itself: use data.options.encoding");
        Rule.agree(
                Keys.DATA_MAX_LENGTH,
                maxLength,
                maxLength == 0 || context == Context.LINE,
                "a stream has no records to be too long: set data.context=line, or leave it out");
        Rule.used(
                Keys.DATA_TOO_LONG,
                Words.of(tooLong),
                maxLength > 0,
                "no record is too long without a limit: set data.max-length, or leave it out");
        encoding = Charset.forName(encoding).name();
    }

    /** {@code data.train}; refused where it is not set and records are read from files. */
    public String requireTrain() {
        if (RecordFormats.isMadeUp(format)) {
            return format;
        }
        if (train.isEmpty()) {
            throw new UsageException("no corpus: data.train=", "set data.train to a file, directory or glob");
        }
        return train;
    }

    /** The part of the training text that is held out, in decimal so that no digit is lost; 0 = none. */
    public BigDecimal validationFraction() {
        return isFraction(validation) ? new BigDecimal(validation) : BigDecimal.ZERO;
    }

    /** The part of the records that is held out by their hash; 0 where sequences are, by place. */
    public BigDecimal heldOutByHash() {
        return isGenome() ? BigDecimal.ZERO : validationFraction();
    }

    /** The held-out files. */
    public Optional<String> validationPath() {
        return validation.isEmpty() || isFraction(validation) ? Optional.empty() : Optional.of(validation);
    }

    /** Whether there is held-out text. */
    boolean holdsOut() {
        return validationPath().isPresent()
                || validationFraction().signum() > 0
                || !dna.contigs().ofValidation().isEmpty();
    }

    /** The reader's options as they may be shown and stored: what looks like a secret is {@code ***}. */
    public SortedMap<String, String> shownOptions() {
        SortedMap<String, String> shown = new TreeMap<>(options);
        shown.replaceAll(Secrets::shown);
        return shown;
    }

    /** The source without its secrets. */
    @Override
    public String toString() {
        return "DataSpec[train=" + train + ", format=" + format + ", options=" + shownOptions() + "]";
    }

    /** Whether the corpus is text files, read without Spark SQL. */
    public boolean isText() {
        return isText(format);
    }

    /** Whether the corpus is sequences with a label for each base. */
    public boolean isGenome() {
        return format.equals(RecordFormats.FASTA);
    }

    /** Whether there is a part that is measured once, after training. */
    public boolean hasTest() {
        return !test.isEmpty() || !dna.contigs().ofTest().isEmpty();
    }

    /** Whether the corpus is one text, whose lines do not stand for themselves. */
    public boolean isRunningText() {
        return isText() && context == Context.STREAM;
    }

    /** Whether the corpus is files of records, read without Spark SQL. */
    public boolean isRecords() {
        return RecordFormats.has(format);
    }

    /** Whether the corpus says where labels stand: all of its formats do but text and music, tables by the name of a column. */
    public boolean hasLabels() {
        return isRecords() ? !isUnlabelled() : !isText() && !labels.column().isEmpty();
    }

    /** Whether its records have no labels. */
    boolean isUnlabelled() {
        return RecordFormats.isUnlabelled(format);
    }

    /** Whether its records are vectors of zeros and ones. */
    boolean isVectors() {
        return RecordFormats.isVectors(format);
    }

    private static boolean isTable(String format) {
        return !isText(format) && !RecordFormats.has(format);
    }

    private static boolean isText(String format) {
        return format.equals(TEXT);
    }

    private static boolean isUtf8(String encoding) {
        return Charset.forName(encoding).name().equals("UTF-8");
    }

    private static boolean isCharset(String name) {
        try {
            return Charset.isSupported(name);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isFraction(String value) {
        try {
            BigDecimal fraction = new BigDecimal(value);
            return fraction.signum() >= 0 && fraction.compareTo(BigDecimal.ONE) < 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
