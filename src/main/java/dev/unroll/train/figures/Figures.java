package dev.unroll.train.figures;

import dev.unroll.data.ExampleRules.Says;
import dev.unroll.data.MiniBatch;
import dev.unroll.data.Targets;
import dev.unroll.data.format.Region;
import dev.unroll.nn.Loss;
import dev.unroll.nn.Outputs;
import dev.unroll.train.metrics.Bootstrap;
import dev.unroll.train.metrics.Encoding;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The figures of records that a network speaks of.
 *
 * <p>A task fills one for each shard, mini-batch by mini-batch, in the order of a turn whose windows are whole records; the driver merges
 * them in the order of shards. Counts are the same in any grouping; sums of doubles have their bits fixed by that order.
 *
 * <p>Memory: with one of K classes {@code 8 K^2 + 4800 K} bytes up to 700 classes (7 MB), {@code 24 K} beyond; with any of K classes
 * {@code 4800 K}, likewise; 1 MB for a positive label; with K numbers {@code 40 K + 4800}. Encoded about as much.
 */
public final class Figures {
    private static final int MAGIC = 0x31474655; // "UFG1"
    private static final String NAME = "set of figures";

    private final FigureRules rules;
    private final Part part;
    private final @Nullable SegmentFigures segments;
    private Loss loss = Loss.NONE;
    private Loss plain = Loss.NONE;
    private long records;
    private long rows;
    private long unknown;

    /** Nothing yet. */
    public Figures(FigureRules rules) {
        this.rules = rules;
        this.part = Part.of(rules);
        this.segments = rules.bases() == null ? null : new SegmentFigures(rules);
    }

    /**
     * Whole records.
     *
     * @param shard where they are; with the lanes' ids it names them, so that it must be another one for each shard of all that is
     *     merged, whatever its fold
     * @param batch whose targets; one without any adds nothing
     * @param outputs what the network says of it
     */
    public void add(int shard, MiniBatch batch, Outputs outputs) {
        if (batch.targets().rows() == 0) {
            return;
        }
        check(batch, outputs);
        add(Lane.of(shard, batch, outputs), outputs);
    }

    private void add(List<Lane> lanes, Outputs outputs) {
        double sum = 0;
        for (Lane lane : lanes) {
            sum += lane.loss();
            count(lane);
            part.add(lane);
        }
        loss = loss.plus(outputs.loss());
        plain = plain.plus(new Loss(sum, outputs.loss().terms()));
    }

    /**
     * One record of which something is said by a baseline, of vectors probabilities, of all else decisions: {@link Result#decisionsByName}
     * are its figures. Numbers on both sides are in the units of the rules.
     *
     * @param shard where it is
     * @param record names it there
     * @param truth a row for each step, or one; without any row nothing is added
     * @param said as many rows
     */
    public void add(int shard, long record, Targets truth, Targets said) {
        if (truth.rows() > 0) {
            Outputs outputs = rules.says() == Says.NEXT_VECTOR
                    ? Decisions.probabilities((Targets.Values) said, (Targets.Values) truth)
                    : Decisions.outputs(said, rules.classes().names().size());
            add(shard, Decisions.batch(record, truth), outputs);
        }
    }

    /** Bases of a genome, in the order in which they lie; of each 10,000 those that lie in them are drawn together. */
    public void addBases(MeasuredBases bases) {
        Region region = bases.region();
        long start = region.start();
        while (start < region.end()) {
            long end = Math.min(region.end(), Bootstrap.genomeBlockEnd(start));
            MeasuredBases part = bases.part(start, end);
            MiniBatch batch = Decisions.batch(Bootstrap.genomeBlock(region.contig(), start), part.truth());
            Outputs outputs = Stated.outputs(part.truth(), part.width(), part.values(), part.labels());
            check(batch, outputs);
            add(Lane.of(0, batch, outputs), outputs);
            start = end;
        }
        if (segments != null) {
            segments.add(bases);
        }
    }

    /** The last sequence ends, of which bases were added. */
    public void endBases() {
        if (segments != null) {
            segments.end();
        }
    }

