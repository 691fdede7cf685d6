/**
 * Using a trained network: {@link dev.unroll.infer.Sampler} draws new sequences, {@link dev.unroll.infer.Draw} picks one unit from a
 * softmax. Scoring needs no class of its own: it is {@link dev.unroll.nn.Network#score}.
 */
@NullMarked
package dev.unroll.infer;

import org.jspecify.annotations.NullMarked;
