package dev.unroll.nn;

import dev.unroll.data.MiniBatch;
import dev.unroll.data.Targets;
import java.io.Serializable;

/**
 * A summed loss and what it is a sum of.
 *
 * @param sum of weight * loss over the terms, in double, per lane in step order and then over lanes
 * @param weight sum of the weights; the number of terms where each counts 1
 * @param terms labelled steps, or records where these have one answer
 */
public record Loss(double sum, double weight, long terms) implements Serializable {
    /** Nothing seen yet. */
    public static final Loss NONE = new Loss(0, 0);

    /** Terms that count 1 each. */
    public Loss(double sum, long terms) {
        this(sum, (double) terms, terms);
    }

    /** Both together, this one first. */
    public Loss plus(Loss other) {
        return new Loss(sum + other.sum, weight + other.weight, terms + other.terms);
    }

    /** The objective: the loss of a term of weight 1; NaN without any. */
    public double mean() {
        return sum / weight;
    }

    /** Whether nothing in it counts: nothing has a label, or only what weighs 0. */
    public boolean isWeightless() {
        return weight == 0;
    }

    /** The sum over the rows of a head that has a term for each. */
    static Loss of(MiniBatch batch, Head head, double[] losses) {
        Targets targets = batch.targets();
        int steps = targets.level() == Targets.Level.STEP ? batch.steps() : 1;
        double sum = 0;
        double weight = 0;
        long terms = 0;
        for (int n = 0; n < batch.lanes(); n++) {
            double lane = 0;
            for (int t = 0; t < steps && n < batch.active(t); t++) {
                int row = batch.offset(t) + n; // n itself where t is 0, as for a record
                if (targets.isLabelled(row)) {
                    float w = head.weight(targets, row);
                    lane += w * losses[row];
                    weight += w;
                    terms++;
                }
            }
            sum += lane;
        }
        return new Loss(sum, weight, terms);
    }
}
