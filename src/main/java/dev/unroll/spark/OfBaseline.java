package dev.unroll.spark;

import dev.unroll.data.ExampleRules;
import dev.unroll.data.RecordContent;
import dev.unroll.data.Shard;
import dev.unroll.data.Standardisation;
import dev.unroll.data.Targets;
import dev.unroll.train.baseline.Baseline;
import dev.unroll.train.figures.FigureRules;
import dev.unroll.train.figures.Figures;
import dev.unroll.train.figures.MeasuredBases;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.Function;

/** Figures of a baseline on a shard. */
final class OfBaseline implements Function<Shard, byte[]> {
    private static final long serialVersionUID = 1L;

    private final FigureRules rules;
    private final Shipped<Baseline> baseline;
    private final int first;

    /**
     * @param first the number of the first shard
     */
    OfBaseline(FigureRules rules, Shipped<Baseline> baseline, int first) {
        this.rules = rules;
        this.baseline = baseline;
        this.first = first;
    }

    @Override
    public byte[] call(Shard shard) {
        Figures figures = new Figures(rules);
        for (int r = 0; r < shard.records(); r++) {
            figures.add(
                    first + shard.index(),
                    r,
                    truth(rules.says(), shard, r),
                    baseline.get().predict(shard, r));
        }
        return SparkFigures.answer(figures);
    }

    /** The targets of a record as its source has them. */
    private static Targets truth(ExampleRules.Says says, Shard shard, int record) {
        int length = shard.start(record + 1) - shard.start(record);
        int[] offsets = IntStream.rangeClosed(0, length).toArray();
        Standardisation none = Standardisation.none(shard.annotation().featureWidth());
        RecordContent content = says == ExampleRules.Says.NEXT_VECTOR
                ? new RecordContent.NextVector()
                : new RecordContent.Labelled(none, Standardisation.none(0));
        return content.fill(
                        shard, new RecordContent.Window(offsets, new int[] {record}, new long[] {record}, 0, length))
                .targets();
    }

    /** What it says of bases. */
    GenomeFigures.Speaker ofBases() {
        return new OfBases(rules, baseline);
    }

    private static final class OfBases implements GenomeFigures.Speaker {
        private static final long serialVersionUID = 1L;

        private final FigureRules rules;
        private final Shipped<Baseline> baseline;

        OfBases(FigureRules rules, Shipped<Baseline> baseline) {
            this.rules = rules;
            this.baseline = baseline;
        }

        @Override
        public List<MeasuredBases> bases(Shard shard) {
            List<MeasuredBases> bases = new ArrayList<>();
            for (int r = 0; r < shard.records(); r++) {
                Targets said = baseline.get().predict(shard, r);
                int width = rules.classes().names().size();
                float[] certain = said instanceof Targets.Values several
                        ? several.values()
                        : new float[Math.multiplyExact(said.rows(), width)];
                int[] labels = said instanceof Targets.Classes one ? one.ids() : new int[0];
                for (int row = 0; row < labels.length; row++) {
                    certain[row * width + labels[row]] = 1;
                }
                GenomeFigures.core(shard.annotation().keys()[r], truth(rules.says(), shard, r), certain, labels)
                        .ifPresent(bases::add);
            }
            return bases;
        }
    }
}
