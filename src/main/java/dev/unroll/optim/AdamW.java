package dev.unroll.optim;

import dev.unroll.spec.OptimizerSpec;
import java.util.List;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, arXiv:1711.05101, algorithm 2): {@code w -= rate lambda w},
 * then Adam's step.
 */
public final class AdamW implements Optimizer {
    private final double decay;
    private final Adam adam;

    AdamW(OptimizerSpec spec, int size) {
        this.decay = spec.weightDecay();
        this.adam = new Adam(spec, 0, size);
    }

    @Override
    public void step(float[] weights, float[] gradient, double rate) {
        float keep = (float) (1 - rate * decay);
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= keep;
        }
        adam.step(weights, gradient, rate);
    }

    @Override
    public List<String> stateNames() {
        return adam.stateNames();
    }

    @Override
    public float[][] state() {
        return adam.state();
    }

    @Override
    public long steps() {
        return adam.steps();
    }

    @Override
    public void setSteps(long steps) {
        adam.setSteps(steps);
    }
}
