package dev.unroll.spec;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * How sequences of DNA are read and labelled.
 *
 * @param annotation {@code data.annotation}, files of GFF3 or BED; empty where none is set
 * @param classes what the labels of bases are
 * @param windows the pieces in which sequences are read
 * @param contigs which sequences belong to which part of the corpus
 * @param letters what is read of a letter
 */
public record DnaSpec(String annotation, Classes classes, Windows windows, Contigs contigs, Letters letters)
        implements Serializable {
    /** Whether the strands of features are told apart. */
    public enum Strands {
        /** They are one. */
        IGNORE,
        /** Each has classes of its own. */
        SPLIT
    }

    /** What becomes of a base with several classes. */
    public enum Overlap {
        /** The type that stands first wins. */
        PRIORITY,
        /** The first one ends the job. */
        ERROR,
        /** It has all of them. */
        MULTI
    }

    /** What a letter that stands for several bases is. */
    public enum Ambiguous {
        /** A unit of its own. */
        SYMBOLS,
        /** Probabilities of the four bases, as every letter. */
        MIXTURES
    }

    /** What lower case means. */
    public enum SoftMask {
        /** Nothing. */
        IGNORE,
        /** A number beside the letter: 1. */
        FEATURE
    }

    /**
     * The labels of bases.
     *
     * @param types {@code data.labels.types}, separated by commas, the most important first
     * @param strands {@code data.labels.strands}
     * @param codons {@code data.labels.codons}
     * @param overlap {@code data.labels.overlap}
     */
    public record Classes(String types, Strands strands, boolean codons, Overlap overlap) implements Serializable {
        private static final String CODING = "CDS";

        /** Checks that there is a type, and codons only where something codes. */
        public Classes {
            Rule.range(
                    Keys.DATA_LABELS_TYPES,
                    types,
                    DnaSpec.names(types).stream().noneMatch(String::isEmpty)
                            && DnaSpec.names(types).stream().distinct().count()
                                    == DnaSpec.names(types).size());
            Rule.agree(
                    Keys.DATA_LABELS_CODONS,
                    codons,
                    !codons || DnaSpec.names(types).contains(CODING),
                    "only " + CODING + " has codons: name it in data.labels.types, or leave it out");
        }

        /** The types by rank. */
        public List<String> names() {
            return DnaSpec.names(types);
        }
    }

    /**
     * How sequences are cut.
     *
     * @param length {@code data.window}, in bases
     * @param overlap {@code data.window-overlap}, bases that a window shares with the one before it
     */
    public record Windows(int length, int overlap) implements Serializable {
        /** Checks that each window goes on. */
        public Windows {
            Rule.range(Keys.DATA_WINDOW, length, length >= 1 && length <= 1 << 20);
            Rule.range(Keys.DATA_WINDOW_OVERLAP, overlap, overlap >= 0);
            Rule.agree(
                    Keys.DATA_WINDOW_OVERLAP,
                    overlap,
                    overlap < length,
                    "a window is longer than what it shares with the one before: data.window=" + length);
        }
    }

    /**
     * Names of sequences, separated by commas; empty where none is set.
     *
     * @param train {@code data.contigs.train}
     * @param validation {@code data.contigs.validation}
     * @param test {@code data.contigs.test}
     */
    public record Contigs(String train, String validation, String test) implements Serializable {
        /** Checks that no sequence is measured and trained on. */
        public Contigs {
            for (String name : names(test)) {
                Rule.agree(
                        Keys.DATA_CONTIGS_TEST,
                        test,
                        !names(train).contains(name) && !names(validation).contains(name),
                        "a sequence belongs to one part: sequence=" + name);
            }
            for (String name : names(validation)) {
                Rule.agree(
                        Keys.DATA_CONTIGS_VALIDATION,
                        validation,
                        !names(train).contains(name),
                        "a sequence belongs to one part: sequence=" + name);
            }
        }

        /** Of the training part; none: all that are in no other part. */
        public List<String> ofTraining() {
            return names(train);
        }

        /** Of the held-out part. */
        public List<String> ofValidation() {
            return names(validation);
        }

        /** Of the part that is measured once. */
        public List<String> ofTest() {
            return names(test);
        }
    }

    /**
     * What is read of a letter.
     *
     * @param ambiguous {@code data.ambiguous}
     * @param softMask {@code data.soft-mask}
     * @param reverseComplement {@code data.reverse-complement}: both strands are trained on
     */
    public record Letters(Ambiguous ambiguous, SoftMask softMask, boolean reverseComplement) implements Serializable {
        /** Whether numbers are read of them. */
        public boolean hasNumbers() {
            return ambiguous == Ambiguous.MIXTURES || softMask == SoftMask.FEATURE;
        }
    }

    private static List<String> names(String list) {
        return list.isEmpty()
                ? List.of()
                : Arrays.stream(list.split(",", -1)).map(String::strip).toList();
    }

    /** Refuses what the format would not look at. */
    void check(String format) {
        boolean fasta = format.equals(RecordFormats.FASTA);
        String hint = "it is for data.format=" + RecordFormats.FASTA + ": leave it out";
        Rule.used(Keys.DATA_ANNOTATION, annotation, fasta, hint);
        Rule.used(Keys.DATA_LABELS_TYPES, classes.types, fasta, hint);
        Rule.used(Keys.DATA_LABELS_STRANDS, Words.of(classes.strands), fasta, hint);
        Rule.used(Keys.DATA_LABELS_CODONS, String.valueOf(classes.codons), fasta, hint);
        Rule.used(Keys.DATA_LABELS_OVERLAP, Words.of(classes.overlap), fasta, hint);
        Rule.used(Keys.DATA_WINDOW, windows.length, fasta, hint);
        Rule.used(Keys.DATA_WINDOW_OVERLAP, windows.overlap, fasta, hint);
        Rule.used(Keys.DATA_CONTIGS_TRAIN, contigs.train, fasta, hint);
        Rule.used(Keys.DATA_CONTIGS_VALIDATION, contigs.validation, fasta, hint);
        Rule.used(Keys.DATA_CONTIGS_TEST, contigs.test, fasta, hint);
    }

    /** Refuses what does not suit the task, the units and what is said. */
    void check(Task task, String format, VocabularySpec.Unit unit, Output output) {
        boolean fasta = format.equals(RecordFormats.FASTA);
        Rule.agree(
                Keys.DATA_FORMAT,
                format,
                !fasta || task == Task.TAG,
                "its bases have labels, and its records none: set task=tag, or data.format=" + RecordFormats.CLASS_FILES
                        + " for a class of each file");
        Rule.agree(
                Keys.VOCABULARY_UNIT,
                Words.of(unit),
                !fasta || unit == VocabularySpec.Unit.NUCLEOTIDE,
                "labels belong to single bases: set it to nucleotide");
        Rule.agree(
                Keys.DATA_LABELS_OVERLAP,
                Words.of(classes.overlap),
                classes.overlap != Overlap.MULTI || output == Output.SIGMOID,
                "several labels at once: set network.output=sigmoid");
        checkLetters(task, format, unit);
    }

    private void checkLetters(Task task, String format, VocabularySpec.Unit unit) {
        boolean bases = unit == VocabularySpec.Unit.NUCLEOTIDE;
        boolean sequences = RecordFormats.hasSequences(format) && task != Task.LANGUAGE_MODEL;
        String hint = "it is for vocabulary.unit=nucleotide in labelled records of " + RecordFormats.sequences()
                + ": leave it out";
        Rule.used(Keys.DATA_AMBIGUOUS, Words.of(letters.ambiguous), bases && sequences, hint);
        Rule.used(Keys.DATA_SOFT_MASK, Words.of(letters.softMask), bases && sequences, hint);
        Rule.used(
                Keys.DATA_REVERSE_COMPLEMENT,
                String.valueOf(letters.reverseComplement),
                unit.isBases() && (task == Task.CLASSIFY || (task == Task.TAG && sequences && bases)),
                "it is for task=classify of nucleotides or k-mers, and for task=tag with data.format="
                        + RecordFormats.FASTA + ": leave it out");
    }
}
