package dev.unroll.nn;

/**
 * The likeliest sequence of labels of each lane (Viterbi 1967).
 *
 * @implNote
 *
 * <pre>
 *   delta_1(j) = f(j) + s_1(j)
 *   delta_t(j) = s_t(j) + max_i (delta_t-1(i) + A(i, j)),   from_t(j) = that i, the lowest among equals
 *   y_T        = the j with the largest delta_T(j) + g(j),  the lowest among equals
 *   y_t-1      = from_t(y_t)
 * </pre>
 */
final class Viterbi {
    private final Lattice.Parts parts;
    private final int[] from; // (R, K)
    private double[] delta;
    private double[] next;

    private Viterbi(Lattice.Parts parts) {
        this.parts = parts;
        from = new int[parts.batch().rows() * parts.labels()];
        delta = new double[parts.labels()];
        next = new double[parts.labels()];
    }

    /** Fills labels (R). */
    static void run(Lattice.Parts parts, int[] labels) {
        Viterbi viterbi = new Viterbi(parts);
        for (int n = 0; n < parts.batch().lanes(); n++) {
            viterbi.forward(n);
            viterbi.backward(n, labels);
        }
    }

    private void forward(int n) {
        int labels = parts.labels();
        double[] transitions = parts.chain().next();
        for (int t = 0; t < parts.lengths()[n]; t++) {
            int at = parts.at(t, n);
            for (int j = 0; j < labels; j++) {
                int best = 0;
                for (int i = 1; i < labels && t > 0; i++) {
                    boolean better =
                            delta[i] + transitions[i * labels + j] > delta[best] + transitions[best * labels + j];
                    best = better ? i : best;
                }
                from[at + j] = best;
                double reached = t == 0 ? parts.chain().first()[j] : delta[best] + transitions[best * labels + j];
                next[j] = reached + parts.scores()[at + j];
            }
            double[] before = delta;
            delta = next;
            next = before;
        }
    }

    private void backward(int n, int[] labels) {
        double[] last = parts.chain().last();
        int best = 0;
        for (int j = 1; j < parts.labels(); j++) {
            best = delta[j] + last[j] > delta[best] + last[best] ? j : best;
        }
        for (int t = parts.lengths()[n] - 1; t >= 0; t--) {
            labels[parts.batch().offset(t) + n] = best;
            best = from[parts.at(t, n) + best];
        }
    }
}
