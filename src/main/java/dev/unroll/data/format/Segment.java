package dev.unroll.data.format;

import java.io.IOException;

/**
 * Bases in a row of which a network says the same class.
 *
 * @param region where they lie
 * @param type of the class, such as {@code CDS}
 * @param strand of the class
 * @param phase bases from the segment's beginning, on its strand, to the first base of a codon; -1: the classes do not say
 * @param score mean probability of what is said
 */
public record Segment(Region region, String type, Strand strand, int phase, double score) {
    /** Refuses a score that is no probability; a mean of those in float may be a little larger than 1. */
    public Segment {
        FourDigits.of(score);
    }

    /** Takes segments, those of one sequence after those of the other. */
    public interface Sink {
        /** Begins a sequence, whether or not there are segments on it. */
        void sequence(String contig) throws IOException;

        /** Takes a segment. */
        void segment(Segment segment) throws IOException;
    }
}
