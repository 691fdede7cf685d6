package dev.unroll.train.baseline;

import dev.unroll.data.Shard;
import dev.unroll.data.Targets;
import java.util.Arrays;

/** Always the class that most steps, or records, of the training part have; of equals the first. Memory: 8 bytes a class. */
public final class Majority implements Baseline {
    private static final long serialVersionUID = 1L;

    private final Targets.Level level;
    private final long[] counts;

    /** Nothing seen yet, of so many classes. */
    public Majority(Targets.Level level, int classes) {
        this.level = level;
        this.counts = new long[classes];
    }

    @Override
    public String name() {
        return "majority";
    }

    @Override
    public void fit(Shard shard, int record) {
        TargetRows rows = TargetRows.of(shard, record, level);
        for (int row = rows.first(); row < rows.end(); row++) {
            int label = TargetRows.classAt(shard, row);
            if (label >= 0) {
                counts[label]++;
            }
        }
    }

    @Override
    public Targets predict(Shard shard, int record) {
        int[] ids = new int[TargetRows.of(shard, record, level).count()];
        Arrays.fill(ids, ClassScores.mostFrequent(counts));
        return new Targets.Classes(level, ids);
    }
}
