package dev.unroll.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.unroll.data.Shard;
import dev.unroll.data.TurnSpec;
import dev.unroll.train.LocalRounds;
import dev.unroll.train.TinyRun;
import dev.unroll.train.TrainingState;
import dev.unroll.train.Worker;
import java.nio.file.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same training through Spark and through threads. */
class SparkRoundsTest {
    @TempDir
    Path folder;

    @Test
    void aCarryOverTheLimitTravelsByItself() {
        Worker.Part part = new Worker.Part(1, 2, 3, 4, 5, new byte[] {6, 7, 8});
        JavaSparkContext context = LocalSpark.context();
        assertNull(PartPayload.of(context, part, 3).carry());
        PartPayload apart = PartPayload.of(context, part, 2);
        assertEquals(0, apart.part().carry().length);
        assertArrayEquals(part.carry(), apart.withCarry().carry());
        assertEquals(5, apart.withCarry().count());
        apart.destroy();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train.rounds=11 train.optimizer=adam network.dropout=0.2 network.embedding=5",
                "train.rounds=5 train.optimizer=adam network.dropout=0.2 train.sync.local-steps=3",
            })
    void sparkAndThreadsGiveTheSameWeights(String settings) throws Exception {
        TinyRun run = new TinyRun(settings.split(" "));
        TrainingState local;
        try (LocalRounds rounds = run.rounds(2)) {
            local = run.training(rounds, folder.resolve("local")).run();
        }
        JavaSparkContext context = LocalSpark.context();
        RunSetup setup = new RunSetup("test " + settings, run.spec, run.vocabulary.size());
        JavaRDD<Shard> shards = context.parallelize(
                        run.shards.stream().map(Shard::toBytes).toList(), run.shards.size())
                .map(Shard::fromBytes)
                .cache();
        try (SparkRounds rounds = new SparkRounds(context, shards, setup)) {
            TrainingState spark = run.training(rounds, folder.resolve("spark")).run();
            assertArrayEquals(local.result(), spark.result());
            assertEquals(local.bestMetric(), spark.bestMetric());
        }
        RunSetup other = new RunSetup("test broadcast " + settings, run.spec, run.vocabulary.size());
        try (SparkRounds rounds = new SparkRounds(context, shards, other, 100)) {
            TrainingState spark =
                    run.training(rounds, folder.resolve("broadcast")).run();
            assertArrayEquals(local.result(), spark.result(), "with carries that travel by themselves");
        }
        JavaRDD<Shard> held = shards.filter(shard -> shard.index() == 4);
        assertEquals(
                run.evaluate(local.result()),
                new SparkEvaluation(context, held, TurnSpec.of(run.spec), setup).measure(local.result()));
    }
}
