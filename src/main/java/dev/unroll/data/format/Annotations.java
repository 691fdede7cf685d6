package dev.unroll.data.format;

import dev.unroll.data.Rejected;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Files that say what lies where on sequences. */
public enum Annotations {
    /** Rows of nine columns, counted from 1, both ends inside; see {@link Gff3Rows}. */
    GFF3,
    /** Rows of three to twelve columns, counted from 0, the end outside; see {@link BedRows}. */
    BED;

    private static final int BEGINNING = 1 << 16;

    /** Takes what is found. */
    public interface Sink {
        /** A feature. */
        void feature(Feature feature);

        /** A row that should have been one. */
        void rejected(Rejected row);
    }

    /** The same of a file of either kind, told by what is in it. */
    public static void readEither(Input file, Sink sink) {
        try {
            BufferedInputStream bytes = new BufferedInputStream(file.bytes(), BEGINNING);
            bytes.mark(BEGINNING);
            byte[] beginning = bytes.readNBytes(BEGINNING);
            bytes.reset();
            AnnotationKind.of(file, beginning).read(new Input(file.name(), bytes, file.charset()), sink);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read: file=" + file.name(), e);
        }
    }

    /** Hands the features of a file out, in its order. The stream is not closed. */
    public void read(Input file, Sink sink) {
        try {
            if (this == GFF3) {
                new Gff3Rows(file, sink).read();
            } else {
                new BedRows(file, sink).read();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read: file=" + file.name(), e);
        }
    }
}
