package dev.unroll.train.baseline;

import dev.unroll.data.Shard;
import dev.unroll.data.Targets;
import dev.unroll.data.Vocabulary;
import java.util.ArrayList;

/**
 * The class of a record by which unit stands at which position, for records that begin at comparable places, such as windows of DNA around
 * a site; add-one smoothing.
 *
 * <p>A position that no record of the training part reaches says nothing, nor does one behind the {@value #POSITIONS}th or with a unit
 * outside the vocabulary.
 *
 * <p>Memory: {@code 8 P V K} bytes for P positions, V units and K classes; 60 bases, 15 letters, 3 classes: 22 KB.
 */
public final class PositionalNaiveBayes implements Baseline {
    /*
     * ln P(k | record) = ln n_k + sum over p of [ln (c_pxk + 1) - ln (m_pk + U)] + constant
     *
     * n_k: records of class k; c_pxk: those of them with unit x at position p; m_pk: those that have a unit there that is not special;
     * U = V without the special units.
     */
    private static final long serialVersionUID = 1L;
    private static final int POSITIONS = 4096;

    private final int units;
    private final int specials;
    private final ArrayList<long[]> counts = new ArrayList<>(); // (V + 1, K), the last row is m
    private final long[] records;

    /**
     * Nothing seen yet.
     *
     * @param classes K
     * @param vocabulary V units
     */
    public PositionalNaiveBayes(int classes, Vocabulary vocabulary) {
        this.units = vocabulary.size();
        this.specials = vocabulary.specials();
        this.records = new long[classes];
    }

    @Override
    public String name() {
        return "positional-naive-bayes";
    }

    @Override
    public void fit(Shard shard, int record) {
        int label = TargetRows.classAt(shard, record);
        if (label < 0) {
            return;
        }
        records[label]++;
        int classes = records.length;
        int length = Math.min(POSITIONS, shard.start(record + 1) - shard.start(record));
        for (int p = 0; p < length; p++) {
            if (p == counts.size()) {
                counts.add(new long[(units + 1) * classes]);
            }
            long[] here = counts.get(p);
            int unit = shard.id(shard.start(record) + p);
            if (unit >= specials) {
                here[unit * classes + label]++;
                here[units * classes + label]++;
            }
        }
    }

    @Override
    public Targets predict(Shard shard, int record) {
        ClassScores scores = ClassScores.ofCounts(records);
        int classes = records.length;
        int length = Math.min(counts.size(), shard.start(record + 1) - shard.start(record));
        for (int p = 0; p < length; p++) {
            long[] here = counts.get(p);
            int unit = shard.id(shard.start(record) + p);
            for (int k = 0; unit >= specials && k < classes; k++) {
                double there = here[unit * classes + k] + 1.0;
                scores.add(k, StrictMath.log(there / (here[units * classes + k] + units - specials)));
            }
        }
        return new Targets.Classes(Targets.Level.RECORD, new int[] {scores.best()});
    }
}
