/**
 * What a network has to beat: trivial models, fitted on the training split and measured on the same validation split.
 *
 * <p>{@link dev.unroll.train.baseline.WittenBell} gives the loss of interpolated n-grams for every context length at
 * once, {@link dev.unroll.train.baseline.NGramFigures} are the figures that go into the model directory; the counts do
 * not.
 */
package dev.unroll.train.baseline;
