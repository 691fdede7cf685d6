package dev.unroll.spark;

import dev.unroll.data.CorpusChangedException;
import dev.unroll.data.IntList;
import dev.unroll.data.Shard;
import dev.unroll.data.ShardSummary;
import dev.unroll.data.Targets;
import dev.unroll.data.TurnSpec;
import dev.unroll.data.UnitIds;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.storage.StorageLevel;

/**
 * A part of a corpus as shards on the cluster: element i of partition i is shard i. They are persisted; a lost one is cut again
 * from the files.
 */
public final class ShardSet implements AutoCloseable {
    private final Shipped<ShardSource> source;
    private final JavaRDD<Shard> shards;
    private final JavaRDD<Shard> verified;
    private final Shipped<int[]> checksums;
    private final TurnSpec turns;
    private final List<ShardSummary> summaries = new ArrayList<>();
    private long unknown;
    private long ends;
    private long targets;

    /** Makes the shards, in one job. */
    ShardSet(JavaSparkContext context, ShardSource source, int count, TurnSpec turns) {
        List<Integer> indices = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            indices.add(i);
        }
        this.source = new Shipped<>(context, source);
        this.turns = turns;
        this.shards =
                context.parallelize(indices, count).map(new Make(this.source)).persist(StorageLevel.MEMORY_AND_DISK());
        for (byte[] answer : shards.map(new Summarise(turns)).collect()) {
            long[] n = TaskAnswer.numbers(answer);
            summaries.add(new ShardSummary(summaries.size(), n[0], n[1], n[2], (int) n[3], (int) n[4]));
            unknown += n[5];
            ends += n[6];
            targets += n[7];
        }
        this.checksums = new Shipped<>(
                context, summaries.stream().mapToInt(ShardSummary::checksum).toArray());
        this.verified = shards.map(new Verify(this.source, checksums));
    }

    /**
     * The shards; element i of partition i is shard i. A task fails with {@link CorpusChangedException} if a shard is no longer
     * what it was when it was first made.
     */
    public JavaRDD<Shard> rdd() {
        return verified;
    }

    /** What each shard holds, by its number. */
    public List<ShardSummary> summaries() {
        return List.copyOf(summaries);
    }

    /** How a shard is cut into mini-batches: what {@link ShardSummary#windows} counts. */
    public TurnSpec turns() {
        return turns;
    }

    /** Number of shards. */
    public int count() {
        return summaries.size();
    }

    /** What has a loss term in an epoch: every unit of a language model, labelled steps, or labelled records. */
    public long targets() {
        return targets;
    }

    /** Units of all shards; where records have none, steps. */
    public long units() {
        return summaries.stream().mapToLong(ShardSummary::units).sum();
    }

    /** Records of all shards; 0 for running text. */
    public long records() {
        return summaries.stream().mapToLong(ShardSummary::records).sum();
    }

    /** Stretches that begin with a zero state when each shard is measured once: lanes of running text, or records. */
    public long pieces() {
        long pieces = 0;
        for (ShardSummary summary : summaries) {
            pieces += summary.records() > 0 ? summary.records() : turns.lanes(Math.toIntExact(summary.units()));
        }
        return pieces;
    }

    /** Units that are {@code <unk>}. */
    public long unknown() {
        return unknown;
    }

    /** Units of id 1: those that are {@code <eos>}, if the vocabulary has it. */
    public long ends() {
        return ends;
    }

    /** A shard on the driver. */
    public Shard shard(int index) {
        return Shard.fromBytes(verified.map(new Encode())
                .collectPartitions(new int[] {index})[0]
                .get(0));
    }

    /**
     * The units of the first shards on the driver, at most so many: a running text as one sequence, records one by one. Shards come
     * one at a time.
     */
    public List<int[]> sequences(long units) {
        List<int[]> records = new ArrayList<>();
        IntList stream = new IntList();
        long room = units;
        for (int s = 0; s < count() && room > 0; s++) {
            Shard shard = shard(s);
            for (int i = 0; !shard.hasRecords() && i < Math.min(room, shard.units()); i++) {
                stream.add(shard.id(i));
            }
            for (int r = 0; r < shard.records() && shard.start(r + 1) <= room; r++) {
                int[] record = new int[shard.start(r + 1) - shard.start(r)];
                for (int i = 0; i < record.length; i++) {
                    record[i] = shard.id(shard.start(r) + i);
                }
                records.add(record);
            }
            room -= shard.units();
        }
        if (stream.size() > 0) {
            records.add(stream.toArray());
        }
        return records;
    }

    private static final class Encode implements Function<Shard, byte[]> {
        private static final long serialVersionUID = 1L;

        @Override
        public byte[] call(Shard shard) {
            return shard.toBytes();
        }
    }

    /** Gives the memory back. */
    @Override
    public void close() {
        shards.unpersist(false);
        source.destroy();
        checksums.destroy();
    }

    private static final class Make implements Function<Integer, Shard> {
        private static final long serialVersionUID = 1L;

        private final Shipped<ShardSource> source;

        Make(Shipped<ShardSource> source) {
            this.source = source;
        }

        @Override
        public Shard call(Integer index) {
            return source.get().shard(index);
        }
    }

    /** Lets nothing pass but what the shards first were. */
    private static final class Verify implements Function<Shard, Shard> {
        private static final long serialVersionUID = 1L;

        private final Shipped<ShardSource> source;
        private final Shipped<int[]> checksums;

        Verify(Shipped<ShardSource> source, Shipped<int[]> checksums) {
            this.source = source;
            this.checksums = checksums;
        }

        @Override
        public Shard call(Shard shard) {
            int expected = checksums.get()[shard.index()];
            if (shard.checksum() != expected) {
                String place = source.get().place(shard.index());
                throw CorpusChangedException.checksum(place, shard, expected);
            }
            return shard;
        }
    }

    /** Units, records, rejected, checksum, windows, unknown units, units of id 1, targets. */
    private static final class Summarise implements Function<Shard, byte[]> {
        private static final long serialVersionUID = 1L;

        private final TurnSpec turns;

        Summarise(TurnSpec turns) {
            this.turns = turns;
        }

        @Override
        public byte[] call(Shard shard) {
            long unknown = 0;
            long ends = 0;
            for (int i = 0; shard.hasUnits() && i < shard.units(); i++) {
                unknown += shard.id(i) == UnitIds.UNKNOWN ? 1 : 0;
                ends += shard.id(i) == UnitIds.END ? 1 : 0;
            }
            ShardSummary summary = ShardSummary.of(shard, turns);
            return TaskAnswer.of(
                    summary.units(),
                    summary.records(),
                    summary.rejected(),
                    summary.checksum(),
                    summary.windows(),
                    unknown,
                    ends,
                    targets(shard));
        }

        private static long targets(Shard shard) {
            if (shard.annotation().isNone()) {
                return shard.units();
            }
            Targets said = shard.annotation().targets();
            long labelled = 0;
            for (int row = 0; row < said.rows(); row++) {
                labelled += said.isLabelled(row) ? 1 : 0;
            }
            return said.rows() == 0 ? shard.units() : labelled;
        }
    }
}
