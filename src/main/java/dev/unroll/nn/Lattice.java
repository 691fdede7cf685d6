package dev.unroll.nn;

import dev.unroll.data.MiniBatch;
import dev.unroll.math.Functions;
import java.util.Arrays;

/**
 * All sequences of labels of each lane, weighed by the forward-backward algorithm (Rabiner 1989) over a {@link Chain}, in log space.
 *
 * @implNote A sequence y has the score f(y_1) + sum s_t(y_t) + sum A(y_t-1, y_t) + g(y_T). Over all sequences, or over those that agree
 * with the labels that are given:
 *
 * <pre>
 *   alpha_1(j)  = f(j) + s_1(j)                                                   minus infinity where another label is given
 *   alpha_t(j)  = s_t(j) + log sum_i exp(alpha_t-1(i) + A(i, j))
 *   log Z       = log sum_j exp(alpha_T(j) + g(j))
 *
 *   beta_T(i)   = g(i)                                                            likewise
 *   beta_t(i)   = log sum_j exp(A(i, j) + s_t+1(j) + beta_t+1(j))
 *
 *   p_t(j)      = exp(alpha_t(j) + beta_t(j) - log Z)                             label j at step t
 *   p_t(i, j)   = exp(alpha_t-1(i) + A(i, j) + s_t(j) + beta_t(j) - log Z)        i at step t - 1 and j at step t
 * </pre>
 *
 * <p>These probabilities are the derivatives of log Z: by s_t(j) it is p_t(j), by A(i, j) the sum of p_t(i, j), by f(j) and g(j) the
 * probabilities at both ends.
 *
 * <p>Sums are in double, exponentials in float, within 2 ulp. A lane's numbers depend on no other lane.
 *
 * <p>Memory: {@code 2 * 8 R K} bytes; R 4096, K 20: 1.3 MB.
 */
final class Lattice {
    private double[] alpha = {}; // (R, K)
    private double[] beta = {}; // (R, K)
    private double[] logZ = {}; // (N)
    private double[] terms = {}; // (K)

    /**
     * What it is made of.
     *
     * @param chain A, f, g
     * @param batch whose lanes
     * @param lengths (N) T of each lane
     * @param scores s (R, K)
     */
    record Parts(Chain chain, MiniBatch batch, int[] lengths, float[] scores) {
        int labels() {
            return chain.labels();
        }

        /** Where a row's numbers begin, step t of lane n, in (R, K). */
        int at(int t, int n) {
            return (batch.offset(t) + n) * chain.labels();
        }
    }

    /** The labels that may stand in a row: all, or the given one. */
    private record Range(int from, int to) {
        static Range of(int[] given, int row, int labels) {
            boolean free = given.length == 0 || given[row] < 0;
            return free ? new Range(0, labels) : new Range(given[row], given[row] + 1);
        }
    }

    /**
     * Fills alpha, beta and log Z of all lanes.
     *
     * @param given (R) labels that sequences have to agree with, below 0 where any will do; empty = everywhere
     */
    void run(Parts parts, int[] given) {
        int size = parts.batch().rows() * parts.labels();
        alpha = Workspace.atLeast(alpha, size);
        beta = Workspace.atLeast(beta, size);
        logZ = Workspace.atLeast(logZ, parts.batch().lanes());
        terms = Workspace.atLeast(terms, parts.labels());
        for (int n = 0; n < parts.batch().lanes(); n++) {
            forward(parts, given, n);
            backward(parts, given, n);
        }
    }

    private void forward(Parts parts, int[] given, int n) {
        Chain chain = parts.chain();
        int labels = parts.labels();
        Range before = new Range(0, 0);
        int last = 0;
        for (int t = 0; t < parts.lengths()[n]; t++) {
            int at = parts.at(t, n);
            Range here = Range.of(given, parts.batch().offset(t) + n, labels);
            Arrays.fill(alpha, at, at + labels, Double.NEGATIVE_INFINITY);
            for (int j = here.from(); j < here.to(); j++) {
                for (int i = before.from(); i < before.to(); i++) {
                    terms[i] = alpha[last + i] + chain.next()[i * labels + j];
                }
                double reached = t == 0 ? chain.first()[j] : logSum(before);
                alpha[at + j] = reached + parts.scores()[at + j];
            }
            before = here;
            last = at;
        }
        for (int j = before.from(); j < before.to(); j++) {
            terms[j] = alpha[last + j] + chain.last()[j];
        }
        logZ[n] = logSum(before);
    }

    private void backward(Parts parts, int[] given, int n) {
        Chain chain = parts.chain();
        int labels = parts.labels();
        Range behind = new Range(0, 0);
        int next = 0;
        for (int t = parts.lengths()[n] - 1; t >= 0; t--) {
            int at = parts.at(t, n);
            Range here = Range.of(given, parts.batch().offset(t) + n, labels);
            Arrays.fill(beta, at, at + labels, Double.NEGATIVE_INFINITY);
            for (int i = here.from(); i < here.to(); i++) {
                for (int j = behind.from(); j < behind.to(); j++) {
                    terms[j] = chain.next()[i * labels + j] + parts.scores()[next + j] + beta[next + j];
                }
                beta[at + i] = t == parts.lengths()[n] - 1 ? chain.last()[i] : logSum(behind);
            }
            behind = here;
            next = at;
        }
    }

    /** log of the sum of the exponentials of these terms; NaN stays NaN. */
    private double logSum(Range range) {
        double max = Double.NEGATIVE_INFINITY;
        for (int i = range.from(); i < range.to(); i++) {
            max = Math.max(max, terms[i]);
        }
        if (max == Double.NEGATIVE_INFINITY) {
            return max;
        }
        double sum = 0;
        for (int i = range.from(); i < range.to(); i++) {
            sum += Functions.exp((float) (terms[i] - max));
        }
        return max + Functions.log(sum);
    }

    /** log Z of lane n. */
    double logZ(int n) {
        return logZ[n];
    }

    /** p_t(j) of lane n, {@code at} being {@link Parts#at} + j. */
    float probability(int n, int at) {
        return exp(alpha[at] + beta[at] - logZ[n]);
    }

    /** Adds sign times the derivative of lane n's log Z by A, f and g. */
    void addDerivative(Parts parts, int n, int sign, Chain into) {
        int labels = parts.labels();
        int steps = parts.lengths()[n];
        for (int j = 0; j < labels; j++) {
            into.first()[j] += sign * probability(n, parts.at(0, n) + j);
            into.last()[j] += sign * probability(n, parts.at(steps - 1, n) + j);
        }
        for (int t = 1; t < steps; t++) {
            int before = parts.at(t - 1, n);
            int at = parts.at(t, n);
            for (int i = 0; i < labels; i++) {
                for (int j = 0; j < labels && alpha[before + i] != Double.NEGATIVE_INFINITY; j++) {
                    double reached = alpha[before + i] + parts.chain().next()[i * labels + j];
                    double rest = parts.scores()[at + j] + beta[at + j];
                    into.next()[i * labels + j] += sign * exp(reached + rest - logZ[n]);
                }
            }
        }
    }

    /** A probability of this logarithm, which rounding may have made a little larger than 0. */
    private static float exp(double log) {
        return Functions.exp((float) Math.min(0, log));
    }
}
