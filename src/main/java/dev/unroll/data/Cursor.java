package dev.unroll.data;

import java.io.Serializable;
import java.util.List;

/**
 * Where a training stands: what a checkpoint keeps of the {@link Schedule}.
 *
 * @param round the next round, counted from the beginning of training
 * @param epoch its epoch
 * @param roundInEpoch the next round, counted from the beginning of the epoch
 * @param turns for each worker, turns it has ended in this epoch
 * @param windows for each worker, mini-batches it has ended in its present turn
 */
public record Cursor(long round, int epoch, int roundInEpoch, List<Integer> turns, List<Integer> windows)
        implements Serializable {
    /** Keeps its own copies. */
    public Cursor {
        turns = List.copyOf(turns);
        windows = List.copyOf(windows);
        if (turns.size() != windows.size()) {
            throw new IllegalArgumentException("workers differ: turns=" + turns.size() + " windows=" + windows.size());
        }
    }
}
