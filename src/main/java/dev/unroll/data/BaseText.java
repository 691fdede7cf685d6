package dev.unroll.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes DNA and RNA as plain text: one line for each FASTA record, without headers, comments and layout; for streams of
 * k-mers with a space between them, so that they can be read from anywhere.
 *
 * <p>A line that begins with {@code >} ends the sequence before it. Lines that begin with {@code ;} are comments. White space
 * and digits are layout. Bases behind the last whole k-mer of a sequence are dropped and counted.
 */
final class BaseText {
    private final OutputStream out;
    private final int k;
    private final boolean lineEndsSequence;
    private final byte[] kmer;
    private boolean lineBegins = true;
    private boolean skipsLine;
    private boolean hasHeaders;
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

    long dropped() {
        return dropped;
    }

    void append(int b) throws IOException {
        if (b == '\n' || b == '\r') {
            if (!skipsLine && lineEndsSequence && !hasHeaders) {
                end();
            }
            lineBegins = true;
            skipsLine = false;
            return;
        }
        if (lineBegins && (b == '>' || b == ';')) {
            skipsLine = true;
            if (b == '>') {
                hasHeaders = true;
                end();
            }
        }
        lineBegins = false;
        if (!skipsLine && !Segmenter.isSpace(b) && !(b >= '0' && b <= '9')) {
            base(b);
        }
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

    /** Ends the present sequence. */
    void end() throws IOException {
        dropped += filled;
        filled = 0;
        if (hasSequence) {
            out.write('\n');
        }
        hasSequence = false;
    }
}
