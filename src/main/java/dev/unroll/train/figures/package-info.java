/**
 * The figures of every task that is no language model over units: filled where the records are, merged on the driver, read once.
 *
 * <p>{@link dev.unroll.train.figures.FigureRules} say what is measured and travel to the tasks. A task makes
 * {@link dev.unroll.train.figures.Figures} of them for each shard, adds what the network says of its mini-batches, and sends bytes back;
 * the driver merges those in the order of shards. What comes out is a {@link dev.unroll.train.figures.Result}.
 *
 * <p>Inside, each record is a {@link dev.unroll.train.figures.Lane} with its rows (its steps, or itself), and a
 * {@link dev.unroll.train.figures.Part} knows the figures of one kind of answer: {@link dev.unroll.train.figures.OneClass},
 * {@link dev.unroll.train.figures.AnyClass}, {@link dev.unroll.train.figures.Numbers}, {@link dev.unroll.train.figures.NextVectors}.
 * One class of several may have two more: {@link dev.unroll.train.figures.Chunks} of steps and a
 * {@link dev.unroll.train.figures.PositiveClass}. The arithmetic is that of {@link dev.unroll.train.metrics}.
 *
 * <p>Bases of genomes come as {@link dev.unroll.train.figures.MeasuredBases}, in their order, whatever windows they were read in: they are
 * measured in blocks, and their segments ({@link dev.unroll.train.figures.SegmentFigures}) beside them.
 *
 * <p>Baselines, which only decide but for the probabilities of vectors, are measured by the same rules through
 * {@link dev.unroll.train.figures.Decisions}.
 *
 * <p>A row without a label counts nowhere. A label that was not in the training part can be said by no network: its row has no loss and
 * is wrong.
 */
@NullMarked
package dev.unroll.train.figures;

import org.jspecify.annotations.NullMarked;
