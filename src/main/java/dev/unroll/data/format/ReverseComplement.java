package dev.unroll.data.format;

import dev.unroll.data.Vocabulary;
import dev.unroll.spec.UsageException;
import dev.unroll.spec.VocabularySpec.Unit;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;

/**
 * What becomes of a sequence's units and labels when it is read from the other strand. Both then stand in the opposite order.
 *
 * @param units (V) the unit in the place of each
 * @param labels (K) the label in the place of each
 * @param mixed how many of a step's first numbers are probabilities of A, C, G and T: 4 or 0; they change places
 */
public record ReverseComplement(int[] units, int[] labels, int mixed) implements Serializable {
    private static final String LETTERS = "ACGTRYKMBVDHSWN";
    private static final String PARTNERS = "TGCAYRMKVBHDSWN";

    /** That of bases or k-mers, and of labels that may name strands. */
    public static ReverseComplement of(Vocabulary vocabulary, SegmentClasses classes) {
        if (vocabulary.kind() != Unit.NUCLEOTIDE && vocabulary.kind() != Unit.KMER) {
            throw new UsageException(
                    "units have no reverse complement: vocabulary.unit="
                            + vocabulary.kind().name().toLowerCase(Locale.ROOT),
                    "only nucleotide and kmer have one");
        }
        List<String> all = vocabulary.units();
        int[] units = new int[all.size()];
        for (int id = 0; id < units.length; id++) {
            units[id] = id < vocabulary.specials() ? id : vocabulary.id(complement(all.get(id)));
        }
        return new ReverseComplement(units, classes.onOtherStrand(), 0);
    }

    /** That of mixtures of bases, where no unit is read. */
    public static ReverseComplement ofMixtures(SegmentClasses classes) {
        return new ReverseComplement(new int[0], classes.onOtherStrand(), LetterNumbers.BASES);
    }

    private static String complement(String unit) {
        StringBuilder other = new StringBuilder();
        for (int i = unit.length() - 1; i >= 0; i--) {
            int letter = LETTERS.indexOf(unit.charAt(i));
            if (letter < 0) {
                throw new IllegalArgumentException("not a base: unit=" + unit);
            }
            other.append(PARTNERS.charAt(letter));
        }
        return other.toString();
    }
}
