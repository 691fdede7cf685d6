package dev.unroll.data.format;

import dev.unroll.data.Prediction;
import dev.unroll.spec.UsageException;
import java.io.IOException;
import java.io.Writer;
import java.util.BitSet;

/**
 * The probability of a class along sequences as bedGraph: rows of four columns, counted from 0, the end outside; neighbours whose
 * probability has the same four digits are one row. Bases of which nothing is said have no row. There is no line {@code track}, which
 * some programs want and others refuse.
 *
 * <p>Of a class with several labels it is the sum of their probabilities, or the largest where labels do not exclude each other.
 *
 * <p>Memory: one row.
 */
public final class BedGraphWriter implements Stitcher.Sink {
    private final Writer out;
    private final BitSet labels;
    private String contig = "";
    private long start;
    private long end;
    private int value;

    /**
     * Begins a file.
     *
     * @param out takes it, in UTF-8; it is not closed
     * @param classes what labels mean
     * @param name a label such as {@code CDS-0}, a class such as {@code CDS-}, or a type such as {@code CDS}
     */
    public BedGraphWriter(Writer out, SegmentClasses classes, String name) {
        this.out = out;
        this.labels = classes.named(name);
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
            int next = FourDigits.of(probability(said, first + (int) (p - part.start())));
            if (p != end || next != value) {
                row();
                start = p;
                value = next;
            }
            end = p + 1;
        }
    }

    private double probability(Prediction said, int row) {
        double probability = 0;
        if (said instanceof Prediction.Classes one && one.probabilities().length > 0) {
            int from = row * one.names().size();
            for (int id = labels.nextSetBit(0); id >= 0; id = labels.nextSetBit(id + 1)) {
                probability += one.probabilities()[from + id];
            }
        } else if (said instanceof Prediction.Sets several) {
            for (int id = labels.nextSetBit(0); id >= 0; id = labels.nextSetBit(id + 1)) {
                probability = Math.max(probability, several.probability(row, id));
            }
        } else {
            throw new UsageException(
                    "no probabilities of all classes: sequence=" + contig, "only a model of classes has some");
        }
        return probability;
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
