/**
 * Recurrent networks over whole sequences, forward and backward.
 *
 * <p>A tour, in reading order:
 *
 * <ol>
 *   <li>{@link dev.unroll.nn.Layout} names the slots of one flat weight array; gradients and moments share it.
 *   <li>{@link dev.unroll.nn.Lstm}, {@link dev.unroll.nn.Gru}, {@link dev.unroll.nn.GruSimple}, {@link dev.unroll.nn.Rnn}:
 *       the cells. Each {@link dev.unroll.nn.Scan} walks the time steps of one layer in one direction.
 *   <li>{@link dev.unroll.nn.Projection}: the input's share of the gates, which needs no walk: one product for all steps, or a
 *       gather where the input is a unit of a vocabulary.
 *   <li>{@link dev.unroll.nn.SpellingLayer} reads the characters of words, where units are words.
 *   <li>{@link dev.unroll.nn.Beginning}: what a record is written from, as the first input or the first states.
 *   <li>{@link dev.unroll.nn.Layers} stacks them, in one or two directions.
 *   <li>{@link dev.unroll.nn.Pooling}: one vector out of all steps, where a record has one answer.
 *   <li>{@link dev.unroll.nn.Head}: what is made of the scores of {@link dev.unroll.nn.OutputLayer}, the loss and its gradient in
 *       row blocks. {@link dev.unroll.nn.SoftmaxHead}, {@link dev.unroll.nn.SigmoidHead}, {@link dev.unroll.nn.LinearHead}, and
 *       {@link dev.unroll.nn.CrfHead} over its {@link dev.unroll.nn.Lattice}.
 *   <li>{@link dev.unroll.nn.Network} puts them together; {@link dev.unroll.nn.PackedNetwork} is its weights as the kernels
 *       want them; {@link dev.unroll.nn.Workspace} is its scratch; {@link dev.unroll.nn.Carry} the state between windows.
 *   <li>{@link dev.unroll.nn.GradientFlow} looks through a {@link dev.unroll.nn.Probe} at how far back a loss reaches;
 *       {@link dev.unroll.nn.FlowMeans} adds it up.
 * </ol>
 *
 * <p>Three roles, three kinds of type: what describes has no arrays, weights are one flat array, scratch belongs to the caller.
 * No class here has a field that remembers a sequence.
 *
 * <p>Shapes are written with the letters T steps, N lanes, R rows (real (step, lane) pairs, time-major), D input width, H
 * hidden, W width of what a head reads, G gates (of {@link dev.unroll.nn.Beginning} what is given), V vocabulary, K outputs, L layers.
 */
@NullMarked
package dev.unroll.nn;

import org.jspecify.annotations.NullMarked;
