/**
 * The slow, obvious, double-precision twin of {@link dev.unroll.nn}: oracle of the tests and engine of {@code gradcheck}.
 *
 * <p>{@link dev.unroll.check.DoubleNetwork} computes the loss one lane, one step, one unit at a time, straight from the equations.
 * {@link dev.unroll.check.DoublePooling} and {@link dev.unroll.check.DoubleHead} are its end where a record has one answer, and its loss.
 * A {@link dev.unroll.check.Nudge} changes one number of a state on the way.
 * {@link dev.unroll.check.DoubleSpelling} reads the characters of a word.
 * {@link dev.unroll.check.GradientCheck} differentiates it numerically and holds the result against the gradient of
 * {@link dev.unroll.nn.Network}.
 */
@NullMarked
package dev.unroll.check;

import org.jspecify.annotations.NullMarked;
