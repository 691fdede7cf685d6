package dev.unroll.data;

import dev.unroll.spec.Spec;
import dev.unroll.spec.UsageException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Who reads what, when: a pure function of the seed and the shards' sizes.
 *
 * <p>An epoch is every shard once, permuted by (seed, epoch); worker w has the shards at places w, w + W, w + 2W, ... A round
 * is the next {@code localSteps} mini-batches of each worker's turn; a turn's end ends that worker's round. A worker without
 * turns sends weight 0 until all are through.
 */
public final class Schedule {
    private final long seed;
    private final int workers;
    private final int localSteps;
    private final int[] windows;
    private int orderedEpoch = -1;
    private int[] order = {};

    /**
     * The schedule of a corpus.
     *
     * @param windows mini-batches of a turn on each shard
     */
    public Schedule(long seed, int workers, int localSteps, List<Integer> windows) {
        this.seed = seed;
        this.workers = workers;
        this.localSteps = localSteps;
        this.windows = windows.stream().mapToInt(Integer::intValue).toArray();
        if (windows.stream().allMatch(count -> count == 0)) {
            throw new UsageException(
                    "nothing to train on: units=0", "check data.train, data.where and data.validation");
        }
    }

    /** The schedule of a specification and its shards. */
    public static Schedule of(Spec spec, List<ShardSummary> shards) {
        List<Integer> windows = shards.stream().map(ShardSummary::windows).toList();
        return new Schedule(
                spec.train().seed(), spec.train().workers(), spec.train().sync().localSteps(), windows);
    }

    /** Where training begins. */
    public Cursor start() {
        return epochStart(0, 0);
    }

    /** The round that comes next. */
    public RoundPlan plan(Cursor cursor) {
        if (cursor.turns().size() != workers) {
            throw new IllegalArgumentException(
                    "workers differ: cursor=" + cursor.turns().size() + " schedule=" + workers);
        }
        List<RoundPlan.Work> work = new ArrayList<>(workers);
        List<Integer> turns = new ArrayList<>(workers);
        List<Integer> done = new ArrayList<>(workers);
        boolean through = true;
        for (int worker = 0; worker < workers; worker++) {
            int turn = cursor.turns().get(worker);
            int window = cursor.windows().get(worker);
            int shard = shard(cursor.epoch(), worker, turn);
            int count = shard < 0 ? 0 : Math.min(localSteps, windows[shard] - window);
            work.add(new RoundPlan.Work(worker, shard, window, count));
            window += count;
            if (shard >= 0 && window == windows[shard]) {
                turn = nextTurn(cursor.epoch(), worker, turn + 1);
                window = 0;
            }
            turns.add(turn);
            done.add(window);
            through &= shard(cursor.epoch(), worker, turn) < 0;
        }
        Cursor next = through
                ? epochStart(cursor.round() + 1, cursor.epoch() + 1)
                : new Cursor(cursor.round() + 1, cursor.epoch(), cursor.roundInEpoch() + 1, turns, done);
        return new RoundPlan(cursor.round(), cursor.epoch(), cursor.roundInEpoch(), work, next);
    }

    /** Rounds of an epoch: those of the worker with most. */
    public int rounds(int epoch) {
        int most = 0;
        for (int worker = 0; worker < workers; worker++) {
            int rounds = 0;
            for (int turn = 0; shard(epoch, worker, turn) >= 0; turn++) {
                rounds += (windows[shard(epoch, worker, turn)] + localSteps - 1) / localSteps;
            }
            most = Math.max(most, rounds);
        }
        return most;
    }

    private Cursor epochStart(long round, int epoch) {
        List<Integer> turns = new ArrayList<>(workers);
        for (int worker = 0; worker < workers; worker++) {
            turns.add(nextTurn(epoch, worker, 0));
        }
        return new Cursor(round, epoch, 0, turns, Collections.nCopies(workers, 0));
    }

    /** The first turn from {@code turn} on that has a mini-batch, or the one behind the last. */
    private int nextTurn(int epoch, int worker, int turn) {
        int next = turn;
        while (shard(epoch, worker, next) >= 0 && windows[shard(epoch, worker, next)] == 0) {
            next++;
        }
        return next;
    }

    /** The shard of a turn, -1 behind the last. */
    private int shard(int epoch, int worker, int turn) {
        if (epoch != orderedEpoch) {
            order = Permutation.ofShards(seed, epoch, windows.length);
            orderedEpoch = epoch;
        }
        long place = worker + (long) turn * workers;
        return place < order.length ? order[(int) place] : -1;
    }
}
