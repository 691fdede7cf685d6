/**
 * Training, without Spark.
 *
 * <p>A round in reading order: {@link dev.unroll.train.Training} plans it and gives it to {@link dev.unroll.train.Rounds}; each logical
 * worker's part is computed by {@link dev.unroll.train.Worker}, wherever that may be; the sums meet in {@link dev.unroll.train.Fold};
 * the driver divides once, clips, steps. {@link dev.unroll.train.LocalRounds} runs the same round in threads of this JVM.
 *
 * <p>Nothing here reads a clock, a hash order or a thread order on its way to the weights: the number of threads or executors decides
 * when a sum is formed, never which.
 */
@NullMarked
package dev.unroll.train;

import org.jspecify.annotations.NullMarked;
