package dev.unroll.spark;

import dev.unroll.data.Example;
import dev.unroll.data.Found;
import dev.unroll.data.Preprocessing;
import dev.unroll.data.format.ExampleReader;
import dev.unroll.data.format.FastaReader;
import dev.unroll.data.format.Format;
import dev.unroll.data.format.Formats;
import dev.unroll.data.format.Input;
import dev.unroll.data.format.Region;
import dev.unroll.data.format.Stitcher;
import dev.unroll.spark.CorpusFiles.CorpusFile;
import dev.unroll.spec.Spec;
import dev.unroll.spec.UsageException;
import dev.unroll.train.scoring.ExampleScorer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.Partitioner;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.util.TaskCompletionListener;
import scala.Tuple2;

/**
 * Says something of each base in files of FASTA: a file of segments, or of probabilities, for each.
 *
 * <p>A first job counts windows, a task a file. A second one scores them, a task for some {@value #PIECE} bases, {@value #PIECES} tasks for
 * a file at most: reading a file from its beginning is so much cheaper than scoring that each task does so, however it is packed. What is
 * said goes to a task for each file, in order, and is written there. None of them holds more than some windows.
 */
public final class GenomeScoring implements AutoCloseable {
    private static final long PIECE = 1 << 22;
    private static final long PIECES = 64;

    private final JavaSparkContext context;
    private final Spec spec;
    private final Shipped<LabellingModel> model;

    GenomeScoring(JavaSparkContext context, Spec spec, Preprocessing learnt, float[] weights) {
        this.context = context;
        this.spec = spec;
        this.model = new Shipped<>(context, new LabellingModel(spec, learnt, weights));
    }

    /**
     * Scores the files behind a path.
     *
     * @param output where the files go; its format is how their names end
     * @param wanted what they hold
     */
    public ScoredFiles write(String key, String path, ScoreOutput output, GenomeOutput wanted) {
        Configuration configuration = context.hadoopConfiguration();
        CorpusFiles found = CorpusFiles.resolve(key, path, configuration);
        List<String> names = FileNames.distinct(
                found.files().stream().map(CorpusFile::path).toList(),
                name -> FileNames.withEnding(name, output.format()));
        OutputFiles written = new OutputFiles(output, configuration);
        TaskFiles files = new TaskFiles(found, spec.data(), configuration);
        Shipped<Work> work =
                new Shipped<>(context, new Work(files, Formats.of(spec), Formats.windows(spec), written, wanted));
        try {
            List<Integer> numbers = IntStream.range(0, names.size()).boxed().toList();
            List<byte[]> counted = context.parallelize(numbers, numbers.size())
                    .map(new Count(work))
                    .collect();
            List<long[]> pieces = pieces(counted, key + "=" + path);
            List<byte[]> answers = context.parallelize(pieces, pieces.size())
                    .flatMapToPair(new Score(work, model))
                    .repartitionAndSortWithinPartitions(new ByFile(names.size()))
                    .mapPartitionsWithIndex(new Write(work), false)
                    .collect();
            return ScoredFiles.publish(written, names, told(counted, answers), key + "=" + path);
        } finally {
            written.discard();
            work.destroy();
        }
    }

    private static List<long[]> pieces(List<byte[]> counted, String source) {
        List<long[]> pieces = new ArrayList<>();
        long all = 0;
        for (int file = 0; file < counted.size(); file++) {
            WrittenFile count = WrittenFile.of(counted.get(file));
            long windows = count.records();
            long wanted = Math.min(PIECES, Math.max(1, count.bases() / PIECE));
            for (long piece = 0; piece < wanted; piece++) {
                long first = piece * windows / wanted;
                pieces.add(new GenomePiece.Cut(file, first, (piece + 1) * windows / wanted).numbers());
            }
            all += windows;
        }
        ExampleScoring.requireRecords(all, source);
        return pieces;
    }

    /** What was counted, of what was written. */
    private static List<byte[]> told(List<byte[]> counted, List<byte[]> answers) {
        List<byte[]> told = new ArrayList<>();
        for (int file = 0; file < counted.size(); file++) {
            String draft = WrittenFile.of(answers.get(file)).draft();
            told.add(WrittenFile.of(counted.get(file)).as(draft).answer());
        }
        return told;
    }

    @Override
    public void close() {
        model.destroy();
    }

