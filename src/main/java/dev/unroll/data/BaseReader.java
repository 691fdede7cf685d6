package dev.unroll.data;

import dev.unroll.spec.UsageException;
import java.io.IOException;
import java.io.InputStream;

/** Tells headers, bases and line ends of a file of sequences apart, in one pass and in memory that no file changes. */
interface BaseReader {
    /** Nothing comes any more. */
    int END = -1;
    /** A line of bases has ended, perhaps one without any; so has the last one without a line end. */
    int LINE_END = -2;
    /** A header, whose first word is {@link #name}. */
    int HEADER = -3;

    /**
     * A reader of a stream that can go back by some bytes: of FASTQ where {@code @} is the first sign, else of FASTA or plain lines. A
     * byte order mark at the beginning is left out.
     *
     * @param file names it in messages
     */
    static BaseReader of(String file, InputStream in) throws IOException {
        return SequenceStart.isFastq(in) ? new FastqReader(file, in) : new FastaReader(in);
    }

    /**
     * The next base, 0..255 whatever its letter, or what else comes next.
     *
     * @throws UsageException if the file is broken so that it is not known what is a base
     */
    int next() throws IOException;

    /** The first word of the last header, its bytes as they are; empty if it has none. */
    byte[] name();
}
