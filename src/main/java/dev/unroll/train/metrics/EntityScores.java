package dev.unroll.train.metrics;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Precision, recall and F1 of named entities and other chunks, per type and over all: the figures of conlleval.
 *
 * <p>A predicted chunk is right if the truth has one of the same type with the same ends; what a chunk is, {@link EntitySpans} says.
 * Over all types the counts are summed, so that entity_f1 is the micro average. 0/0 is 0; before the first label every figure is NaN.
 *
 * <p>Memory: about 100 bytes a type.
 */
public final class EntityScores {
    private static final int MAGIC = 0x31534555; // "UES1"
    private static final String NAME = "score of entities";

    private long steps;
    private final MatchTable table;

    /** Nothing yet. */
    public EntityScores() {
        this(0, new MatchTable());
    }

    private EntityScores(long steps, MatchTable table) {
        this.steps = steps;
        this.table = table;
    }

    /** One sequence: its labels and those predicted, as many. */
    public void add(List<String> truth, List<String> predicted) {
        if (truth.size() != predicted.size()) {
            throw new IllegalArgumentException(
                    "labels do not fit: true=" + truth.size() + " predicted=" + predicted.size());
        }
        steps += truth.size();
        table.add(EntitySpans.of(truth), EntitySpans.of(predicted), EntitySpans.Span::type);
    }

    /** The sequences of the other, too. */
    public void merge(EntityScores other) {
        steps += other.steps;
        table.merge(other.table);
    }

    /** Labels seen. */
    public long steps() {
        return steps;
    }

    /** Every type that was there or was predicted. */
    public SortedMap<String, Matches> byType() {
        return table.byType();
    }

    /** All types together. */
    public Matches overall() {
        return table.overall();
    }

    /** {@code entity_precision}, {@code entity_recall}, {@code entity_f1} over all types. */
    public SortedMap<String, Double> byName() {
        Matches overall = overall();
        SortedMap<String, Double> figures = new TreeMap<>();
        figures.put("entity_precision", steps == 0 ? Double.NaN : overall.precision());
        figures.put("entity_recall", steps == 0 ? Double.NaN : overall.recall());
        figures.put("entity_f1", steps == 0 ? Double.NaN : overall.f1());
        return figures;
    }

    /** Little-endian: magic, checksum, steps (64 bits), number of types, of each its name, right, wrong, missed. */
    public byte[] toBytes() {
        Encoding.Writer out = new Encoding.Writer(MAGIC).put(steps);
        table.write(out);
        return out.toBytes();
    }

    /** Reads what {@link #toBytes} wrote. */
    public static EntityScores fromBytes(byte[] bytes) {
        Encoding.Reader in = new Encoding.Reader(MAGIC, NAME, bytes);
        long steps = in.getCounts(1)[0];
        MatchTable table = MatchTable.read(in);
        in.end();
        return new EntityScores(steps, table);
    }
}
