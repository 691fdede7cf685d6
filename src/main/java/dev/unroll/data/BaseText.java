package dev.unroll.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes DNA and RNA as plain text: one line for each record of FASTA or FASTQ, without headers, comments and layout; for streams of
 * k-mers with a space between them, so that they can be read from anywhere.
 *
 * <p>A header ends the sequence before it. Bases behind the last whole k-mer of a sequence are dropped and counted.
 */
final class BaseText {
    private final OutputStream out;
    private final int k;
    private final boolean lineEndsSequence;
    private final byte[] kmer;
    private boolean hasSequence;
    private int filled;
    private long dropped;

    /**
     * A writer.
     *
     * @param k bases in a k-mer; 0 = bases are not grouped
     * @param lineEndsSequence whether a line of its own is a sequence of its own, where there are no headers
     */
    BaseText(OutputStream out, int k, boolean lineEndsSequence) {
        this.out = out;
        this.k = k;
        this.lineEndsSequence = lineEndsSequence;
        this.kmer = new byte[Math.max(1, k)];
    }

    /** Writes a whole file and returns how many bases were dropped. */
    long write(BaseReader in) throws IOException {
        boolean hasHeaders = false;
        for (int b = in.next(); b != BaseReader.END; b = in.next()) {
            if (b >= 0) {
                base(b);
            } else if (b == BaseReader.HEADER) {
                hasHeaders = true;
                end();
            } else if (lineEndsSequence && !hasHeaders) {
                end();
            }
        }
        end();
        return dropped;
    }

    private void base(int b) throws IOException {
        if (k == 0) {
            out.write(b);
            hasSequence = true;
            return;
        }
        kmer[filled++] = BaseSegmenter.letter(b);
        if (filled == k) {
            kmer();
        }
    }

    private void kmer() throws IOException {
        boolean plain = true;
        for (byte letter : kmer) {
            plain &= letter == 'A' || letter == 'C' || letter == 'G' || letter == 'T';
        }
        if (hasSequence) {
            out.write(' ');
        }
        out.write(plain ? kmer : Vocabulary.UNKNOWN_SYMBOL.getBytes(StandardCharsets.US_ASCII));
        hasSequence = true;
        filled = 0;
    }

    private void end() throws IOException {
        dropped += filled;
        filled = 0;
        if (hasSequence) {
            out.write('\n');
        }
        hasSequence = false;
    }
}
