package dev.unroll.spark;

import dev.unroll.data.Shard;
import dev.unroll.data.Turn;
import dev.unroll.spec.UsageException;
import dev.unroll.train.Worker;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.Dependency;
import org.apache.spark.NarrowDependency;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;

/**
 * One round as an RDD: a partition for each logical worker with something to do, whose one element is that worker's encoded
 * {@link Worker.Result}.
 *
 * <p>A partition depends narrowly on the persisted partition of its shard, so Spark prefers to run it where the shard lies, and
 * {@link RecentShards} keeps one that had to be fetched; worker, shard, cursor and carry travel in the partition object, so a retry or a speculative copy begins from the same state.
 */
final class RoundRdd extends RDD<byte[]> {
    private static final long serialVersionUID = 1L;

    private final RunSetup setup;
    private final Broadcast<RoundPayload> payload;
    private final transient RoundPartition[] parts;

    /** One worker's place in the round, and its shard's in the corpus: an executor cannot ask for the latter. */
    private record RoundPartition(int index, PartPayload part, Partition shard) implements Partition {
        @Override
        public int hashCode() {
            return index;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof RoundPartition that && that.index == index;
        }
    }

    /** Worker w's partition reads the partition of w's shard. */
    private static final class ShardDependency extends NarrowDependency<Shard> {
        private static final long serialVersionUID = 1L;

        private final int[] shards;

        ShardDependency(RDD<Shard> rdd, int[] shards) {
            super(rdd);
            this.shards = shards;
        }

        @Override
        public Seq<Object> getParents(int partition) {
            return CollectionConverters.asScala(List.<Object>of(shards[partition]))
                    .toSeq();
        }
    }

    RoundRdd(RDD<Shard> shards, RunSetup setup, Broadcast<RoundPayload> payload, List<PartPayload> parts) {
        super(shards.sparkContext(), dependencies(shards, parts), ClassTag$.MODULE$.apply(byte[].class));
        this.setup = setup;
        this.payload = payload;
        this.parts = new RoundPartition[parts.size()];
        for (int i = 0; i < this.parts.length; i++) {
            PartPayload part = parts.get(i);
            this.parts[i] =
                    new RoundPartition(i, part, shards.partitions()[part.part().shard()]);
        }
    }

    private static Seq<Dependency<?>> dependencies(RDD<Shard> shards, List<PartPayload> parts) {
        int[] indices = parts.stream().mapToInt(part -> part.part().shard()).toArray();
        List<Dependency<?>> list = new ArrayList<>();
        list.add(new ShardDependency(shards, indices));
        return CollectionConverters.asScala(list).toSeq();
    }

    @Override
    public Partition[] getPartitions() {
        return parts.clone();
    }

    @Override
    public Iterator<byte[]> compute(Partition split, TaskContext context) {
        return CollectionConverters.asScala(
                List.of(answer((RoundPartition) split, context)).iterator());
    }

    private byte[] answer(RoundPartition place, TaskContext context) {
        try {
            ExecutorState state = ExecutorState.of(setup);
            Worker.Part part = place.part().withCarry();
            RDD<Shard> shards = this.<Shard>firstParent(ClassTag$.MODULE$.apply(Shard.class));
            Shard shard = state.recentShards()
                    .get(shards.id(), part.shard(), () -> shards.iterator(place.shard(), context)
                            .next());
            Turn turn = setup.turns().turn(shard, part.epoch());
            return ResultCodec.encode(state.worker().run(payload.value().round(), part, turn));
        } catch (UsageException e) {
            return TaskAnswer.of(e);
        }
    }
}