    /** What the tasks know. */
    private record Work(
            TaskFiles files, Format format, FastaReader.Settings windows, OutputFiles output, GenomeOutput wanted)
            implements Serializable {
        ExampleReader open(int file) throws IOException {
            return format.open(files.open(file));
        }
    }

    /** Windows of a file, their bases, and those that are rejected. */
    private static final class Count implements Function<Integer, byte[]> {
        private static final long serialVersionUID = 1L;

        private final Shipped<Work> work;

        Count(Shipped<Work> work) {
            this.work = work;
        }

        @Override
        public byte[] call(Integer file) throws IOException {
            FileTally tally = new FileTally();
            Work known = work.get();
            try (ExampleReader windows = known.open(file)) {
                while (windows.hasNext()) {
                    Found window = windows.next();
                    tally.add(window);
                    if (window instanceof Example example) {
                        tally.addBases(known.windows().region(example).length());
                    }
                }
            } catch (UsageException e) {
                return TaskAnswer.of(e);
            }
            return tally.of("").answer();
        }
    }

    private static final class Score implements PairFlatMapFunction<long[], Long, byte[]> {
        private static final long serialVersionUID = 1L;

        private final Shipped<Work> work;
        private final Shipped<LabellingModel> model;

        Score(Shipped<Work> work, Shipped<LabellingModel> model) {
            this.work = work;
            this.model = model;
        }

        @Override
        public Iterator<Tuple2<Long, byte[]>> call(long[] piece) throws IOException {
            GenomePiece.Cut cut = GenomePiece.Cut.of(piece);
            try {
                Work known = work.get();
                ExampleScorer scorer = model.get()
                        .scorer(known.wanted().needsAll() ? ExampleScorer.Detail.ALL : ExampleScorer.Detail.SAID);
                ExampleReader reader = known.open(cut.file());
                TaskContext.get().addTaskCompletionListener((TaskCompletionListener) ended -> close(reader));
                return new GenomePiece(cut, reader, known.windows(), scorer, known.wanted());
            } catch (UsageException e) {
                return List.of(new Tuple2<>(cut.key(cut.first()), TaskAnswer.of(e)))
                        .iterator();
            }
        }

        private static void close(ExampleReader reader) {
            try {
                reader.close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot close a file of sequences", e);
            }
        }
    }

    /** Sends the windows of a file to one partition. */
    private static final class ByFile extends Partitioner {
        private static final long serialVersionUID = 1L;

        private final int files;

        ByFile(int files) {
            this.files = files;
        }

        @Override
        public int numPartitions() {
            return files;
        }

        @Override
        public int getPartition(Object key) {
            return GenomePiece.Cut.file((Long) key);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof ByFile that && files == that.files;
        }

        @Override
        public int hashCode() {
            return files;
        }
    }

    private static final class Write implements Function2<Integer, Iterator<Tuple2<Long, byte[]>>, Iterator<byte[]>> {
        private static final long serialVersionUID = 1L;

        private final Shipped<Work> work;

        Write(Shipped<Work> work) {
            this.work = work;
        }

        @Override
        public Iterator<byte[]> call(Integer file, Iterator<Tuple2<Long, byte[]>> parts) throws IOException {
            Work known = work.get();
            try {
                SortedMap<String, Long> lengths =
                        known.wanted().needsLengths() ? lengths(known.files().open(file)) : new TreeMap<>();
                String draft = known.output().draft(out -> {
                    Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
                    write(known.wanted(), parts, known.wanted().sink(text, lengths));
                    text.flush();
                });
                return List.of(new WrittenFile(draft, 0, 0, 0, "").answer()).iterator();
            } catch (UsageException e) {
                return List.of(TaskAnswer.of(e)).iterator();
            }
        }

        private static SortedMap<String, Long> lengths(Input file) throws IOException {
            try (InputStream bytes = file.bytes()) {
                return FastaReader.lengths(new Input(file.name(), bytes, file.charset()));
            }
        }

        private static void write(GenomeOutput wanted, Iterator<Tuple2<Long, byte[]>> parts, Stitcher.Sink sink)
                throws IOException {
            String contig = "";
            while (parts.hasNext()) {
                StitchedPart part = wanted.part(parts.next()._2());
                Region region = part.region();
                if (!region.contig().equals(contig)) {
                    if (!contig.isEmpty()) {
                        sink.end();
                    }
                    contig = region.contig();
                    sink.begin(contig);
                }
                sink.bases(region, part.said(), 0);
            }
            if (!contig.isEmpty()) {
                sink.end();
            }
        }
    }
}