    private void count(Lane lane) {
        long before = rows;
        for (int row = 0; row < lane.rows(); row++) {
            rows += lane.isLabelled(row) ? 1 : 0;
            unknown += lane.isUnknown(row) ? 1 : 0;
        }
        records += rows > before ? 1 : 0;
    }

    private void check(MiniBatch batch, Outputs outputs) {
        Says says = rules.says();
        Targets targets = batch.targets();
        boolean one = says.classes() && !says.several();
        int width = outputs.width();
        boolean wide = says == Says.NEXT_VECTOR
                || width
                        == (says.classes()
                                ? rules.classes().names().size()
                                : rules.values().width());
        boolean fits = targets.level() == says.level()
                && (targets instanceof Targets.Classes) == one
                && (!(targets instanceof Targets.Values values) || values.width() == width)
                && wide
                && outputs.values().length == targets.rows() * (long) width
                && outputs.labels().length == (one ? targets.rows() : 0)
                && (outputs.losses().length == targets.rows() || (one && outputs.losses().length == batch.lanes()));
        if (!fits) {
            throw new IllegalArgumentException("answers do not fit what is measured: says=" + says + " targets="
                    + targets.getClass().getSimpleName() + " level=" + targets.level() + " rows=" + targets.rows()
                    + " outputs=" + width + " values=" + outputs.values().length + " losses="
                    + outputs.losses().length);
        }
    }

    /** The records of another one of the same rules, behind these. */
    public void merge(Figures other) {
        if (!other.rules.equals(rules)) {
            throw new IllegalArgumentException(
                    "figures do not fit: says=" + rules.says() + " other=" + other.rules.says());
        }
        part.merge(other.part);
        if (segments != null && other.segments != null) {
            segments.merge(other.segments);
        }
        loss = loss.plus(other.loss);
        plain = plain.plus(other.plain);
        records += other.records;
        rows += other.rows;
        unknown += other.unknown;
    }

    /** The loss as training counts it, classes having their weights. */
    public Loss loss() {
        return loss;
    }

    /** All figures. */
    public Result result() {
        List<Figure> figures = new ArrayList<>(part.figures());
        if (rules.says().classes()) {
            figures.add(new Figure("nats", plain.mean(), null));
        }
        Result.Details details = part.details();
        if (segments != null) {
            figures.addAll(segments.figures());
            details = new Result.Details(
                    details.classes(), segments.rows(), details.confusion(), details.calibration(), details.outputs());
        }
        Result.Seen seen = new Result.Seen(rules.says(), records, rows, unknown);
        return new Result(seen, loss, figures, details);
    }

    /**
     * Little-endian: magic, checksum; what is said (text), for how many classes and numbers, a hash of the positive classes, whether there are chunks
     * (64 bits each); records, rows, rows of unknown labels, terms; weighted loss, its weight, loss; then one after the other the metrics.
     */
    public byte[] toBytes() {
        Encoding.Writer out = new Encoding.Writer(MAGIC)
                .put(rules.says().name())
                .put(kind())
                .put(records, rows, unknown, loss.terms())
                .put(loss.sum(), loss.weight(), plain.sum());
        part.write(out);
        if (segments != null) {
            segments.write(out);
        }
        return out.toBytes();
    }

    private long[] kind() {
        FigureRules.Classes classes = rules.classes();
        return new long[] {
            classes.names().size(), rules.values().width(), classes.positives().hashCode(), classes.chunks() ? 1 : 0
        };
    }

    /** Reads what {@link #toBytes} wrote of figures of the same rules. */
    public static Figures fromBytes(FigureRules rules, byte[] bytes) {
        Encoding.Reader in = new Encoding.Reader(MAGIC, NAME, bytes);
        Figures figures = new Figures(rules);
        in.check(in.getText().equals(rules.says().name()));
        for (long expected : figures.kind()) {
            in.check(in.getLong() == expected);
        }
        long[] counts = in.getCounts(4);
        double[] sums = in.getDoubles(3);
        figures.records = counts[0];
        figures.rows = counts[1];
        figures.unknown = counts[2];
        figures.loss = new Loss(sums[0], sums[1], counts[3]);
        figures.plain = new Loss(sums[2], counts[3]);
        figures.part.read(in);
        if (figures.segments != null) {
            figures.segments.read(in);
        }
        in.end();
        return figures;
    }
}
