package dev.unroll.spark;

import dev.unroll.data.ColumnMoments;
import dev.unroll.data.ExampleRules;
import dev.unroll.data.ExampleRules.Says;
import dev.unroll.data.ExampleShardBuilder;
import dev.unroll.data.LabelWeights;
import dev.unroll.data.Preprocessing;
import dev.unroll.data.RecordSplit;
import dev.unroll.data.Shard;
import dev.unroll.data.ShardPlan;
import dev.unroll.data.Standardisation;
import dev.unroll.data.Targets;
import dev.unroll.data.TurnSpec;
import dev.unroll.data.Vocabulary;
import dev.unroll.data.format.OtherStrand;
import dev.unroll.spec.DataSpec;
import dev.unroll.spec.Spec;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Labelled records: counted, then written once as files of a shard each, which is all that training reads; then the numbers of the
 * training part are measured, so that they can be standardised.
 */
final class ExampleIngest {
    private final JavaSparkContext context;
    private final Spec spec;
    private final ExampleRules rules;
    private final Staging staging;
    private final ExampleRefusals refusals;

    ExampleIngest(JavaSparkContext context, Spec spec, ExampleRules rules, Staging staging) {
        this.context = context;
        this.spec = spec;
        this.rules = rules;
        this.staging = staging;
        this.refusals = new ExampleRefusals(spec, rules);
    }

    /** The training records and, if they are a part of them, the held-out ones. */
    Corpus corpus(ExampleInput input, Optional<Preprocessing> known) {
        BigDecimal fraction = spec.data().heldOutByHash();
        RecordSplit split = new RecordSplit(fraction, 1);
        try (input;
                ExampleCount count = new ExampleCount(input, rules, split, OtherStrand.of(spec))) {
            CountedExamples found = count.found();
            Optional<LeftOut> without = leftOut(input, split, found.unusable());
            refusals.checkParts(found, without);
            Preprocessing learnt = known.orElseGet(() -> counted(count));
            refusals.checkLabels(learnt);
            int shards = shards(found.training());
            int held = found.held().steps == 0 ? 0 : shards(found.held());
            Written written = write(
                    input,
                    learnt,
                    new Parts(fraction, shards, held, OtherStrand.of(spec).orElse(null)));
            ShardSet training = written.set(0, shards);
            Preprocessing complete = known.orElseGet(() -> measured(learnt, training));
            Optional<ShardSet> validation = held == 0 ? Optional.empty() : Optional.of(written.set(shards, held));
            IngestReport report = input.report().plus(count.report());
            return new Corpus(complete, training, validation, report, IngestReport.NONE);
        }
    }

    /** Records that are measured, all of them. */
    MeasuredText measured(ExampleInput input, Preprocessing learnt) {
        RecordSplit split = new RecordSplit(BigDecimal.ZERO, 1);
        try (input;
                ExampleCount count = new ExampleCount(input, rules, split, Optional.empty())) {
            CountedExamples found = count.found();
            Optional<LeftOut> without = leftOut(input, split, found.unusable());
            refusals.checkMeasured(input, found, learnt, without);
            int shards = shards(found.training());
            Written written = write(input, learnt, new Parts(BigDecimal.ZERO, shards, 0, null));
            return new MeasuredText(written.set(0, shards), input.report().plus(count.report()));
        }
    }

    /** Writes what cannot be used aside, or refuses it. */
    private Optional<LeftOut> leftOut(ExampleInput input, RecordSplit split, long unusable) {
        if (unusable == 0) {
            return Optional.empty();
        }
        RejectedFile.Order order = spec.data().isRecords() ? RejectedFile.Order.READING : RejectedFile.Order.PLACE;
        LeftOut without = new RejectedFile(staging, context.hadoopConfiguration())
                .write(input.key(), new UnusableExamples(rules, split).among(input.records()), order, unusable);
        if (spec.data().badRecords() == DataSpec.BadRecords.FAIL) {
            throw without.refusal(input.given());
        }
        staging.leaveOut(without);
        return Optional.of(without);
    }

    private int shards(CountedExamples.Part part) {
        return ShardPlan.shards(part.steps, spec.train().workers(), spec.data().shardTokens());
    }

