package dev.unroll.train.scoring;

import dev.unroll.data.Example;
import dev.unroll.data.ExampleBatch;
import dev.unroll.data.MiniBatch;
import dev.unroll.data.RecordContent;
import dev.unroll.nn.Carry;
import dev.unroll.nn.Network;
import dev.unroll.nn.PackedNetwork;
import dev.unroll.nn.Workspace;
import dev.unroll.train.PackedPool;
import dev.unroll.train.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Log-probabilities of records of vectors, each from x&lt;1&gt; = 0 and a&lt;0&gt; = 0.
 *
 * <p>A record's numbers have the same bits whatever others are scored with it: records of like length run side by side, in windows, the
 * state carried. One object serves any number of threads.
 *
 * <p>Memory: the records, and a mini-batch of {@value #LANES} lanes and {@value #STEPS} steps.
 */
public final class VectorScorer {
    private static final int LANES = 64;
    private static final int STEPS = 64;

    private final Network network;
    private final ExampleBatch.Reads reads;
    private final PackedPool pool;
    private final Worker.Round round;

    /**
     * @param network the model's
     * @param reads what it reads
     * @param pool packed weights of this JVM
     * @param round names the weights in the pool and holds them
     */
    public VectorScorer(Network network, ExampleBatch.Reads reads, PackedPool pool, Worker.Round round) {
        this.network = network;
        this.reads = reads;
        this.pool = pool;
        this.round = round;
    }

    /**
     * A record's score.
     *
     * @param steps (T) the log-probability of each step; none where there is nothing to score
     * @param fault why there is none, empty otherwise
     */
    public record Score(double[] steps, String fault) {
        /** In the order of the steps. */
        public double sum() {
            double sum = 0;
            for (double step : steps) {
                sum += step;
            }
            return sum;
        }
    }

    /** Why each record cannot be scored; nothing is computed. */
    public List<Optional<String>> faults(List<Example> examples) {
        ExampleBatch batch = ExampleBatch.of(reads, examples);
        List<Optional<String>> faults = new ArrayList<>(batch.size());
        for (int r = 0; r < batch.size(); r++) {
            faults.add(batch.fault(r));
        }
        return faults;
    }

    /** Each record's, in their order. */
    public List<Score> scores(List<Example> examples) {
        ExampleBatch batch = ExampleBatch.of(reads, examples);
        List<Score> scores = new ArrayList<>(batch.size());
        for (int r = 0; r < batch.size(); r++) {
            scores.add(new Score(new double[batch.steps(r)], batch.fault(r).orElse("")));
        }
        PackedNetwork packed = pool.acquire(network, round.number(), round.weights());
        Workspace work = pool.workspace(network);
        try {
            for (int[] records : batch.groups(LANES, Integer.MAX_VALUE)) {
                int longest = batch.steps(records[0]);
                Carry carry = network.zeroCarry(records.length);
                for (int first = 0; first < longest; first += STEPS) {
                    MiniBatch window = batch.window(
                            new RecordContent.NextVector(), records, first, Math.min(longest, first + STEPS));
                    network.score(packed, window, carry, work);
                    take(window, work.losses(), records, first, scores);
                }
            }
        } finally {
            pool.release(work);
            pool.release(packed);
        }
        return scores;
    }

    private static void take(MiniBatch window, double[] losses, int[] records, int first, List<Score> scores) {
        for (int t = 0; t < window.steps(); t++) {
            for (int n = 0; n < window.active(t); n++) {
                scores.get(records[n]).steps()[first + t] = 0 - losses[window.offset(t) + n];
            }
        }
    }
}
