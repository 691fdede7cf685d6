package dev.unroll.train.baseline;

import dev.unroll.data.MiniBatch;
import dev.unroll.data.Shard;
import dev.unroll.data.Targets;

/**
 * The rows of a shard's targets that belong to a record: one for each step, or one.
 *
 * @param first its first row
 * @param end behind its last
 */
record TargetRows(int first, int end) {
    static TargetRows of(Shard shard, int record, Targets.Level level) {
        return level == Targets.Level.STEP
                ? new TargetRows(shard.start(record), shard.start(record + 1))
                : new TargetRows(record, record + 1);
    }

    int count() {
        return end - first;
    }

    /** The class of a row, below 0 where it has none. */
    static int classAt(Shard shard, int row) {
        Targets targets = shard.annotation().targets();
        return targets.isLabelled(row) ? ((Targets.Classes) targets).ids()[row] : MiniBatch.NONE;
    }
}
