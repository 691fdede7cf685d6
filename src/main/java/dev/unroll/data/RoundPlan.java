package dev.unroll.data;

import java.io.Serializable;
import java.util.List;

/**
 * What each logical worker does in a round.
 *
 * @param round counted from the beginning of training
 * @param epoch its epoch
 * @param roundInEpoch counted from the beginning of the epoch
 * @param work one for each worker, in order
 * @param next where training stands after it
 */
public record RoundPlan(long round, int epoch, int roundInEpoch, List<Work> work, Cursor next) implements Serializable {
    /**
     * Mini-batches [window, window + count) of a worker's turn. Before window 0 the worker's state is zero.
     *
     * @param worker which one
     * @param shard the turn's shard; -1 if the worker has no turn left in this epoch
     * @param window the first mini-batch
     * @param count how many; 0 = the worker sends weight 0
     */
    public record Work(int worker, int shard, int window, int count) implements Serializable {}

    /** Mini-batches of the worker with most: what a round counts as local steps. */
    public int localSteps() {
        return work.stream().mapToInt(Work::count).max().orElse(0);
    }

    /** Whether it is the last round of its epoch. */
    public boolean endsEpoch() {
        return next.epoch() > epoch;
    }
}
