package dev.unroll.data.format;

import dev.unroll.data.Prediction;
import dev.unroll.spec.UsageException;
import java.io.IOException;
import java.util.Arrays;

/**
 * Finds the segments of sequences: bases in a row with one class, that of a type on a strand. A base of which nothing is said ends a
 * segment, the border of a window does not.
 *
 * <p>Where one class is said of a base, segments come in the order of their starts; where several are, in that of their ends.
 *
 * @implNote A segment's score is the mean over its bases of the probability of the label that is said, summed in double in their order.
 * Its phase is that of most of its bases: with b the place in the codon that a label names,
 *
 * <pre>
 *   c     = (p - b) mod 3         plus strand: first bases of codons are at c mod 3
 *   c     = (p + b) mod 3         minus strand
 *   phase = (c - start) mod 3,    minus strand (end - 1 - c) mod 3
 * </pre>
 *
 * of the c with most votes, the lowest among equals. So a slip inside a segment neither ends it nor moves its codons.
 *
 * <p>Memory: 80 bytes a class.
 */
public final class SegmentFinder implements Stitcher.Sink {
    private static final int CODON = 3;

    private final SegmentClasses classes;
    private final Segment.Sink out;
    private final Run[] runs;
    private final double[] likeliest; // of each class at a base
    private String contig = "";
    private long next;

    /** Hands out the segments that it finds. */
    public SegmentFinder(SegmentClasses classes, Segment.Sink out) {
        this.classes = classes;
        this.out = out;
        this.runs = new Run[classes.classes().size()];
        this.likeliest = new double[runs.length];
        Arrays.setAll(runs, c -> new Run(classes.classes().get(c)));
    }

    @Override
    public void begin(String name) throws IOException {
        contig = name;
        next = 0;
        out.sequence(name);
    }

    @Override
    public void bases(Region part, Prediction said, int first) throws IOException {
        if (part.start() != next) {
            closeAllBut(-1);
        }
        next = part.end();
        if (said instanceof Prediction.Classes one) {
            one(part, one, first);
        } else if (said instanceof Prediction.Sets several) {
            several(part, several, first);
        } else {
            throw new UsageException(
                    "segments are of classes: sequence=" + part.contig(),
                    "a model that says numbers has none: write a table");
        }
    }

    private void one(Region part, Prediction.Classes said, int first) throws IOException {
        int open = -1;
        for (long p = part.start(); p < part.end(); p++) {
            int row = first + (int) (p - part.start());
            int label = said.ids()[row];
            int of = classes.classOf(label);
            if (of != open || p == part.start()) {
                closeAllBut(of);
                open = of;
            }
            if (of >= 0) {
                runs[of].add(p, said.confidence()[row]);
                runs[of].vote(p, classes.codonBase(label));
            }
        }
    }

    private void several(Region part, Prediction.Sets said, int first) throws IOException {
        int labels = said.names().size();
        for (long p = part.start(); p < part.end(); p++) {
            int row = first + (int) (p - part.start());
            Arrays.fill(likeliest, -1);
            for (int label = 0; label < labels; label++) {
                int of = classes.classOf(label);
                if (of >= 0 && said.says(row, label)) {
                    likeliest[of] = Math.max(likeliest[of], said.probability(row, label));
                    runs[of].vote(p, classes.codonBase(label));
                }
            }
            for (int of = 0; of < runs.length; of++) {
                if (likeliest[of] >= 0) {
                    runs[of].add(p, likeliest[of]);
                } else {
                    close(runs[of]);
                }
            }
        }
    }

    @Override
    public void end() throws IOException {
        closeAllBut(-1);
    }

    private void closeAllBut(int kept) throws IOException {
        for (int of = 0; of < runs.length; of++) {
            if (of != kept) {
                close(runs[of]);
            }
        }
    }

    private void close(Run run) throws IOException {
        if (run.bases > 0) {
            out.segment(run.segment(contig));
            run.clear();
        }
    }

    /** A segment while it grows. */
    private static final class Run {
        private final SegmentClasses.SegmentClass of;
        private final long[] votes = new long[CODON];
        private long end;
        private long bases;
        private double sum;

        Run(SegmentClasses.SegmentClass of) {
            this.of = of;
        }

        void add(long position, double probability) {
            end = position + 1;
            bases++;
            sum += probability;
        }

        void vote(long position, int codonBase) {
            if (codonBase >= 0) {
                votes[(int) Math.floorMod(isMinus() ? position + codonBase : position - codonBase, (long) CODON)]++;
            }
        }

        private boolean isMinus() {
            return of.strand() == Strand.MINUS;
        }

        Segment segment(String contig) {
            Region region = new Region(contig, end - bases, end);
            return new Segment(region, of.type(), of.strand(), phase(region), sum / bases);
        }

        private int phase(Region region) {
            int most = 0;
            for (int c = 1; c < CODON; c++) {
                most = votes[c] > votes[most] ? c : most;
            }
            if (votes[most] == 0) {
                return -1;
            }
            return (int) Math.floorMod(isMinus() ? end - 1 - most : most - region.start(), (long) CODON);
        }

        void clear() {
            Arrays.fill(votes, 0);
            bases = 0;
            sum = 0;
        }
    }
}
