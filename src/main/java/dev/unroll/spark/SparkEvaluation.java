package dev.unroll.spark;

import dev.unroll.data.Shard;
import dev.unroll.data.Turn;
import dev.unroll.data.TurnSpec;
import dev.unroll.nn.Loss;
import dev.unroll.spec.UsageException;
import dev.unroll.train.Evaluation;
import dev.unroll.train.Scoring;
import dev.unroll.train.Worker;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/** Measures weights on the validation shards: one task a shard, losses added in shard order on the driver. */
public final class SparkEvaluation implements Evaluation {
    /** Numbers the measurements of this driver, so that executors never take the weights of one for those of another. */
    private static final AtomicLong MEASUREMENTS = new AtomicLong();

    private final JavaSparkContext context;
    private final JavaRDD<Shard> shards;
    private final TurnSpec turns;
    private final RunSetup setup;

    /**
     * @param context of the application
     * @param shards validation shards, persisted, in order
     * @param turns how they are cut
     * @param setup what every task must know
     */
    public SparkEvaluation(JavaSparkContext context, JavaRDD<Shard> shards, TurnSpec turns, RunSetup setup) {
        this.context = context;
        this.shards = shards;
        this.turns = turns;
        this.setup = setup;
    }

    /** The number of the next measurement of this driver, of whatever kind. */
    static long number() {
        return MEASUREMENTS.incrementAndGet();
    }

    @Override
    public Loss measure(float[] weights) {
        long measured = number();
        Broadcast<RoundPayload> payload =
                context.broadcast(new RoundPayload(new Worker.Round(measured, 0, weights, new float[0][], 0)));
        try {
            context.setJobGroup(setup.run(), "evaluation " + measured, false);
            Loss sum = Loss.NONE;
            for (byte[] answer : shards.map(new Measure(turns, setup, payload)).collect()) {
                long[] loss = TaskAnswer.numbers(answer);
                sum = sum.plus(new Loss(Double.longBitsToDouble(loss[0]), Double.longBitsToDouble(loss[1]), loss[2]));
            }
            return sum;
        } finally {
            payload.destroy();
        }
    }

    /** The loss of one shard: the bits of its sum and weight, and its terms. */
    private static final class Measure implements Function<Shard, byte[]> {
        private static final long serialVersionUID = 1L;

        private final TurnSpec turns;
        private final RunSetup setup;
        private final Broadcast<RoundPayload> payload;

        Measure(TurnSpec turns, RunSetup setup, Broadcast<RoundPayload> payload) {
            this.turns = turns;
            this.setup = setup;
            this.payload = payload;
        }

        @Override
        public byte[] call(Shard shard) {
            try {
                ExecutorState state = ExecutorState.of(setup);
                Turn turn = turns.with(setup.content()).turn(shard, 0);
                Loss loss = Scoring.loss(
                        state.scoringNetwork(),
                        state.scoringPool(),
                        payload.value().round(),
                        turn);
                return TaskAnswer.of(
                        Double.doubleToRawLongBits(loss.sum()),
                        Double.doubleToRawLongBits(loss.weight()),
                        loss.terms());
            } catch (UsageException e) {
                return TaskAnswer.of(e);
            }
        }
    }
}
