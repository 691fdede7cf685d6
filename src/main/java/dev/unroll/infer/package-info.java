/**
 * Using a trained network: {@link dev.unroll.infer.Sampler} draws new sequences, {@link dev.unroll.infer.Draw} picks one unit from a
 * softmax, {@link dev.unroll.infer.VectorSampler} draws vectors; {@link dev.unroll.infer.SequenceScorer} gives the log-probabilities of whole sequences; {@link dev.unroll.infer.FlowMeasure} says how
 * far back its losses reach.
 */
@NullMarked
package dev.unroll.infer;

import org.jspecify.annotations.NullMarked;
