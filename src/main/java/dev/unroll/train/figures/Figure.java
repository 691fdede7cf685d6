package dev.unroll.train.figures;

import dev.unroll.train.metrics.Bootstrap.Interval;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A figure.
 *
 * @param name as in JSON
 * @param value NaN where there is nothing to measure
 * @param interval how far it would move with other records of the same kind; null where that is not known
 */
public record Figure(String name, double value, @Nullable Interval interval) {
    private static final Set<String> LESS_IS_BETTER = Set.of(
            "bits", "calibration_error", "loss", "mae", "nats", "nll_per_piece", "nll_per_step", "perplexity", "rmse");

    /** Whether less is better in the figure of this name. */
    public static boolean lessIsBetter(String name) {
        return LESS_IS_BETTER.contains(name);
    }
}
