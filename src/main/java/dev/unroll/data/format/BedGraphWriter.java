package dev.unroll.data.format;

import dev.unroll.data.Prediction;
import java.io.IOException;
import java.io.Writer;

/**
 * The probability of a class along sequences as bedGraph: rows of four columns, counted from 0, the end outside; neighbours whose
 * probability has the same four digits are one row. Bases of which nothing is said have no row. There is no line {@code track}, which
 * some programs want and others refuse.
 *
 * <p>Memory: one row.
 */
public final class BedGraphWriter implements Stitcher.Sink {
    private final Writer out;
    private final ClassProbability probability;
    private String contig = "";
    private long start;
    private long end;
    private int value;

    /**
     * Begins a file.
     *
     * @param out takes it, in UTF-8; it is not closed
     * @param classes what labels mean
     * @param name as in {@link ClassProbability}
     */
    public BedGraphWriter(Writer out, SegmentClasses classes, String name) {
        this.out = out;
        this.probability = new ClassProbability(classes, name);
    }

    @Override
    public void begin(String name) {
        contig = BedNames.sequence(name);
        start = 0;
        end = 0;
    }

    @Override
    public void bases(Region part, Prediction said, int first) throws IOException {
        for (long p = part.start(); p < part.end(); p++) {
            int next = FourDigits.of(probability.of(said, first + (int) (p - part.start())));
            if (p != end || next != value) {
                row();
                start = p;
                value = next;
            }
            end = p + 1;
        }
    }

    private void row() throws IOException {
        if (start < end) {
            out.write(contig + "\t" + start + "\t" + end + "\t" + FourDigits.text(value) + "\n");
        }
    }

    @Override
    public void end() throws IOException {
        row();
        start = end;
    }
}
