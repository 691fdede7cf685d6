package dev.unroll.optim;

import dev.unroll.spec.OptimizerSpec;
import java.util.List;

/** Adam (Kingma and Ba, arXiv:1412.6980, algorithm 1); its weight decay is added to the gradient. */
public final class Adam implements Optimizer {
    /*
     * d = g + lambda w
     * m = b1 m + (1 - b1) d
     * v = b2 v + (1 - b2) d d
     * w -= rate m / (1 - b1^t) / (sqrt(v / (1 - b2^t)) + epsilon)
     *
     * The two corrections are formed in double once per step; each element then costs one division and one root.
     * Memory: 8 bytes per weight; 10 M weights: 80 MB.
     */
    private final double beta1;
    private final double beta2;
    private final float epsilon;
    private final float decay;
    private final float[][] state;
    private long steps;

    Adam(OptimizerSpec spec, int size) {
        this(spec, spec.weightDecay(), size);
    }

    Adam(OptimizerSpec spec, double coupledDecay, int size) {
        this.beta1 = spec.beta1();
        this.beta2 = spec.beta2();
        this.epsilon = (float) spec.epsilon();
        this.decay = (float) coupledDecay;
        this.state = new float[][] {new float[size], new float[size]};
    }

    @Override
    public void step(float[] weights, float[] gradient, double rate) {
        steps++;
        float minusRate = (float) (-rate / (1 - StrictMath.pow(beta1, (double) steps)));
        float rootScale = (float) (1 / Math.sqrt(1 - StrictMath.pow(beta2, (double) steps)));
        move(weights, gradient, minusRate, rootScale);
    }

    private void move(float[] w, float[] g, float minusRate, float rootScale) {
        float[] m = state[0];
        float[] v = state[1];
        float b1 = (float) beta1;
        float b2 = (float) beta2;
        float a1 = (float) (1 - beta1);
        float a2 = (float) (1 - beta2);
        float lambda = decay;
        float eps = epsilon;
        for (int i = 0; i < w.length; i++) {
            float d = Math.fma(lambda, w[i], g[i]);
            float first = Tiny.flush(Math.fma(b1, m[i], a1 * d));
            float second = Tiny.flush(Math.fma(b2, v[i], a2 * d * d));
            m[i] = first;
            v[i] = second;
            float root = Math.fma((float) Math.sqrt(second), rootScale, eps);
            w[i] = Math.fma(minusRate, first / root, w[i]);
        }
    }

    @Override
    public List<String> stateNames() {
        return List.of("first-moment", "second-moment");
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
