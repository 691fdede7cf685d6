package dev.unroll.spec;

import java.io.Serializable;

/**
 * The units of a text and which of them the network knows: {@code vocabulary.*}.
 *
 * @param unit {@code vocabulary.unit}
 * @param k {@code vocabulary.k}, bases in a k-mer
 * @param size {@code vocabulary.size}, the special symbols included; 0 = all
 * @param minCount {@code vocabulary.min-count}: a rarer unit is unknown
 * @param lowercase {@code vocabulary.lowercase}, code point by code point
 * @param normalize {@code vocabulary.normalize}
 */
public record VocabularySpec(Unit unit, int k, int size, long minCount, boolean lowercase, Normalize normalize)
        implements Serializable {
    /** What a text is cut into. */
    public enum Unit {
        /** Unicode code points; CR, LF and CRLF are one line end. */
        CHAR,
        /** Bytes. */
        BYTE,
        /** What stands between ASCII white space. */
        WORD,
        /** IUPAC letters, upper case, U read as T. */
        NUCLEOTIDE,
        /** {@code k} bases, one k-mer beginning where the last one ended. */
        KMER;

        /** Whether it is made of the letters of DNA and RNA. */
        public boolean isBases() {
            return this == NUCLEOTIDE || this == KMER;
        }
    }

    /** Unicode normalisation. */
    public enum Normalize {
        /** The text as it is. */
        NONE,
        /** Canonical composition. */
        NFC
    }

    /** Checks each value by itself, and that bytes and bases are not asked to be letters, nor letters to be k-mers. */
    public VocabularySpec {
        Rule.range(Keys.VOCABULARY_K, k, k >= 1 && k <= 12);
        Rule.range(Keys.VOCABULARY_SIZE, size, size == 0 || size >= 3);
        Rule.range(Keys.VOCABULARY_MIN_COUNT, minCount, minCount >= 1);
        Rule.used(Keys.VOCABULARY_K, k, unit == Unit.KMER, "it is for vocabulary.unit=kmer only");
        boolean letters = unit == Unit.CHAR || unit == Unit.WORD;
        Rule.agree(
                Keys.VOCABULARY_LOWERCASE,
                lowercase,
                letters || !lowercase,
                "it is for vocabulary.unit=char and word only");
        Rule.agree(
                Keys.VOCABULARY_NORMALIZE,
                Words.of(normalize),
                letters || normalize == Normalize.NONE,
                "it is for vocabulary.unit=char and word only");
    }
}
