package dev.unroll.spec;

import java.io.Serializable;

/**
 * How logical workers come together: {@code train.sync.*}.
 *
 * @param localSteps {@code train.sync.local-steps}: mini-batches of a worker in a round; 1 = gradients are averaged, more =
 *     each worker steps by itself and the differences are averaged
 * @param outerRate {@code train.sync.outer-rate}: rate of the outer step on the averaged difference
 * @param outerMomentum {@code train.sync.outer-momentum}: Nesterov momentum of the outer step
 * @param innerState {@code train.sync.inner-state}
 */
public record SyncSpec(int localSteps, double outerRate, double outerMomentum, InnerState innerState)
        implements Serializable {
    /** What becomes of the inner optimizer's moments at the end of a round with several local steps. */
    public enum InnerState {
        /** They are averaged like the weights. */
        AVERAGE,
        /** They begin at zero in each round. */
        RESET
    }

    /** Checks each value by itself, and that nothing is said of local steps where there are none. */
    public SyncSpec {
        Rule.range(Keys.TRAIN_SYNC_LOCAL_STEPS, localSteps, localSteps >= 1);
        Rule.range(Keys.TRAIN_SYNC_OUTER_RATE, outerRate, outerRate > 0 && outerRate <= 10);
        Rule.range(Keys.TRAIN_SYNC_OUTER_MOMENTUM, outerMomentum, outerMomentum >= 0 && outerMomentum < 1);
        boolean several = localSteps > 1;
        String hint = "it is for several local steps: set train.sync.local-steps from 2 on, or leave it out";
        Rule.used(Keys.TRAIN_SYNC_OUTER_RATE, outerRate, several, hint);
        Rule.used(Keys.TRAIN_SYNC_OUTER_MOMENTUM, outerMomentum, several, hint);
        Rule.used(Keys.TRAIN_SYNC_INNER_STATE, Words.of(innerState), several, hint);
    }
}
