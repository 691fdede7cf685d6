package dev.unroll.spark;

import dev.unroll.data.Example;
import dev.unroll.data.ExampleCodec;
import dev.unroll.data.ExampleRules;
import dev.unroll.data.ExampleShardBuilder;
import dev.unroll.data.LabelSet;
import dev.unroll.data.RecordSplit;
import dev.unroll.data.Shard;
import dev.unroll.data.format.OtherStrand;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Writes labelled records as files of one shard each: every record goes to the shard of its hash and is sorted there, so the files are
 * the same however the records came.
 */
final class ExampleShards {
    private ExampleShards() {}

    /**
     * What the writing tasks know.
     *
     * @param folder URI of the folder the files go to
     * @param rules what records must have
     * @param widths how many numbers they have
     * @param units the vocabulary
     * @param characters of words
     * @param labels names in the order of their ids
     * @param split of the records
     * @param keyed whether shards keep the keys of records
     */
    record Plan(
            String folder,
            ExampleRules rules,
            ExampleShardBuilder.Widths widths,
            KnownUnits units,
            KnownUnits characters,
            ArrayList<String> labels,
            Split split,
            boolean keyed,
            SerializableConfiguration configuration)
            implements Serializable {}

    /**
     * Which shard a record goes to; those of the held-out part are numbered behind the others.
     *
     * @param training splits off the held-out part, and spreads the rest
     * @param trainingShards their number
     * @param held spreads the held-out part
     * @param strand on which records of the training part stand once more, in the same shard; null without
     */
    record Split(
            RecordSplit training,
            int trainingShards,
            RecordSplit held,
            @Nullable OtherStrand strand) implements Serializable {
        int shardOf(long hash) {
            return training.isValidation(hash) ? trainingShards + held.shard(hash) : training.shard(hash);
        }
    }

    /** Writes all shards and returns their checksums. */
    static int[] write(JavaRDD<FoundRecord> records, Shipped<Plan> plan, int shards) {
        List<byte[]> answers = records.mapPartitions(new Usable(plan))
                .flatMapToPair(new ToShard(plan))
                .partitionBy(new HashPartitioner(shards))
                .mapPartitionsWithIndex(new Write(plan), false)
                .collect();
        return answers.stream()
                .mapToInt(answer -> (int) TaskAnswer.numbers(answer)[0])
                .toArray();
    }

    /** Those that were counted. */
    private static final class Usable implements FlatMapFunction<Iterator<FoundRecord>, FoundRecord> {
        private static final long serialVersionUID = 1L;

        private final Shipped<Plan> plan;

        Usable(Shipped<Plan> plan) {
            this.plan = plan;
        }

        @Override
        public Iterator<FoundRecord> call(Iterator<FoundRecord> records) {
            Plan known = plan.get();
            return new UsableRecords(
                    records, new CheckedExamples(known.rules(), known.split().training()));
        }
    }

    private static final class UsableRecords implements Iterator<FoundRecord> {
        private final Iterator<FoundRecord> records;
        private final CheckedExamples checked;
        private final List<FoundRecord> next = new ArrayList<>(1);

        UsableRecords(Iterator<FoundRecord> records, CheckedExamples checked) {
            this.records = records;
            this.checked = checked;
        }

        @Override
        public boolean hasNext() {
            while (next.isEmpty() && records.hasNext()) {
                FoundRecord record = records.next();
                if (checked.isFull()) {
                    checked.clear();
                }
                if (record.isRecord() && checked.add(record).isEmpty()) {
                    next.add(record);
                }
            }
            return !next.isEmpty();
        }

        @Override
        public FoundRecord next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return next.remove(0);
        }
    }

    private static final class ToShard implements PairFlatMapFunction<FoundRecord, Integer, byte[]> {
        private static final long serialVersionUID = 1L;

        private final Shipped<Plan> plan;

        ToShard(Shipped<Plan> plan) {
            this.plan = plan;
        }

        @Override
        public Iterator<Tuple2<Integer, byte[]>> call(FoundRecord record) {
            Split split = plan.get().split();
            Example example = record.example();
            int shard = split.shardOf(CheckedExamples.hash(example, record.bytes()));
            Tuple2<Integer, byte[]> one = new Tuple2<>(shard, record.bytes());
            OtherStrand strand = split.strand();
            return strand == null || shard >= split.trainingShards()
                    ? List.of(one).iterator()
                    : List.of(one, new Tuple2<>(shard, ExampleCodec.toBytes(strand.of(example))))
                            .iterator();
        }
    }

    private static final class Write
            implements Function2<Integer, Iterator<Tuple2<Integer, byte[]>>, Iterator<byte[]>> {
        private static final long serialVersionUID = 1L;

        private final Shipped<Plan> plan;

        Write(Shipped<Plan> plan) {
            this.plan = plan;
        }

        @Override
        public Iterator<byte[]> call(Integer index, Iterator<Tuple2<Integer, byte[]>> records) throws IOException {
            Plan known = plan.get();
            ExampleShardBuilder builder = new ExampleShardBuilder(
                    known.rules(),
                    known.widths(),
                    known.units().vocabulary(),
                    known.characters().vocabulary(),
                    LabelSet.inOrder(known.labels()));
            if (known.keyed()) {
                builder.keepKeys();
            }
            records.forEachRemaining(record -> {
                byte[] content = record._2();
                byte[] key = ExampleCodec.fromBytes("", content).key().getBytes(StandardCharsets.UTF_8);
                builder.add(key, content);
            });
            int first = known.split().trainingShards();
            Shard shard = builder.build(index < first ? index : index - first);
            RecordShards.store(known.folder(), index, shard, known.configuration());
            return List.of(TaskAnswer.of(shard.checksum())).iterator();
        }
    }
}
