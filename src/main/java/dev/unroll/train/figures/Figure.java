package dev.unroll.train.figures;

import dev.unroll.train.metrics.Bootstrap.Interval;
import org.jspecify.annotations.Nullable;

/**
 * A figure.
 *
 * @param name as in JSON
 * @param value NaN where there is nothing to measure
 * @param interval how far it would move with other records of the same kind; null where that is not known
 */
public record Figure(String name, double value, @Nullable Interval interval) {}
