package dev.unroll.spec;

import java.io.Serializable;

/**
 * The optimizer of {@code train.optimizer} and its settings.
 *
 * @param kind {@code train.optimizer}
 * @param momentum {@code train.momentum}, sgd only
 * @param nesterov {@code train.nesterov}, sgd with momentum only
 * @param weightDecay {@code train.weight-decay}: sgd and adam add it to the gradient, adamw decays decoupled
 * @param beta1 {@code train.beta1}, adam and adamw only, as the next two
 * @param beta2 {@code train.beta2}
 * @param epsilon {@code train.epsilon}
 */
public record OptimizerSpec(
        Kind kind, double momentum, boolean nesterov, double weightDecay, double beta1, double beta2, double epsilon)
        implements Serializable {
    /** Which rule. */
    public enum Kind {
        /** w -= rate * g, with momentum. */
        SGD,
        /** Kingma and Ba 2015. */
        ADAM,
        /** Loshchilov and Hutter 2019. */
        ADAMW
    }

    /** Checks each value by itself, and that no optimizer is given the settings of another. */
    public OptimizerSpec {
        Rule.range(Keys.TRAIN_MOMENTUM, momentum, momentum >= 0 && momentum < 1);
        Rule.range(Keys.TRAIN_WEIGHT_DECAY, weightDecay, weightDecay >= 0 && weightDecay <= 1);
        Rule.range(Keys.TRAIN_BETA1, beta1, beta1 >= 0 && beta1 < 1);
        Rule.range(Keys.TRAIN_BETA2, beta2, beta2 >= 0 && beta2 < 1);
        Rule.range(Keys.TRAIN_EPSILON, epsilon, epsilon > 0 && epsilon <= 1);
        Rule.agree(
                Keys.TRAIN_MOMENTUM,
                momentum,
                momentum == 0 || kind == Kind.SGD,
                "only train.optimizer=sgd has it; adam and adamw have train.beta1");
        Rule.agree(
                Keys.TRAIN_NESTEROV,
                nesterov,
                !nesterov || momentum > 0,
                "it looks ahead along the momentum: set train.momentum");
        boolean adam = kind != Kind.SGD;
        String hint = "only train.optimizer=adam and adamw have it; sgd has train.momentum";
        Rule.used(Keys.TRAIN_BETA1, beta1, adam, hint);
        Rule.used(Keys.TRAIN_BETA2, beta2, adam, hint);
        Rule.used(Keys.TRAIN_EPSILON, epsilon, adam, hint);
    }
}
