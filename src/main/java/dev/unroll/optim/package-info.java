/**
 * From an averaged gradient to new weights, over one flat array.
 *
 * <p>A step has a fixed order: the caller divides the summed gradient by the summed weight of its terms, then
 * {@link dev.unroll.optim.Clip#firstNonFinite} refuses, {@link dev.unroll.optim.Clip#byValue} and
 * {@link dev.unroll.optim.Clip#byNorm} clip, {@link dev.unroll.optim.RateSchedule} times
 * {@link dev.unroll.optim.Plateau#factor} gives the rate, and an {@link dev.unroll.optim.Optimizer} steps (AdamW decays
 * first). With several local steps per round, {@link dev.unroll.optim.OuterOptimizer} applies the averaged difference.
 * {@link dev.unroll.optim.WeightAverage} follows the weights round by round.
 *
 * <p>Everything here is dense: a row whose gradient is zero still decays and still moves by its momentum. All state is
 * explicit, in arrays as long as the weights and a few numbers, so that a checkpoint can hold it and a round can
 * average it. Sums follow one fixed shape and every element is computed alone, so vectorisation cannot change a bit.
 */
package dev.unroll.optim;
