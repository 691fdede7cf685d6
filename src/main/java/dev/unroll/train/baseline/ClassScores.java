package dev.unroll.train.baseline;

import java.util.Arrays;

/** How likely each class is, as logarithms up to a constant; a class that was never seen is out of the question. */
final class ClassScores {
    private final double[] nats;

    private ClassScores(double[] nats) {
        this.nats = nats;
    }

    /** By nothing but how often each class was seen. */
    static ClassScores ofCounts(long[] counts) {
        double[] nats = new double[counts.length];
        Arrays.setAll(nats, k -> counts[k] == 0 ? Double.NEGATIVE_INFINITY : StrictMath.log((double) counts[k]));
        return new ClassScores(nats);
    }

    /** The class that was seen most often; of equals the first. */
    static int mostFrequent(long[] counts) {
        int best = 0;
        for (int k = 1; k < counts.length; k++) {
            best = counts[k] > counts[best] ? k : best;
        }
        return best;
    }

    /** Multiplies the probability of a class. */
    void add(int label, double logarithm) {
        nats[label] += logarithm;
    }

    /** The likeliest class; of equals the first. */
    int best() {
        int best = 0;
        for (int k = 1; k < nats.length; k++) {
            best = nats[k] > nats[best] ? k : best;
        }
        return best;
    }
}
