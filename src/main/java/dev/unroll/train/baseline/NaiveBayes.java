package dev.unroll.train.baseline;

import dev.unroll.data.Shard;
import dev.unroll.data.Targets;
import java.util.Arrays;

/**
 * The class of a text by the units and runs of units that occur in it: naive Bayes with multinomial counts, each run once a record, add-one
 * smoothing (Jurafsky and Martin, Speech and Language Processing, chapter 4; Wang and Manning, ACL 2012).
 *
 * <p>Runs that the training part does not have say nothing, so it does not matter whether a unit is {@code <unk>} because training
 * never had it. With a vocabulary that leaves rare units out, {@code <unk>} is a unit like any other.
 *
 * <p>Memory: at most 268 MB, 403 MB while the table grows; runs that come when it is full are passed over (11 M with two
 * classes, 1.4 M with 18). Beside it 8 n bytes for each unit of the longest record.
 */
public final class NaiveBayes implements Baseline {
    /*
     * ln P(k | record) = ln n_k + sum over g of [ln (c_gk + 1) - ln (s_k + V)] + constant
     *
     * n_k: records of class k; g: each distinct run of the record that has a row; c_gk: records of class k with g; s_k: sum over g of
     * c_gk; V: number of rows. A run is 1 to n units; one of several may begin or end with a mark for the record's end.
     * Runs are known by a 64-bit hash; they are sorted by it, which fixes the order of every sum.
     */
    private static final long serialVersionUID = 1L;
    private static final int MARK = -1;

    private final int longest;
    private final BoundedCounts counts;
    private final long[] sums;
    private final long[] records;

    /**
     * Nothing seen yet.
     *
     * @param classes K
     * @param longest n, units of a run at most
     */
    public NaiveBayes(int classes, int longest) {
        this.longest = longest;
        this.counts = new BoundedCounts(classes);
        this.sums = new long[classes];
        this.records = new long[classes];
    }

    @Override
    public String name() {
        return "naive-bayes";
    }

    @Override
    public void fit(Shard shard, int record) {
        int label = TargetRows.classAt(shard, record);
        if (label < 0) {
            return;
        }
        records[label]++;
        for (long run : runs(shard, record)) {
            int row = counts.insert(run);
            if (row >= 0) {
                counts.increment(row, label);
                sums[label]++;
            }
        }
    }

    @Override
    public Targets predict(Shard shard, int record) {
        ClassScores scores = ClassScores.ofCounts(records);
        double[] whole = new double[sums.length];
        Arrays.setAll(whole, k -> StrictMath.log((double) sums[k] + counts.size()));
        for (long run : runs(shard, record)) {
            int row = counts.find(run);
            for (int k = 0; row >= 0 && k < sums.length; k++) {
                scores.add(k, StrictMath.log(counts.count(row, k) + 1.0) - whole[k]);
            }
        }
        return new Targets.Classes(Targets.Level.RECORD, new int[] {scores.best()});
    }

    /** The distinct runs of a record, sorted. */
    private long[] runs(Shard shard, int record) {
        int from = shard.start(record);
        int length = shard.start(record + 1) - from;
        long[] runs = new long[Math.multiplyExact(length + 2, longest)];
        int count = 0;
        for (int i = -1; i <= length; i++) {
            long hash = 0;
            for (int n = 1; n <= longest && i + n <= length + 1; n++) {
                int at = i + n - 1;
                hash = HashCounts.extend(hash, at < 0 || at == length ? MARK : shard.id(from + at));
                if (n > 1 || (at >= 0 && at < length)) {
                    runs[count++] = hash;
                }
            }
        }
        Arrays.sort(runs, 0, count);
        int distinct = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0 || runs[i] != runs[i - 1]) {
                runs[distinct++] = runs[i];
            }
        }
        return Arrays.copyOf(runs, distinct);
    }
}
