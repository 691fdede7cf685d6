package dev.unroll.optim;

import dev.unroll.spec.OptimizerSpec;
import java.util.List;

/**
 * Gradient descent with optional momentum (Polyak 1964) or Nesterov momentum in the form of Sutskever et al. 2013, as
 * most libraries write it: the velocity holds gradients, the rate stands outside.
 */
public final class Sgd implements Optimizer {
    /*
     * d = g + lambda w          lambda: weight decay, coupled
     * v = mu v + d              mu: momentum
     * w -= rate d               mu = 0
     * w -= rate v               momentum
     * w -= rate (d + mu v)      Nesterov
     *
     * Memory: 4 bytes per weight with momentum, none without; 10 M weights: 40 MB.
     */
    private final float momentum;
    private final boolean nesterov;
    private final float decay;
    private final float[][] state;
    private long steps;

    Sgd(OptimizerSpec spec, int size) {
        this.momentum = (float) spec.momentum();
        this.nesterov = spec.nesterov();
        this.decay = (float) spec.weightDecay();
        this.state = spec.momentum() == 0 ? new float[0][] : new float[][] {new float[size]};
    }

    @Override
    public void step(float[] weights, float[] gradient, double rate) {
        float minusRate = (float) -rate;
        if (state.length == 0) {
            plain(weights, gradient, minusRate);
        } else if (nesterov) {
            nesterov(weights, gradient, minusRate);
        } else {
            heavyBall(weights, gradient, minusRate);
        }
        steps++;
    }

    private void plain(float[] w, float[] g, float minusRate) {
        float lambda = decay;
        for (int i = 0; i < w.length; i++) {
            float d = Math.fma(lambda, w[i], g[i]);
            w[i] = Math.fma(minusRate, d, w[i]);
        }
    }

    private void heavyBall(float[] w, float[] g, float minusRate) {
        float[] v = state[0];
        float lambda = decay;
        float mu = momentum;
        for (int i = 0; i < w.length; i++) {
            float d = Math.fma(lambda, w[i], g[i]);
            float velocity = Tiny.flush(Math.fma(mu, v[i], d));
            v[i] = velocity;
            w[i] = Math.fma(minusRate, velocity, w[i]);
        }
    }

    private void nesterov(float[] w, float[] g, float minusRate) {
        float[] v = state[0];
        float lambda = decay;
        float mu = momentum;
        for (int i = 0; i < w.length; i++) {
            float d = Math.fma(lambda, w[i], g[i]);
            float velocity = Tiny.flush(Math.fma(mu, v[i], d));
            v[i] = velocity;
            w[i] = Math.fma(minusRate, Math.fma(mu, velocity, d), w[i]);
        }
    }

    @Override
    public List<String> stateNames() {
        return state.length == 0 ? List.of() : List.of("velocity");
    }

    @Override
    public float[][] state() {
        return state.clone();
    }

    @Override
    public long steps() {
        return steps;
    }

    @Override
    public void setSteps(long steps) {
        this.steps = steps;
    }
}
