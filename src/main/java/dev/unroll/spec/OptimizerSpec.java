package dev.unroll.spec;

/**
 * The optimizer of {@code train.optimizer} and its settings.
 *
 * @param kind {@code train.optimizer}
 * @param momentum {@code train.momentum}, sgd only
 * @param nesterov {@code train.nesterov}, sgd with momentum only
 * @param weightDecay {@code train.weight-decay}: sgd and adam add it to the gradient, adamw decays decoupled
 * @param beta1 {@code train.beta1}
 * @param beta2 {@code train.beta2}
 * @param epsilon {@code train.epsilon}
 */
public record OptimizerSpec(
        Kind kind, double momentum, boolean nesterov, double weightDecay, double beta1, double beta2, double epsilon) {
    /** Which rule. */
    public enum Kind {
        SGD,
        ADAM,
        ADAMW
    }
}
