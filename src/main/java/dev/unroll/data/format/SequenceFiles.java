package dev.unroll.data.format;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * Files of sequences: FASTQ where {@code @} is a file's first sign, else FASTA.
 *
 * @param quality what becomes of the qualities of FASTQ
 */
public record SequenceFiles(FastqReader.Quality quality) implements Format {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    @Override
    public ExampleReader open(Input file) {
        InputStream bytes = new BufferedInputStream(file.bytes());
        Input same = new Input(file.name(), bytes, file.charset(), file.invalid());
        return isFastq(bytes) ? new FastqReader.Settings(quality).open(same) : FastaReader.Settings.WHOLE.open(same);
    }

    private static boolean isFastq(InputStream bytes) {
        byte[] head = new byte[BYTE_ORDER_MARK.length + 1];
        bytes.mark(head.length);
        try {
            int read = bytes.readNBytes(head, 0, head.length);
            bytes.reset();
            boolean marked = Arrays.equals(head, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
            return read > 0 && head[marked ? BYTE_ORDER_MARK.length : 0] == '@';
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
