package dev.unroll.optim;

import java.util.List;

/**
 * Applies the averaged difference of several local steps: Nesterov momentum with the difference in the gradient's place
 * (DiLoCo, arXiv:2311.08105). Rate 1 with momentum 0 adds the difference, which is plain averaging of the workers'
 * weights.
 */
public final class OuterOptimizer {
    /*
     * d = sum_k weight_k (w_k - w) / sum_k weight_k
     * v = mu v + d
     * w += rate (d + mu v)
     *
     * Memory: 4 bytes per weight with momentum, none without; 10 M weights: 40 MB.
     */
    private final float rate;
    private final float momentum;
    private final float[][] state;

    /**
     * @param rate {@code train.sync.outer-rate}
     * @param momentum {@code train.sync.outer-momentum}
     * @param size number of weights
     */
    public OuterOptimizer(double rate, double momentum, int size) {
        this.rate = (float) rate;
        this.momentum = (float) momentum;
        this.state = momentum == 0 ? new float[0][] : new float[][] {new float[size]};
    }

    /**
     * One round.
     *
     * @param weights those the workers started from; changed in place
     * @param difference the weighted mean of (worker's weights - weights); left as it is
     */
    public void step(float[] weights, float[] difference) {
        if (state.length == 0) {
            plain(weights, difference);
        } else {
            nesterov(weights, difference);
        }
    }

    private void plain(float[] w, float[] d) {
        float r = rate;
        for (int i = 0; i < w.length; i++) {
            w[i] = Math.fma(r, d[i], w[i]);
        }
    }

    private void nesterov(float[] w, float[] d) {
        float[] v = state[0];
        float r = rate;
        float mu = momentum;
        for (int i = 0; i < w.length; i++) {
            float velocity = Tiny.flush(Math.fma(mu, v[i], d[i]));
            v[i] = velocity;
            w[i] = Math.fma(r, Math.fma(mu, velocity, d[i]), w[i]);
        }
    }

    /** Names of the arrays of {@link #state}, in its order. */
    public List<String> stateNames() {
        return state.length == 0 ? List.of() : List.of("velocity");
    }

    /** The live arrays, as long as the weights: what a checkpoint stores. Empty without momentum. */
    public float[][] state() {
        return state.clone();
    }
}
