package dev.unroll.infer;

import java.util.Arrays;

/**
 * Picks a unit from a softmax: temperature, then top-k, then top-p (nucleus sampling, Holtzman et al. 2020, arXiv:1904.09751).
 *
 * @param temperature scores are divided by it; 0 takes the best unit
 * @param topK only so many of the best units; 0 = all
 * @param topP only the smallest set of best units whose probabilities reach this sum; 1 = all
 * @param banned a unit that is never drawn, such as UNK; -1 = none
 */
public record Draw(double temperature, int topK, double topP, int banned) {
    /**
     * The unit at a uniform draw.
     *
     * @param scores unnormalised log-probabilities; V of them from {@code offset}
     * @param uniform in [0, 1)
     * @implNote Everything in double and in one fixed order: units by falling score, ties by number. The draw walks that order until
     * the probabilities passed exceed {@code uniform} times their sum.
     */
    public int pick(float[] scores, int offset, int vocabulary, double uniform) {
        Integer[] order = new Integer[vocabulary];
        Arrays.setAll(order, i -> i);
        double[] s = new double[vocabulary];
        for (int i = 0; i < vocabulary; i++) {
            s[i] = i == banned ? Double.NEGATIVE_INFINITY : scores[offset + i];
        }
        Arrays.sort(order, (i, j) -> s[i] == s[j] ? Integer.compare(i, j) : Double.compare(s[j], s[i]));
        if (temperature == 0) {
            return order[0];
        }
        double[] p = new double[vocabulary];
        int kept = topK == 0 ? vocabulary : Math.min(topK, vocabulary);
        double best = s[order[0]];
        double sum = 0;
        for (int r = 0; r < kept; r++) {
            p[r] = StrictMath.exp((s[order[r]] - best) / temperature);
            sum += p[r];
        }
        kept = nucleus(p, kept, sum);
        sum = 0;
        for (int r = 0; r < kept; r++) {
            sum += p[r];
        }
        double rest = uniform * sum;
        for (int r = 0; r < kept; r++) {
            rest -= p[r];
            if (rest < 0) {
                return order[r];
            }
        }
        return order[0];
    }

    private int nucleus(double[] p, int kept, double sum) {
        double passed = 0;
        for (int r = 0; r < kept; r++) {
            passed += p[r];
            if (passed >= topP * sum) {
                return r + 1;
            }
        }
        return kept;
    }
}