    /** What counting tells; numbers stay as they are until the shards are there. */
    private Preprocessing counted(ExampleCount count) {
        CountedExamples.Widths widths = count.found().widths();
        return new Preprocessing(
                count.vocabulary(),
                Vocabulary.ofCharacters(count.found().characters()),
                LabelWeights.of(
                        spec.train().classWeights(),
                        count.labels(),
                        count.found().labels()),
                Standardisation.none(Math.max(0, widths.features)),
                Standardisation.none(Math.max(0, widths.values)));
    }

    /** The same with mean and variance of the training part. */
    private Preprocessing measured(Preprocessing counted, ShardSet training) {
        if (counted.features().width() + counted.values().width() == 0 || rules.says() == Says.NEXT_VECTOR) {
            return counted;
        }
        ColumnMoments features = new ColumnMoments(counted.features().width());
        ColumnMoments values = new ColumnMoments(counted.values().width());
        for (byte[] answer : training.rdd().map(new Measure()).collect()) {
            long[] numbers = TaskAnswer.numbers(answer);
            int split = 3 * counted.features().width();
            features.merge(ColumnMoments.fromNumbers(Arrays.copyOf(numbers, split)));
            values.merge(ColumnMoments.fromNumbers(Arrays.copyOfRange(numbers, split, numbers.length)));
        }
        return new Preprocessing(
                counted.vocabulary(),
                counted.characters(),
                counted.labels(),
                features.standardisation(),
                values.standardisation());
    }

    /** The moments of a shard's numbers: of those that are read, then of those that are said, or that records begin from. */
    private static final class Measure implements Function<Shard, byte[]> {
        private static final long serialVersionUID = 1L;

        @Override
        public byte[] call(Shard shard) {
            ColumnMoments features = new ColumnMoments(shard.annotation().featureWidth());
            features.add(shard.annotation().features());
            ColumnMoments values = new ColumnMoments(0);
            Targets said = shard.annotation().given().rows() > 0
                    ? shard.annotation().given()
                    : shard.annotation().targets();
            if (said instanceof Targets.Values numbers) {
                values = new ColumnMoments(numbers.width());
                values.add(numbers.values());
            }
            long[] first = features.toNumbers();
            long[] second = values.toNumbers();
            long[] both = Arrays.copyOf(first, first.length + second.length);
            System.arraycopy(second, 0, both, first.length, second.length);
            return TaskAnswer.of(both);
        }
    }

    /**
     * How records are spread.
     *
     * @param fraction held out
     * @param shards of the training part
     * @param held shards of the held-out part
     * @param strand on which the training part is read, too; null without
     */
    private record Parts(
            BigDecimal fraction,
            int shards,
            int held,
            @Nullable OtherStrand strand) {
        ExampleShards.Split split() {
            return new ExampleShards.Split(
                    new RecordSplit(fraction, shards),
                    shards,
                    new RecordSplit(BigDecimal.ZERO, Math.max(1, held)),
                    strand);
        }
    }

    private Written write(ExampleInput input, Preprocessing learnt, Parts parts) {
        Path folder = new Path(staging.folder(), input.key() + "-" + UUID.randomUUID());
        ExampleShards.Plan plan = new ExampleShards.Plan(
                folder.toUri().toString(),
                rules,
                new ExampleShardBuilder.Widths(
                        learnt.features().width(), learnt.values().width()),
                new KnownUnits(learnt.vocabulary()),
                new KnownUnits(learnt.characters()),
                new ArrayList<>(learnt.labels().names()),
                parts.split(),
                spec.data().isGenome(),
                new SerializableConfiguration(context.hadoopConfiguration()));
        Shipped<ExampleShards.Plan> shipped = new Shipped<>(context, plan);
        try {
            return new Written(
                    plan.folder(), ExampleShards.write(input.records(), shipped, parts.shards() + parts.held()));
        } finally {
            shipped.destroy();
        }
    }

    /** Files of shards, with their checksums. */
    private final class Written {
        private final String folder;
        private final int[] checksums;

        Written(String folder, int[] checksums) {
            this.folder = folder;
            this.checksums = checksums;
        }

        ShardSet set(int first, int shards) {
            int[] own = Arrays.copyOfRange(checksums, first, first + shards);
            ShardSource source = new RecordShards.InFiles(folder, first, own, context.hadoopConfiguration());
            return new ShardSet(context, source, shards, TurnSpec.of(spec));
        }
    }
}
