package dev.unroll.train;

import java.util.List;

/** Runs the workers' parts of a round somewhere: the seam behind which Spark is. */
public interface Rounds {
    /**
     * Runs all parts and folds what they return.
     *
     * @param round what the workers share
     * @param parts one for each worker that has something to do, in worker order
     */
    Outcome run(Worker.Round round, List<Worker.Part> parts);

    /**
     * A finished round.
     *
     * @param sum over all workers
     * @param carries state of each worker, by worker number; empty where there is none
     * @param faults what was not finite, one for each worker concerned
     */
    record Outcome(GradientSum sum, byte[][] carries, List<Fault> faults) {}

    /**
     * A worker whose part was not finite.
     *
     * @param worker its number
     * @param what the shard, the loss, the slot, as name=value words
     */
    record Fault(int worker, String what) {
        @Override
        public String toString() {
            return "worker=" + worker + " " + what;
        }
    }
}
