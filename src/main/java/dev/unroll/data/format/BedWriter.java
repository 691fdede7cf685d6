package dev.unroll.data.format;

import java.io.IOException;
import java.io.Writer;

/**
 * Segments as BED: rows of six columns, counted from 0, the end outside. The name is the segment's type, the score a thousand times its
 * mean probability, rounded.
 */
public final class BedWriter implements Segment.Sink {
    private static final int LARGEST = 1000;

    private final Writer out;

    /** Begins a file, which {@code out} takes in UTF-8; it is not closed. */
    public BedWriter(Writer out) {
        this.out = out;
    }

    @Override
    public void sequence(String contig) {
        BedNames.sequence(contig);
    }

    @Override
    public void segment(Segment segment) throws IOException {
        Region region = segment.region();
        out.write(String.join(
                        "\t",
                        region.contig(),
                        String.valueOf(region.start()),
                        String.valueOf(region.end()),
                        BedNames.plain(segment.type()),
                        String.valueOf(Math.round(LARGEST * segment.score())),
                        segment.strand().sign())
                + "\n");
    }
}
