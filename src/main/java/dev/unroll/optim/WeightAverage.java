package dev.unroll.optim;

/**
 * The exponential moving average of the weights, one addition per round, free of the starting point: the average of the
 * weights after rounds 1..n in which round r counts in proportion to decay^(n-r).
 */
public final class WeightAverage {
    /*
     * e_n = decay e_{n-1} + (1 - decay) w_n from e_0 = 0, corrected as e_n / (1 - decay^n), is
     * a_n = a_{n-1} + k_n (w_n - a_{n-1}) with k_n = (1 - decay) / (1 - decay^n), k_1 = 1.
     * The second form is what is stored, so that reading it costs nothing.
     *
     * Memory: 4 bytes per weight; 10 M weights: 40 MB.
     */
    private final double decay;
    private final float[] average;
    private long rounds;

    /**
     * @param decay within [0, 1)
     * @param size number of weights
     */
    public WeightAverage(double decay, int size) {
        this.decay = decay;
        this.average = new float[size];
    }

    /** Takes in the weights after a round. */
    public void add(float[] weights) {
        rounds++;
        float k = (float) ((1 - decay) / (1 - StrictMath.pow(decay, (double) rounds)));
        float[] a = average;
        for (int i = 0; i < a.length; i++) {
            a[i] = Math.fma(k, weights[i] - a[i], a[i]);
        }
    }

    /** The live average; zeros before the first round. */
    public float[] weights() {
        return average;
    }

    /** Rounds taken in. */
    public long rounds() {
        return rounds;
    }

    /** Says how many rounds the array of {@link #weights} stands for, after it was filled from a checkpoint. */
    public void setRounds(long rounds) {
        this.rounds = rounds;
    }
}
