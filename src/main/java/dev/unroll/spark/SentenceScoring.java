package dev.unroll.spark;

import dev.unroll.data.Preprocessing;
import dev.unroll.data.format.ConllReader;
import dev.unroll.data.format.ConllWriter;
import dev.unroll.data.format.ExampleReader;
import dev.unroll.data.format.Format;
import dev.unroll.data.format.Formats;
import dev.unroll.data.format.Input;
import dev.unroll.spark.CorpusFiles.CorpusFile;
import dev.unroll.spec.Spec;
import dev.unroll.spec.UsageException;
import dev.unroll.train.scoring.ExampleScorer;
import dev.unroll.train.scoring.ScoredRecords;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Serializable;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;

/**
 * Says something of the words in CoNLL's files: each file is written again with a column more, under its name, less what says how it was
 * packed. A task reads a file twice, side by side: its sentences, and its lines.
 */
public final class SentenceScoring implements AutoCloseable {
    private final JavaSparkContext context;
    private final Spec spec;
    private final Shipped<LabellingModel> model;

    SentenceScoring(JavaSparkContext context, Spec spec, Preprocessing learnt, float[] weights) {
        this.context = context;
        this.spec = spec;
        this.model = new Shipped<>(context, new LabellingModel(spec, learnt, weights));
    }

    /** Writes the files behind a path anew. */
    public ScoredFiles write(String key, String path, ScoreOutput output) {
        Configuration configuration = context.hadoopConfiguration();
        CorpusFiles found = CorpusFiles.resolve(key, path, configuration);
        List<String> names =
                FileNames.distinct(found.files().stream().map(CorpusFile::path).toList(), FileNames::unpacked);
        OutputFiles written = new OutputFiles(output, configuration);
        Shipped<Work> work = new Shipped<>(
                context, new Work(new TaskFiles(found, spec.data(), configuration), Formats.of(spec), written));
        try {
            List<Integer> files = IntStream.range(0, names.size()).boxed().toList();
            List<byte[]> answers = context.parallelize(files, files.size())
                    .map(new Copy(work, model))
                    .collect();
            return ScoredFiles.publish(written, names, answers, key + "=" + path);
        } finally {
            written.discard();
            work.destroy();
        }
    }

    @Override
    public void close() {
        model.destroy();
    }

    /** What the tasks know. */
    private record Work(TaskFiles files, Format format, OutputFiles output) implements Serializable {
        ConllWriter writer(Input file, Writer out) {
            return format instanceof ConllReader.Settings columns
                    ? ConllWriter.of(file, columns, out)
                    : ConllWriter.ofUniversal(file, out);
        }
    }

    private static final class Copy implements Function<Integer, byte[]> {
        private static final long serialVersionUID = 1L;

        private final Shipped<Work> work;
        private final Shipped<LabellingModel> model;

        Copy(Shipped<Work> work, Shipped<LabellingModel> model) {
            this.work = work;
            this.model = model;
        }

        @Override
        public byte[] call(Integer file) throws IOException {
            try {
                return copied(file).answer();
            } catch (UsageException e) {
                return TaskAnswer.of(e);
            }
        }

        private WrittenFile copied(int file) throws IOException {
            Work known = work.get();
            ExampleScorer scorer = model.get().scorer(ExampleScorer.Detail.SAID);
            FileTally tally = new FileTally();
            String draft = known.output().draft(out -> {
                Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                try (ExampleReader sentences = known.format().open(known.files().open(file));
                        ConllWriter copy = known.writer(known.files().open(file), text)) {
                    ScoredRecords scored = new ScoredRecords(scorer, sentences);
                    while (scored.hasNext()) {
                        ScoredRecords.Scored next = scored.next();
                        tally.add(next.found(), next.said());
                        copy.sentence(next.said());
                    }
                    copy.end();
                }
                text.flush();
            });
            return tally.of(draft);
        }
    }
}
