/**
 * Figures of classifiers, taggers and regressors, added up wherever the rows are.
 *
 * <p>Every metric has the same shape: it begins empty, rows are {@code add}ed, others are {@code merge}d into it, {@code toBytes} and
 * {@code fromBytes} carry it from a task to the driver, and only then is it read; {@code byName} gives the figures that
 * {@code evaluate --json} prints. A task fills one per shard, the driver merges them in the order of shards. Counts are 64-bit integers
 * and the same in any grouping; where there are sums of doubles ({@link dev.unroll.train.metrics.RegressionFigures},
 * {@link dev.unroll.train.metrics.StepLoss}, the sums of a bootstrap), shards and their order fix every bit.
 *
 * <p>For one class per row: {@link dev.unroll.train.metrics.ConfusionMatrix} (accuracy, F1, MCC; per base of a genome, too),
 * {@link dev.unroll.train.metrics.ClassCounts} (the same without its cells, where classes are many or may be said together),
 * {@link dev.unroll.train.metrics.RankedScores} (areas under ROC and precision-recall curves),
 * {@link dev.unroll.train.metrics.Calibration} (is 0.9 right nine times in ten?). For what spans rows:
 * {@link dev.unroll.train.metrics.EntitySpans} finds named entities in labels, {@link dev.unroll.train.metrics.EntityScores} counts them,
 * {@link dev.unroll.train.metrics.Segments} does the same for runs of a genome; both count {@link dev.unroll.train.metrics.Matches}. For
 * numbers: {@code RegressionFigures}. For piano rolls: {@code StepLoss}. {@link dev.unroll.train.metrics.Bootstrap} puts an interval
 * around any figure of the counters that these hand out.
 *
 * <p>0/0 is 0 where rows were seen (a class that never occurs has F1 0), and NaN where none were.
 */
@NullMarked
package dev.unroll.train.metrics;

import org.jspecify.annotations.NullMarked;
