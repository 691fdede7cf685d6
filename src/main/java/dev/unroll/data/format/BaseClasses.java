package dev.unroll.data.format;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers of the classes of single bases: types by rank, told apart by strand and by place in the codon where asked for. */
final class BaseClasses {
    /** Classes that a type may give: three strands, and three places in a codon or none. */
    private static final int OF_A_TYPE = 12;

    private static final int OF_A_STRAND = 4;
    private static final int NO_CODON = 3;

    /** By rank. */
    private static final List<Strand> STRANDS = List.of(Strand.PLUS, Strand.MINUS, Strand.NONE);

    private BaseClasses() {}

    /** How many there are for so many types. */
    static int count(int types) {
        return types * OF_A_TYPE;
    }

    /** The class of a type on a strand, outside of codons; where several meet, the lower one wins. */
    static int of(int type, Strand strand) {
        return type * OF_A_TYPE + STRANDS.indexOf(strand) * OF_A_STRAND + NO_CODON;
    }

    /** The same at the first, second or third base (0, 1, 2) of a codon. */
    static int inCodon(int outside, int base) {
        return outside - NO_CODON + base;
    }

    /** The type of a class. */
    static int type(int number) {
        return number / OF_A_TYPE;
    }

    /** The strand of a class. */
    static Strand strand(int number) {
        return STRANDS.get(number % OF_A_TYPE / OF_A_STRAND);
    }

    /** The place in the codon of a class, counted on its strand from 0; -1 outside of codons. */
    static int codonBase(int number) {
        int base = number % OF_A_STRAND;
        return base == NO_CODON ? -1 : base;
    }

    /** The names that classes have when their sequence is read from the other strand. */
    static List<String> onOtherStrand(BaseLabels.Settings settings, List<String> names) {
        Map<String, String> other = new HashMap<>();
        for (int number = count(settings.types().size()) - 1; number >= 0; number--) {
            int strand = STRANDS.indexOf(strand(number).other());
            int partner = type(number) * OF_A_TYPE + strand * OF_A_STRAND + number % OF_A_STRAND;
            other.put(name(settings.types(), number), name(settings.types(), partner));
        }
        return names.stream().map(name -> other.getOrDefault(name, name)).toList();
    }

    /** {@code CDS}, {@code CDS+}, or {@code CDS-0}. */
    static String name(List<String> types, int number) {
        Strand strand = strand(number);
        int base = codonBase(number);
        return types.get(type(number))
                + (strand == Strand.NONE ? "" : strand.sign())
                + (base < 0 ? "" : String.valueOf(base));
    }
}
