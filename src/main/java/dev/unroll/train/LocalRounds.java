package dev.unroll.train;

import dev.unroll.data.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Rounds in threads of this JVM. However many there are, the outcome has the same bits. */
public final class LocalRounds implements Rounds, AutoCloseable {
    private final Worker worker;
    private final int workers;
    private final Function<Worker.Part, Turn> turns;
    private final ExecutorService threads;

    /**
     * @param worker computes a part
     * @param workers logical workers of the spec
     * @param turns the mini-batches of a part's shard in its epoch
     * @param threads how many
     */
    public LocalRounds(Worker worker, int workers, Function<Worker.Part, Turn> turns, int threads) {
        this.worker = worker;
        this.workers = workers;
        this.turns = turns;
        this.threads = Executors.newFixedThreadPool(threads);
    }

    @Override
    public Outcome run(Worker.Round round, List<Worker.Part> parts) {
        Collector collector = new Collector(workers, parts);
        List<Future<Worker.Result>> results = new ArrayList<>();
        for (Worker.Part part : parts) {
            results.add(threads.submit(() -> worker.run(round, part, turns.apply(part))));
        }
        for (Future<Worker.Result> result : results) {
            collector.add(get(result));
        }
        return collector.outcome();
    }

    private static Worker.Result get(Future<Worker.Result> result) {
        try {
            return result.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrainingException("interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a worker failed", e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
