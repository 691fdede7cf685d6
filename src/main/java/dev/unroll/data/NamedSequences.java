package dev.unroll.data;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Sequences of bases that are scored, each by itself, and what their files call them. In a rewritten file each is a line: the first word
 * of its header, which may be empty, a tab, and the bases without layout.
 */
public final class NamedSequences {
    private NamedSequences() {}

    /** Bytes of the name that such a line begins with; a tab is behind them. */
    public static int nameLength(byte[] line) {
        int length = 0;
        while (line[length] != '\t') {
            length++;
        }
        return length;
    }

    /**
     * Rewrites a file. One of FASTA or FASTQ gives a sequence for each header, one without headers a sequence for each line; either may be
     * without bases. Empty lines before the first header are layout.
     */
    static void write(BaseReader in, OutputStream out) throws IOException {
        boolean hasHeaders = false;
        boolean isOpen = false;
        long emptyLines = 0;
        for (int b = in.next(); b != BaseReader.END; b = in.next()) {
            if (b == BaseReader.HEADER) {
                if (isOpen) {
                    out.write('\n');
                }
                out.write(in.name());
                out.write('\t');
                hasHeaders = true;
                isOpen = true;
                emptyLines = 0;
            } else if (b >= 0) {
                if (!isOpen) {
                    writeEmpty(emptyLines, out);
                    out.write('\t');
                    isOpen = true;
                    emptyLines = 0;
                }
                out.write(b);
            } else if (isOpen && !hasHeaders) {
                out.write('\n');
                isOpen = false;
            } else if (!hasHeaders) {
                emptyLines++;
            }
        }
        if (isOpen) {
            out.write('\n');
        }
        writeEmpty(emptyLines, out);
    }

    private static void writeEmpty(long lines, OutputStream out) throws IOException {
        for (long i = 0; i < lines; i++) {
            out.write('\t');
            out.write('\n');
        }
    }
}
