package dev.unroll.spark;

import dev.unroll.data.Shard;
import dev.unroll.spec.UsageException;
import dev.unroll.train.Collector;
import dev.unroll.train.Rounds;
import dev.unroll.train.TrainingException;
import dev.unroll.train.Worker;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Function2;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * Rounds as Spark jobs over the persisted shards.
 *
 * @implNote One job a round. The weights travel as a broadcast that is destroyed with the round; in local mode the tasks get the very
 * object. Results are bytes of our own. Spark calls the result handler on its event loop, so it only hands the bytes to the fold thread,
 * which decodes and adds siblings while other workers still compute. A result counts once, even with speculation on: that is Spark's
 * promise for result tasks.
 */
public final class SparkRounds implements Rounds, AutoCloseable {
    private final JavaSparkContext context;
    private final JavaRDD<Shard> shards;
    private final RunSetup setup;
    private final int largestInlineCarry;
    private final ExecutorService foldThread = Executors.newSingleThreadExecutor(runnable -> {
        Thread thread = new Thread(runnable, "unroll-fold");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param context of the application
     * @param shards element i of partition i is shard i; persisted
     * @param setup what every task must know
     */
    public SparkRounds(JavaSparkContext context, JavaRDD<Shard> shards, RunSetup setup) {
        this(context, shards, setup, PartPayload.LARGEST_INLINE_CARRY);
    }

    /** The same with another limit for what travels inside a partition, in bytes. */
    SparkRounds(JavaSparkContext context, JavaRDD<Shard> shards, RunSetup setup, int largestInlineCarry) {
        this.context = context;
        this.shards = shards;
        this.setup = setup;
        this.largestInlineCarry = largestInlineCarry;
    }

    @Override
    public Outcome run(Worker.Round round, List<Worker.Part> parts) {
        Collector collector = new Collector(setup.spec().train().workers(), parts);
        Broadcast<RoundPayload> payload = context.broadcast(new RoundPayload(round));
        List<PartPayload> payloads = new ArrayList<>();
        for (Worker.Part part : parts) {
            payloads.add(PartPayload.of(context, part, largestInlineCarry));
        }
        Folding folding = new Folding(collector);
        try {
            context.setJobGroup(setup.run(), "round " + (round.number() + 1), false);
            RoundRdd rdd = new RoundRdd(shards.rdd(), setup, payload, payloads);
            context.sc()
                    .runJob(
                            rdd,
                            new OnlyElement(),
                            partitions(parts.size()),
                            folding,
                            ClassTag$.MODULE$.apply(byte[].class));
            return folding.outcome();
        } finally {
            payload.destroy();
            payloads.forEach(PartPayload::destroy);
        }
    }

    private static Seq<Object> partitions(int count) {
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(i);
        }
        return CollectionConverters.asScala(all).toSeq();
    }

    /** A task's one result. */
    private static final class OnlyElement extends AbstractFunction2<TaskContext, Iterator<byte[]>, byte[]>
            implements Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public byte[] apply(TaskContext task, Iterator<byte[]> elements) {
            return elements.next();
        }
    }

    /** Passes results on to the fold thread, in order of arrival; the fold's shape does not depend on it. */
    private final class Folding extends AbstractFunction2<Object, byte[], BoxedUnit>
            implements Function2<Object, byte[], BoxedUnit> {
        private final Collector collector;
        private CompletableFuture<Void> added = CompletableFuture.completedFuture(null);

        Folding(Collector collector) {
            this.collector = collector;
        }

        @Override
        public synchronized BoxedUnit apply(Object partition, byte[] bytes) {
            added = added.thenRunAsync(() -> collector.add(ResultCodec.decode(bytes)), foldThread);
            return BoxedUnit.UNIT;
        }

        synchronized Outcome outcome() {
            try {
                added.join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof UsageException mistake) {
                    throw mistake;
                }
                throw new TrainingException("results do not fit together: " + e.getCause());
            }
            return collector.outcome();
        }
    }

    @Override
    public void close() {
        foldThread.shutdownNow();
    }
}
