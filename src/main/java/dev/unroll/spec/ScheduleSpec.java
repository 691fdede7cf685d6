package dev.unroll.spec;

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
        int patience) {
    /** The curve's family. */
    public enum Kind {
        CONSTANT,
        STEP,
        COSINE,
        PLATEAU
    }
}
