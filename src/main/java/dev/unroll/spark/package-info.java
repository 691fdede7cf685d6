/**
 * The only package that knows Spark and Hadoop.
 *
 * <p>Towards the corpus: files and tables become shards, persisted RDD elements that never change. {@link dev.unroll.spark.Ingest} is
 * the door: streams of text, lines and rows as records, or labelled records. Towards training: {@link dev.unroll.spark.SparkRounds}
 * runs the workers' parts of a round as one small job over those shards, {@link dev.unroll.spark.SparkEvaluation} measures weights on
 * the validation shards by their loss, {@link dev.unroll.spark.SparkFigures} by the figures of the task, beside those of baselines.
 * With a finished model {@link dev.unroll.spark.LineScoring} scores texts, {@link dev.unroll.spark.ExampleScoring} says something of
 * records in tables, {@link dev.unroll.spark.SentenceScoring} and {@link dev.unroll.spark.GenomeScoring} in files of words and of bases.
 * Everything that decides a bit is in the packages below; here it is only carried to where the data are.
 */
@NullMarked
package dev.unroll.spark;

import org.jspecify.annotations.NullMarked;
