package dev.unroll.nn;

import dev.unroll.data.Constraints;
import java.util.Arrays;

/**
 * The parameters of a linear chain over K labels, minus infinity where a label must not stand.
 *
 * @param labels K
 * @param next A (K, K), element [from, to] is the score of {@code to} right behind {@code from}
 * @param first f (K), score of beginning with a label
 * @param last g (K), score of ending with it
 */
record Chain(int labels, double[] next, double[] first, double[] last) {
    /** Parameters out of a flat array; the constraints may be empty. */
    static Chain of(float[] weights, CrfHead.Place place, Constraints constraints) {
        int labels = place.labels();
        return new Chain(
                labels,
                scores(weights, place.next(), labels * labels, constraints.next()),
                scores(weights, place.first(), labels, constraints.first()),
                scores(weights, place.last(), labels, constraints.last()));
    }

    /** Nothing but zeros, to add a gradient to. */
    static Chain zero(int labels) {
        return new Chain(labels, new double[labels * labels], new double[labels], new double[labels]);
    }

    private static double[] scores(float[] weights, int from, int count, boolean[] forbidden) {
        double[] scores = new double[count];
        Arrays.setAll(scores, i -> weights[from + i]);
        for (int i = 0; i < forbidden.length; i++) {
            scores[i] = forbidden[i] ? Double.NEGATIVE_INFINITY : scores[i];
        }
        return scores;
    }
}
