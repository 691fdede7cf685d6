/**
 * What a network has to beat: trivial models, fitted on the training split and measured on the same validation split.
 *
 * <p><b>Language models.</b> {@link dev.unroll.train.baseline.WittenBell} gives the loss of interpolated n-grams for every context
 * length at once, {@link dev.unroll.train.baseline.NGramFigures} are the figures that go into the model directory; the counts do not.
 *
 * <p><b>Labelled records.</b> A {@link dev.unroll.train.baseline.Baseline} is fitted record by record and then says of a record what a
 * network would, so that both go through the same metrics. {@link dev.unroll.train.baseline.BaselineChoice} knows which ones suit a task,
 * {@link dev.unroll.train.baseline.Fitting} shows them the first shards of the training part:
 *
 * <pre>{@code
 * List<Baseline> baselines = BaselineChoice.of(says, labels, vocabulary, widths);
 * Fitting fitting = new Fitting(baselines, evaluate.baselineUnits());
 * for (int s = 0; s < shards && fitting.add(shard(s)); s++) {}
 * Targets said = baselines.get(0).predict(heldOut, record);
 * }</pre>
 *
 * <p>For classes {@link dev.unroll.train.baseline.Majority}, or {@link dev.unroll.train.baseline.MajorityOfEach} where they do not exclude
 * each other; of texts {@link dev.unroll.train.baseline.NaiveBayes}, of windows of DNA
 * {@link dev.unroll.train.baseline.PositionalNaiveBayes}, of numbers {@link dev.unroll.train.baseline.GaussianNaiveBayes}, of words
 * {@link dev.unroll.train.baseline.MostFrequentTag} and {@link dev.unroll.train.baseline.MemorisedEntities}, of bases
 * {@link dev.unroll.train.baseline.CodingRule} over {@link dev.unroll.train.baseline.OpenReadingFrames}. For numbers
 * {@link dev.unroll.train.baseline.MeanPrediction}, for vectors {@link dev.unroll.train.baseline.VectorFrequency} and
 * {@link dev.unroll.train.baseline.VectorPersistence}. {@link dev.unroll.train.baseline.Persistence} needs the truth and is an oracle.
 */
package dev.unroll.train.baseline;
