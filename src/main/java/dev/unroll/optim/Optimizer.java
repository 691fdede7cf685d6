package dev.unroll.optim;

import dev.unroll.spec.OptimizerSpec;
import java.util.List;

/**
 * A rule that moves the weights against an averaged, clipped gradient.
 *
 * <p>Its memory is open: {@link #state} are live arrays, each as long as the weights, and {@link #steps} counts the
 * steps taken, for bias correction. Copying both makes an exact twin.
 */
public sealed interface Optimizer permits Sgd, Adam, AdamW {
    /**
     * The optimizer of these settings with empty memory.
     *
     * @param size number of weights
     */
    static Optimizer of(OptimizerSpec spec, int size) {
        return switch (spec.kind()) {
            case SGD -> new Sgd(spec, size);
            case ADAM -> new Adam(spec, size);
            case ADAMW -> new AdamW(spec, size);
        };
    }

    /**
     * One step.
     *
     * @param weights changed in place
     * @param gradient of the mean objective, already divided and clipped; left as it is
     * @param rate learning rate of this step
     */
    void step(float[] weights, float[] gradient, double rate);

    /** Names of the arrays of {@link #state}, in its order. */
    List<String> stateNames();

    /** The live arrays: what a checkpoint stores and what local steps may average. Empty for plain gradient descent. */
    float[][] state();

    /** Steps taken since the memory was empty. */
    long steps();

    /** Says how many steps the arrays of {@link #state} stand for, after they were filled from elsewhere. */
    void setSteps(long steps);
}
