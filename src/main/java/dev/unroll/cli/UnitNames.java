package dev.unroll.cli;

import dev.unroll.spec.Pool;
import dev.unroll.spec.Spec;
import dev.unroll.spec.VocabularySpec;

/** What units are called in sentences. */
final class UnitNames {
    private UnitNames() {}

    /** What a training counts: units, labelled steps or records. */
    static String counted(Spec spec) {
        if (spec.task().writes()) {
            return of(spec.vocabulary());
        }
        return spec.network().head().pool() == Pool.NONE ? "label" : "record";
    }

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
