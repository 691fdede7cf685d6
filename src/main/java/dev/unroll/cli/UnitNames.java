package dev.unroll.cli;

import dev.unroll.spec.DataSpec;
import dev.unroll.spec.Pool;
import dev.unroll.spec.RecordFormats;
import dev.unroll.spec.Spec;
import dev.unroll.spec.VocabularySpec;

/** What units are called in sentences. */
final class UnitNames {
    private UnitNames() {}

    /** What a training counts: units, vectors, labelled steps or records. */
    static String counted(Spec spec) {
        if (spec.predictsUnits()) {
            return of(spec.vocabulary());
        }
        if (spec.predictsVectors()) {
            return "step";
        }
        return spec.network().head().pool() == Pool.NONE ? "label" : "record";
    }

    /** What is read by itself where a text is not one stream. */
    static String piece(DataSpec data) {
        return data.format().equals(RecordFormats.ABC) ? "tune" : "line";
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
