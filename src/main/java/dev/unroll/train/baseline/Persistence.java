package dev.unroll.train.baseline;

import dev.unroll.data.Shard;
import dev.unroll.data.Targets;

/**
 * The true label of the step before, or the last that is known; until there is one, what another baseline says.
 *
 * <p>An oracle: nobody who has to label a record has its labels. It says how much of a figure is owed to labels that seldom change.
 * Memory: that of the other baseline.
 */
public final class Persistence implements Baseline {
    private static final long serialVersionUID = 1L;

    private final Baseline start;

    /** For labels of steps, with something to begin with. */
    public Persistence(Baseline start) {
        this.start = start;
    }

    @Override
    public String name() {
        return "persistence-oracle";
    }

    @Override
    public void fit(Shard shard, int record) {
        start.fit(shard, record);
    }

    @Override
    public Targets predict(Shard shard, int record) {
        Targets said = start.predict(shard, record);
        int first = shard.start(record);
        if (said instanceof Targets.Classes classes) {
            int[] ids = classes.ids();
            for (int t = 1; t < ids.length; t++) {
                int before = TargetRows.classAt(shard, first + t - 1);
                ids[t] = before >= 0 ? before : ids[t - 1];
            }
        } else if (said instanceof Targets.Values numbers) {
            float[] truth = ((Targets.Values) shard.annotation().targets()).values();
            int width = numbers.width();
            for (int i = width; i < numbers.values().length; i++) {
                float before = truth[first * width + i - width];
                numbers.values()[i] = Float.isNaN(before) ? numbers.values()[i - width] : before;
            }
        }
        return said;
    }
}
