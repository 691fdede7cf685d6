package dev.unroll.cli;

import dev.unroll.spec.OptimizerSpec;
import dev.unroll.spec.SyncSpec;
import dev.unroll.spec.TrainSpec;
import dev.unroll.spec.UsageException;

/**
 * What the driver holds of a training at the very least.
 *
 * @implNote With P weights, W workers, and m moments of the optimizer (adam 2, momentum 1):
 *
 * <pre>
 *   state     4 P (1 + m + outer momentum + average + best)
 *   round     4 P (1 + m where they are averaged)              the broadcast copy
 *   results   4 P (1 + m where they are averaged) (log2 W + min(W, slots))
 * </pre>
 *
 * Of the results at most log2 W wait for their sibling while others arrive. 10 M weights, adam, 64 workers on 64 slots: 3 GB.
 */
final class DriverMemory {
    private final TrainSpec spec;
    private final long weights;

    DriverMemory(TrainSpec spec, long weights) {
        this.spec = spec;
        this.weights = weights;
    }

    /** Bytes, with so many tasks at once. */
    long bytes(int slots) {
        boolean adam = spec.optimizer().kind() != OptimizerSpec.Kind.SGD;
        long moments = adam ? 2 : spec.optimizer().momentum() > 0 ? 1 : 0;
        boolean travel = spec.sync().localSteps() > 1 && spec.sync().innerState() == SyncSpec.InnerState.AVERAGE;
        long outer = spec.sync().outerMomentum() > 0 ? 1 : 0;
        long average = spec.ema() > 0 ? 1 : 0;
        long state = 2 + moments + outer + average;
        long each = 1 + (travel ? moments : 0);
        long waiting = 64L - Long.numberOfLeadingZeros(spec.workers() - 1L);
        return 4 * weights * (state + each * (1 + waiting + Math.min(slots, spec.workers())));
    }

    /** Refuses a training that cannot fit. */
    void check(int slots, long heap) {
        long needed = bytes(slots);
        if (needed > heap) {
            throw new UsageException(
                    "driver memory is too small: needed=" + (needed >> 20) + "MB heap=" + (heap >> 20) + "MB",
                    "give the driver more with --driver-memory before the command, or take a smaller network");
        }
    }
}
