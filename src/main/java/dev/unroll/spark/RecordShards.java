package dev.unroll.spark;

import dev.unroll.data.CorpusChangedException;
import dev.unroll.data.Hash64;
import dev.unroll.data.RecordShardBuilder;
import dev.unroll.data.RecordSplit;
import dev.unroll.data.Shard;
import dev.unroll.data.UnitRules;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/**
 * Writes records as files of one shard each: every record goes to the shard of its hash and is sorted there, so the files are
 * the same however the records came.
 */
final class RecordShards {
    private RecordShards() {}

    /**
     * What the writing tasks know.
     *
     * @param folder URI of the folder the files go to
     * @param rules how a text is cut
     * @param units the vocabulary
     * @param training splits off the held-out part, and spreads the rest
     * @param trainingShards their number; the held-out shards are numbered behind them
     * @param held spreads the held-out part
     */
    record Plan(
            String folder,
            UnitRules rules,
            KnownUnits units,
            RecordSplit training,
            int trainingShards,
            RecordSplit held,
            SerializableConfiguration configuration)
            implements Serializable {
        int shardOf(byte[] record) {
            long hash = Hash64.of(record);
            return training.isValidation(hash) ? trainingShards + held.shard(hash) : training.shard(hash);
        }
    }

    /** Writes all shards and returns their checksums. */
    static int[] write(JavaRDD<SourceRecord> records, Shipped<Plan> plan, int shards) {
        List<byte[]> answers = records.flatMapToPair(new ToShard(plan))
                .partitionBy(new HashPartitioner(shards))
                .mapPartitionsWithIndex(new Write(plan), false)
                .collect();
        return answers.stream()
                .mapToInt(answer -> (int) TaskAnswer.numbers(answer)[0])
                .toArray();
    }

    private static Path file(String folder, int shard) {
        return new Path(new Path(URI.create(folder)), String.format("shard-%06d", shard));
    }

    /** Writes a shard as the file of this number. */
    static void store(String folder, int number, Shard shard, SerializableConfiguration configuration)
            throws IOException {
        byte[] bytes = shard.toBytes();
        Path target = file(folder, number);
        HadoopFile.create(
                target,
                target.suffix("." + UUID.randomUUID() + ".tmp"),
                configuration.value(),
                out -> out.write(bytes));
    }

    private static final class ToShard implements PairFlatMapFunction<SourceRecord, Integer, byte[]> {
        private static final long serialVersionUID = 1L;

        private final Shipped<Plan> plan;

        ToShard(Shipped<Plan> plan) {
            this.plan = plan;
        }

        @Override
        public Iterator<Tuple2<Integer, byte[]>> call(SourceRecord record) {
            return record.hasText()
                    ? List.of(new Tuple2<>(plan.get().shardOf(record.bytes()), record.bytes()))
                            .iterator()
                    : Collections.emptyIterator();
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
            RecordShardBuilder builder =
                    new RecordShardBuilder(known.rules(), known.units().vocabulary());
            records.forEachRemaining(record -> builder.add(record._2()));
            int number = index < known.trainingShards() ? index : index - known.trainingShards();
            Shard shard = builder.build(number);
            store(known.folder(), index, shard, known.configuration());
            return List.of(TaskAnswer.of(shard.checksum())).iterator();
        }
    }

    /** Shards in files. */
    static final class InFiles implements ShardSource {
        private static final long serialVersionUID = 1L;

        private final String folder;
        private final int first;
        private final int[] checksums;
        private final SerializableConfiguration configuration;

        /** The shards of these checksums, whose files are numbered from {@code first} on. */
        InFiles(String folder, int first, int[] checksums, Configuration configuration) {
            this.folder = folder;
            this.first = first;
            this.checksums = checksums;
            this.configuration = new SerializableConfiguration(configuration);
        }

        @Override
        public Shard shard(int index) {
            Path file = file(folder, first + index);
            Shard shard = read(file);
            if (shard.checksum() != checksums[index]) {
                throw CorpusChangedException.checksum(file.toString(), shard, checksums[index]);
            }
            return shard;
        }

        @Override
        public String place(int index) {
            return file(folder, first + index).toString();
        }

        private Shard read(Path file) {
            try (InputStream in =
                    HadoopPaths.system(file, configuration.value()).open(file)) {
                return Shard.fromBytes(in.readAllBytes());
            } catch (FileNotFoundException e) {
                throw new CorpusChangedException(file.toString(), "is gone");
            } catch (IllegalArgumentException e) {
                throw new CorpusChangedException(file.toString(), HadoopPaths.firstLine(e));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read: file=" + file, e);
            }
        }
    }
}
