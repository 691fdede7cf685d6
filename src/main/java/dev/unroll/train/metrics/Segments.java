package dev.unroll.train.metrics;

import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Precision, recall and F1 of labelled segments of a genome, per class and over all.
 *
 * <p>A predicted run is right if the truth has one with the same contig, strand, class and both ends (the exact match of Burset and
 * Guigo, Genomics 34, 1996, for exons). Equal runs pair off one by one, so that a run that is predicted twice is wrong once. Figures
 * per base are those of a {@link ConfusionMatrix}. 0/0 is 0; before the first contig every figure is NaN.
 *
 * <p>A contig may be added in pieces, if a run is always in the piece where it begins: equal runs begin at the same base. So blocks of
 * a {@link Bootstrap} sum up to the whole.
 *
 * <p>Memory: about 100 bytes a class, and while a piece is added 16 bytes a run.
 */
public final class Segments {
    private static final int MAGIC = 0x31475355; // "USG1"
    private static final String NAME = "score of segments";

    private long pieces;
    private final MatchTable table;

    /**
     * Bases in a row with one label.
     *
     * @param type the class
     * @param strand {@code +}, {@code -}, or {@code .} where it does not matter
     * @param from the first base, counted from 0
     * @param to the base after the last
     */
    public record Run(String type, char strand, long from, long to) implements Comparable<Run> {
        private static final Comparator<Run> ORDER = Comparator.comparingLong(Run::from)
                .thenComparingLong(Run::to)
                .thenComparing(Run::strand)
                .thenComparing(Run::type);

        /** Checks strand and ends. */
        public Run {
            if (strand != '+' && strand != '-' && strand != '.') {
                throw new IllegalArgumentException("no such strand: strand=" + strand);
            }
            if (from < 0 || to <= from) {
                throw new IllegalArgumentException("a run has no bases: from=" + from + " to=" + to);
            }
        }

        @Override
        public int compareTo(Run other) {
            return ORDER.compare(this, other);
        }
    }

    /** Nothing yet. */
    public Segments() {
        this(0, new MatchTable());
    }

    private Segments(long pieces, MatchTable table) {
        this.pieces = pieces;
        this.table = table;
    }

    /** The runs of one contig, or of one piece of it, in any order. */
    public void add(List<Run> truth, List<Run> predicted) {
        pieces++;
        table.add(truth, predicted, Run::type);
    }

    /** What the runs of one contig, or of one piece of it, have in common. */
    public static Matches match(List<Run> truth, List<Run> predicted) {
        MatchTable table = new MatchTable();
        table.add(truth, predicted, Run::type);
        return table.overall();
    }

    /** The contigs of the other, too. */
    public void merge(Segments other) {
        pieces += other.pieces;
        table.merge(other.table);
    }

    /** Every class that has a run in truth or in prediction. */
    public SortedMap<String, Matches> byType() {
        return table.byType();
    }

    /** All classes together. */
    public Matches overall() {
        return table.overall();
    }

    /** {@code segment_precision}, {@code segment_recall}, {@code segment_f1} over all classes. */
    public SortedMap<String, Double> byName() {
        Matches overall = overall();
        SortedMap<String, Double> figures = new TreeMap<>();
        figures.put("segment_precision", pieces == 0 ? Double.NaN : overall.precision());
        figures.put("segment_recall", pieces == 0 ? Double.NaN : overall.recall());
        figures.put("segment_f1", pieces == 0 ? Double.NaN : overall.f1());
        return figures;
    }

    /** Little-endian: magic, checksum, pieces (64 bits), number of classes, of each its name, right, wrong, missed. */
    public byte[] toBytes() {
        Encoding.Writer out = new Encoding.Writer(MAGIC).put(pieces);
        table.write(out);
        return out.toBytes();
    }

    /** Reads what {@link #toBytes} wrote. */
    public static Segments fromBytes(byte[] bytes) {
        Encoding.Reader in = new Encoding.Reader(MAGIC, NAME, bytes);
        long pieces = in.getCounts(1)[0];
        MatchTable table = MatchTable.read(in);
        in.end();
        return new Segments(pieces, table);
    }
}
