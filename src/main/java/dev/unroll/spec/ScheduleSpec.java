package dev.unroll.spec;

import java.io.Serializable;

/**
 * The learning rate as a function of units seen.
 *
 * @param kind {@code train.schedule}
 * @param rate {@code train.rate}, the rate after warm-up
 * @param warmUpUnits {@code train.warm-up}, linear from 0 over so many units
 * @param factor {@code train.schedule.factor}: step and plateau multiply the rate by it
 * @param everyEpochs {@code train.schedule.every}: step lowers the rate after each so many epochs, from {@code after} on
 * @param afterEpochs {@code train.schedule.after}: step keeps the full rate for so many epochs
 * @param finalRate {@code train.schedule.final}: cosine ends at rate * final
 * @param patience {@code train.schedule.patience}: evaluations without improvement before plateau lowers the rate
 */
public record ScheduleSpec(
        Kind kind,
        double rate,
        long warmUpUnits,
        double factor,
        double everyEpochs,
        double afterEpochs,
        double finalRate,
        int patience)
        implements Serializable {
    /** The curve's family. */
    public enum Kind {
        /** The full rate. */
        CONSTANT,
        /** Lowered after so many epochs. */
        STEP,
        /** Half a cosine from the full rate to its end. */
        COSINE,
        /** Lowered when the validation metric stands still. */
        PLATEAU
    }

    /** Checks each value by itself, and that no curve is given the settings of another. */
    public ScheduleSpec {
        Rule.range(Keys.TRAIN_RATE, rate, rate > 0 && rate <= 1e6);
        Rule.range(Keys.TRAIN_WARM_UP, warmUpUnits, warmUpUnits >= 0);
        Rule.range(Keys.TRAIN_SCHEDULE_FACTOR, factor, factor > 0 && factor < 1);
        Rule.range(Keys.TRAIN_SCHEDULE_EVERY, everyEpochs, everyEpochs > 0);
        Rule.range(Keys.TRAIN_SCHEDULE_AFTER, afterEpochs, afterEpochs >= 0);
        Rule.range(Keys.TRAIN_SCHEDULE_FINAL, finalRate, finalRate >= 0 && finalRate <= 1);
        Rule.range(Keys.TRAIN_SCHEDULE_PATIENCE, patience, patience >= 0);
        boolean step = kind == Kind.STEP;
        boolean plateau = kind == Kind.PLATEAU;
        Rule.used(
                Keys.TRAIN_SCHEDULE_FACTOR, factor, step || plateau, "it is for train.schedule=step and plateau only");
        Rule.used(Keys.TRAIN_SCHEDULE_EVERY, everyEpochs, step, "it is for train.schedule=step only");
        Rule.used(Keys.TRAIN_SCHEDULE_AFTER, afterEpochs, step, "it is for train.schedule=step only");
        Rule.used(Keys.TRAIN_SCHEDULE_FINAL, finalRate, kind == Kind.COSINE, "it is for train.schedule=cosine only");
        Rule.used(Keys.TRAIN_SCHEDULE_PATIENCE, patience, plateau, "it is for train.schedule=plateau only");
    }
}
