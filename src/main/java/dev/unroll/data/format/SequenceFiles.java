package dev.unroll.data.format;

import dev.unroll.data.SequenceStart;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Files of sequences: FASTQ where {@code @} is a file's first sign, else FASTA.
 *
 * @param quality what becomes of the qualities of FASTQ
 */
public record SequenceFiles(FastqReader.Quality quality) implements Format {
    @Override
    public ExampleReader open(Input file) {
        InputStream bytes = new BufferedInputStream(file.bytes());
        Input same = new Input(file.name(), bytes, file.charset(), file.invalid());
        return isFastq(bytes) ? new FastqReader.Settings(quality).open(same) : FastaReader.Settings.WHOLE.open(same);
    }

    private static boolean isFastq(InputStream bytes) {
        try {
            return SequenceStart.isFastq(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
