package dev.unroll.data.format;

/**
 * A part of a sequence about which something is known.
 *
 * @param place where that is said, {@code file:line}
 * @param region where it lies
 * @param strand on which strand
 * @param type what it is, such as {@code CDS}
 * @param phase bases from its beginning, on its strand, to the first base of a codon: 0, 1 or 2; -1: it has none
 * @param name what it belongs to: its parent, or else its own name; may be empty
 */
public record Feature(String place, Region region, Strand strand, String type, int phase, String name) {
    /** Codons have this type in GFF3; each must have a phase. */
    public static final String CODING = "CDS";

    /** For messages. */
    String described() {
        return type + " " + name + " " + region.contig() + " " + (region.start() + 1) + ".." + region.end() + " "
                + strand.sign();
    }
}
