/**
 * Files in the formats of their fields, read one record after the other.
 *
 * <p>A {@link dev.unroll.data.format.Format} is a reader's settings; {@link dev.unroll.data.format.Format#open} makes of an
 * {@link dev.unroll.data.format.Input} (unpacked bytes and the name of their charset) an
 * {@link dev.unroll.data.format.ExampleReader}, which gives a {@link dev.unroll.data.Found} when asked for one. No reader holds more
 * than a record, and each has a bound on what may be one. Bad records are found like good ones, as
 * {@link dev.unroll.data.Rejected} with their place; what is passed over or mended without being a record is counted.
 *
 * <p><b>Labels of words.</b> {@link dev.unroll.data.format.ConllReader}, whose labels follow a
 * {@link dev.unroll.data.format.TagScheme}, and {@link dev.unroll.data.format.ConlluReader}.
 *
 * <p><b>Labels of texts.</b> In a column ({@link dev.unroll.data.format.LabelledLines}), in the name of the file
 * ({@link dev.unroll.data.format.ClassFiles}), in a second file ({@link dev.unroll.data.format.LabelFile}).
 *
 * <p><b>Numbers.</b> {@link dev.unroll.data.format.SeriesReader} for {@code .ts}, {@link dev.unroll.data.format.FrameReader} for
 * CSV with a row for each step.
 *
 * <p><b>Music.</b> {@link dev.unroll.data.format.PianoRollReader} for JSON, which {@link dev.unroll.data.format.PianoRollWriter} writes,
 * {@link dev.unroll.data.format.TuneReader} for ABC.
 *
 * <p><b>Sequences.</b> {@link dev.unroll.data.format.FastaReader}, in windows if wanted, and
 * {@link dev.unroll.data.format.FastqReader}. {@link dev.unroll.data.format.Annotations} reads GFF3 and BED into
 * {@link dev.unroll.data.format.Feature}s; a {@link dev.unroll.data.format.FeatureCollector} holds them against the sequences and makes
 * {@link dev.unroll.data.format.BaseLabels} of them, which a reader of FASTA gives to its windows. A
 * {@link dev.unroll.data.format.Region} counts from 0 with the end left out, positions in messages count from 1.
 *
 * <p><b>The way out.</b> {@link dev.unroll.data.format.ConllWriter} puts what is said of words beside them. For sequences a
 * {@link dev.unroll.data.format.Stitcher} takes windows with what is said of them and hands each base out once: to a
 * {@link dev.unroll.data.format.BedGraphWriter}, or to a {@link dev.unroll.data.format.SegmentFinder}, which knows from
 * {@link dev.unroll.data.format.SegmentClasses} what labels mean and hands {@link dev.unroll.data.format.Segment}s to a
 * {@link dev.unroll.data.format.Gff3Writer} or a {@link dev.unroll.data.format.BedWriter}. {@link
 * dev.unroll.data.format.ReverseComplement} says what units and labels become on the other strand.
 *
 * <p><b>No files.</b> {@link dev.unroll.data.format.Synthetic} makes the records of a {@link dev.unroll.data.format.Puzzle}: adding,
 * copying, looking ahead.
 *
 * <p><b>Word vectors.</b> {@link dev.unroll.data.format.VectorFile}, of which only those of a vocabulary are kept.
 *
 * <p>Shared beneath them: {@link dev.unroll.data.format.Characters} decodes, {@link dev.unroll.data.format.Lines} cuts,
 * {@link dev.unroll.data.format.Separator}, {@link dev.unroll.data.format.Decimal}, {@link dev.unroll.data.format.LabelMap} and
 * {@link dev.unroll.data.format.Answers} read fields.
 *
 * <p><b>Why htsjdk reads none of it.</b> It ends with an exception where these files are only a little unusual, and cannot go on
 * behind it. FASTA: it holds a whole contig, refuses headers of 4,096 letters, comments, and a sequence before the first
 * header, and takes GenBank's numbers for letters. FASTQ: it knows reads of four lines only. GFF3 and BED: see
 * {@link dev.unroll.data.format.Gff3Rows} and {@link dev.unroll.data.format.BedRows}. The tests hold both against it on rows that
 * it takes.
 */
package dev.unroll.data.format;
