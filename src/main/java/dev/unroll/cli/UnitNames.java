package dev.unroll.cli;

import dev.unroll.spec.VocabularySpec;

/** What units are called in sentences. */
final class UnitNames {
    private UnitNames() {}

    /** One unit. */
    static String of(VocabularySpec vocabulary) {
        return switch (vocabulary.unit()) {
            case CHAR -> "character";
            case BYTE -> "byte";
            case WORD -> "word";
            case NUCLEOTIDE -> "nucleotide";
            case KMER -> vocabulary.k() + "-mer";
        };
    }
}
