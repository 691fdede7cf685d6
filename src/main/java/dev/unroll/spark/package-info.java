/**
 * The only package that knows Spark and Hadoop.
 *
 * <p>Towards the corpus: files and tables become shards, persisted RDD elements that never change. Towards training:
 * {@link dev.unroll.spark.SparkRounds} runs the workers' parts of a round as one small job over those shards,
 * {@link dev.unroll.spark.SparkEvaluation} measures weights on the validation shards. Everything that decides a bit is in the packages
 * below; here it is only carried to where the data are.
 */
@NullMarked
package dev.unroll.spark;

import org.jspecify.annotations.NullMarked;
