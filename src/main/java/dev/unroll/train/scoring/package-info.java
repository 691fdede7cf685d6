/**
 * What a trained network says of records, without Spark.
 *
 * <p>{@link dev.unroll.train.scoring.ExampleScorer} takes some records and gives a {@link dev.unroll.data.Prediction} for each, in
 * their order; {@link dev.unroll.train.scoring.ScoredRecords} does it for any number of them, a piece at a time. A prediction has the
 * same bits whatever pieces there are and whatever else is in them.
 *
 * <p>{@link dev.unroll.train.scoring.VectorScorer} gives the log-probabilities of records of vectors, of which nothing else is said.
 *
 * <p>Where predictions become files of their field, {@code dev.unroll.data.format} goes on: {@link
 * dev.unroll.data.format.ConllWriter} for sentences, {@link dev.unroll.data.format.Stitcher} for windows of sequences.
 */
@NullMarked
package dev.unroll.train.scoring;

import org.jspecify.annotations.NullMarked;
