package dev.unroll.spark;

import dev.unroll.data.Preprocessing;
import dev.unroll.data.RecordSplit;
import dev.unroll.data.ShardPlan;
import dev.unroll.data.TurnSpec;
import dev.unroll.data.UnitRules;
import dev.unroll.data.Vocabulary;
import dev.unroll.spark.IngestReport.Finding;
import dev.unroll.spec.DataSpec;
import dev.unroll.spec.Spec;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;

/** Records: counted, then written once as files of a shard each, which is all that training reads. */
final class RecordIngest {
    private final JavaSparkContext context;
    private final Spec spec;
    private final Staging staging;
    private final CorpusRefusals refusals;

    RecordIngest(JavaSparkContext context, Spec spec, Staging staging) {
        this.context = context;
        this.spec = spec;
        this.staging = staging;
        this.refusals = new CorpusRefusals(spec);
    }

    /** The training records and, if they are a part of them, the held-out ones. */
    Corpus corpus(RecordInput input, Optional<Vocabulary> known) {
        BigDecimal fraction = spec.data().validationFraction();
        try (input;
                RecordCount count = new RecordCount(input, UnitRules.of(spec), new RecordSplit(fraction, 1))) {
            leaveOut(input, count);
            refusals.checkParts(count.trainingUnits(), count.heldUnits());
            Vocabulary vocabulary = known.orElseGet(count::vocabulary);
            refusals.checkVocabulary(vocabulary);
            int shards = ShardPlan.shards(
                    count.trainingUnits(), spec.train().workers(), spec.data().shardTokens());
            Cut held = count.heldUnits() == 0 ? Cut.NOTHING : measured(count.heldUnits());
            Written written = write(input, vocabulary, fraction, shards, held.shards());
            ShardSet training = written.set(0, shards, TurnSpec.of(spec));
            Optional<ShardSet> validation = held.shards() == 0
                    ? Optional.empty()
                    : Optional.of(written.set(shards, held.shards(), held.turns()));
            return new Corpus(
                    Preprocessing.ofUnits(vocabulary), training, validation, report(input, count), IngestReport.NONE);
        }
    }

    /** Writes what cannot be used aside, or refuses it. */
    private void leaveOut(RecordInput input, RecordCount count) {
        long missing = input.withoutText().isPresent() ? count.report().count(Finding.MISSING) : 0;
        IngestReport found = count.report();
        long unusable = found.count(Finding.REJECTED) + found.count(Finding.UNUSABLE) + missing;
        if (unusable > 0) {
            boolean files = spec.data().isText() || spec.data().isRecords();
            RejectedFile.Order order = files ? RejectedFile.Order.READING : RejectedFile.Order.PLACE;
            LeftOut without = new RejectedFile(staging, context.hadoopConfiguration())
                    .write(input.key(), new UnusableRecords(spec).among(input), order, unusable);
            if (spec.data().badRecords() == DataSpec.BadRecords.FAIL) {
                throw without.refusal(input.given());
            }
            staging.leaveOut(without);
        }
    }

    /** The bytes of rows are those of their texts: how they lie in the source is Spark's affair. */
    private IngestReport report(RecordInput input, RecordCount count) {
        long bytes = spec.data().isText() || spec.data().isRecords() ? 0 : count.bytes();
        return input.report().plus(count.report()).with(Finding.BYTES, bytes);
    }

    /** Records that are measured, all of them. */
    MeasuredText measured(RecordInput input, Vocabulary vocabulary) {
        try (input;
                RecordCount count = new RecordCount(input, UnitRules.of(spec), new RecordSplit(BigDecimal.ZERO, 1))) {
            leaveOut(input, count);
            refusals.checkMeasured(input.key(), input.given(), count.trainingUnits());
            Cut cut = measured(count.trainingUnits());
            Written written = write(input, vocabulary, BigDecimal.ZERO, cut.shards(), 0);
            return new MeasuredText(written.set(0, cut.shards(), cut.turns()), report(input, count));
        }
    }

    /** How a part of the records is cut. */
    private record Cut(int shards, TurnSpec turns) {
        static final Cut NOTHING = new Cut(0, new TurnSpec(0, 1, 1));
    }

    private Cut measured(long units) {
        if (spec.data().context() == DataSpec.Context.STREAM) {
            MeasuredLanes lanes = MeasuredLanes.of(units, spec);
            return new Cut(lanes.shards(), lanes.turns(spec));
        }
        int shards = ShardPlan.shards(units, spec.train().workers(), spec.data().shardTokens());
        return new Cut(shards, TurnSpec.of(spec));
    }

    private Written write(RecordInput input, Vocabulary vocabulary, BigDecimal fraction, int shards, int held) {
        Path folder = new Path(staging.folder(), input.key() + "-" + UUID.randomUUID());
        RecordShards.Plan plan = new RecordShards.Plan(
                folder.toUri().toString(),
                UnitRules.of(spec),
                new KnownUnits(vocabulary),
                new RecordSplit(fraction, shards),
                shards,
                new RecordSplit(BigDecimal.ZERO, Math.max(1, held)),
                new SerializableConfiguration(context.hadoopConfiguration()));
        Shipped<RecordShards.Plan> shipped = new Shipped<>(context, plan);
        try {
            return new Written(plan.folder(), RecordShards.write(input.records(), shipped, shards + held));
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

        ShardSet set(int first, int shards, TurnSpec turns) {
            int[] own = Arrays.copyOfRange(checksums, first, first + shards);
            ShardSource source = new RecordShards.InFiles(folder, first, own, context.hadoopConfiguration());
            return new ShardSet(context, source, shards, turns);
        }
    }
}
