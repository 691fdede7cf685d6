package dev.unroll.spark;

import dev.unroll.data.Preprocessing;
import dev.unroll.data.ShardPlan;
import dev.unroll.data.TurnSpec;
import dev.unroll.data.UnitRules;
import dev.unroll.data.Vocabulary;
import dev.unroll.spec.Spec;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;

/** Running text from files: counted, then cut into shards by byte ranges. */
final class StreamIngest {
    private final JavaSparkContext context;
    private final Spec spec;
    private final CorpusRefusals refusals;

    StreamIngest(JavaSparkContext context, Spec spec) {
        this.context = context;
        this.spec = spec;
        this.refusals = new CorpusRefusals(spec);
    }

    /** The training text and, if it is a part of it, the held-out text; all units are counted unless the vocabulary is known. */
    Corpus corpus(TextFiles.Ready ready, Optional<Vocabulary> known) {
        Shipped<TextSource> source = ship(ready);
        try (StreamCount count = new StreamCount(
                context, source, known.isPresent() ? StreamCount.Counting.UNITS : StreamCount.Counting.EACH_UNIT)) {
            long training = ShardPlan.trainingUnits(count.units(), spec.data().validationFraction());
            long held = count.units() - training;
            refusals.checkParts(training, held);
            Vocabulary vocabulary = known.orElseGet(() -> count.vocabulary(training));
            refusals.checkVocabulary(vocabulary);
            int shards = ShardPlan.shards(
                    training, spec.train().workers(), spec.data().shardTokens());
            ShardPlan plan = new ShardPlan(count.blockUnits(), 0, training, shards);
            StreamShards parts = new StreamShards(source.get(), plan, vocabulary);
            ShardSet trained = new ShardSet(context, parts, shards, TurnSpec.of(spec));
            Optional<ShardSet> validation =
                    held == 0 ? Optional.empty() : Optional.of(measured(source.get(), count, training, vocabulary));
            return new Corpus(
                    Preprocessing.ofUnits(vocabulary),
                    trained,
                    validation,
                    ready.report().plus(count.report()),
                    IngestReport.NONE);
        } finally {
            source.destroy();
        }
    }

    /** A text that is measured, all of it. */
    MeasuredText measured(TextFiles.Ready ready, Vocabulary vocabulary) {
        Shipped<TextSource> source = ship(ready);
        try (StreamCount count = new StreamCount(context, source, StreamCount.Counting.UNITS)) {
            refusals.checkMeasured(ready.found().key(), ready.found().given(), count.units());
            return new MeasuredText(
                    measured(source.get(), count, 0, vocabulary), ready.report().plus(count.report()));
        } finally {
            source.destroy();
        }
    }

    private ShardSet measured(TextSource source, StreamCount count, long first, Vocabulary vocabulary) {
        long units = count.units() - first;
        MeasuredLanes lanes = MeasuredLanes.of(units, spec);
        ShardPlan plan = new ShardPlan(count.blockUnits(), first, units, lanes.shards());
        StreamShards parts = new StreamShards(source, plan, vocabulary);
        return new ShardSet(context, parts, lanes.shards(), lanes.turns(spec));
    }

    private Shipped<TextSource> ship(TextFiles.Ready ready) {
        return new Shipped<>(context, new TextSource(ready.files(), UnitRules.of(spec), context.hadoopConfiguration()));
    }
}
