package dev.unroll.nn;

import dev.unroll.data.MiniBatch;
import java.io.Serializable;

/**
 * A summed loss and what it is a sum of.
 *
 * @param sum negative log-probabilities in nats, in double, per lane in step order and then over lanes
 * @param terms number of labelled steps
 */
public record Loss(double sum, long terms) implements Serializable {
    /** Nothing seen yet. */
    public static final Loss NONE = new Loss(0, 0);

    /** Both together, this one first. */
    public Loss plus(Loss other) {
        return new Loss(sum + other.sum, terms + other.terms);
    }

    /** Nats per labelled step; NaN without any. */
    public double mean() {
        return sum / terms;
    }

    static Loss of(MiniBatch batch, double[] logP) {
        double sum = 0;
        long terms = 0;
        for (int n = 0; n < batch.lanes(); n++) {
            double lane = 0;
            for (int t = 0; t < batch.steps() && n < batch.active(t); t++) {
                int row = batch.offset(t) + n;
                if (batch.classes()[row] >= 0) {
                    lane -= logP[row];
                    terms++;
                }
            }
            sum += lane;
        }
        return new Loss(sum, terms);
    }
}
