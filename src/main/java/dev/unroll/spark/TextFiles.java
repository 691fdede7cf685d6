package dev.unroll.spark;

import dev.unroll.data.Transcoder;
import dev.unroll.spark.CorpusFiles.CorpusFile;
import dev.unroll.spec.Spec;
import dev.unroll.spec.UsageException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Text files that can be read from any position: those of the corpus, and rewritten ones for those that cannot (gzip, other
 * charsets, FASTA), one task a file.
 */
final class TextFiles {
    private final JavaSparkContext context;
    private final Spec spec;
    private final Staging staging;

    TextFiles(JavaSparkContext context, Spec spec, Staging staging) {
        this.context = context;
        this.spec = spec;
        this.staging = staging;
    }

    /**
     * Files ready to be read.
     *
     * @param found as the user named them
     * @param files where they are read
     * @param report what was found so far
     */
    record Ready(CorpusFiles found, List<CorpusFile> files, IngestReport report) {}

    /** The files behind a path. */
    Ready read(String key, String given) {
        CorpusFiles found = CorpusFiles.resolve(key, given, context.hadoopConfiguration());
        List<CorpusFile> files = found.files();
        Shipped<SerializableConfiguration> configuration =
                new Shipped<>(context, new SerializableConfiguration(context.hadoopConfiguration()));
        try {
            IngestReport report = new IngestReport(
                    files.size(), found.length(), found.skipped().size(), 0, 0, 0, 0, 0, 0);
            int slices = Math.min(files.size(), 4 * context.defaultParallelism());
            List<byte[]> heads = context.parallelize(files, slices)
                    .map(new Look(spec, configuration))
                    .collect();
            List<Rewrite.Job> jobs = new ArrayList<>();
            List<CorpusFile> ready = new ArrayList<>(files);
            for (int i = 0; i < files.size(); i++) {
                if (TaskAnswer.numbers(heads.get(i))[0] > 0) {
                    Path target = new Path(staging.folder(), key + String.format("-%06d.txt", i));
                    jobs.add(new Rewrite.Job(i, files.get(i), target.toUri().toString()));
                }
            }
            if (!jobs.isEmpty()) {
                report = report.plus(rewrite(jobs, ready, configuration));
            }
            return new Ready(found, ready, report);
        } finally {
            configuration.destroy();
        }
    }

    private IngestReport rewrite(
            List<Rewrite.Job> jobs, List<CorpusFile> ready, Shipped<SerializableConfiguration> configuration) {
        IngestReport report = IngestReport.NONE;
        List<byte[]> answers = context.parallelize(jobs, jobs.size())
                .map(new Rewrite(spec, configuration))
                .collect();
        for (int i = 0; i < jobs.size(); i++) {
            Rewrite.Job job = jobs.get(i);
            long[] numbers = TaskAnswer.numbers(answers.get(i));
            CorpusFile file = job.file();
            ready.set(job.index(), new CorpusFile(file.path(), file.name(), job.target(), numbers[0]));
            report = report.plus(new IngestReport(0, 0, 0, 0, 0, numbers[1], 0, numbers[3], numbers[2]));
        }
        return report;
    }

    /** Whether a file must be rewritten: 1 or 0. */
    private static final class Look implements Function<CorpusFile, byte[]> {
        private static final long serialVersionUID = 1L;

        private final Spec spec;
        private final Shipped<SerializableConfiguration> configuration;

        Look(Spec spec, Shipped<SerializableConfiguration> configuration) {
            this.spec = spec;
            this.configuration = configuration;
        }

        @Override
        public byte[] call(CorpusFile file) throws IOException {
            try (InputStream in = open(file, configuration)) {
                byte[] head = in.readNBytes(2);
                return TaskAnswer.of(new Transcoder(spec.data(), spec.vocabulary()).needed(head) ? 1 : 0);
            } catch (FileNotFoundException | AccessControlException e) {
                return TaskAnswer.of(new UsageException(
                        "cannot read: file=" + file.name() + " cause=" + HadoopPaths.firstLine(e),
                        "check its permissions"));
            }
        }
    }

    /** Writes a file anew; returns length, replaced, ignored, dropped bases. */
    private static final class Rewrite implements Function<Rewrite.Job, byte[]> {
        private static final long serialVersionUID = 1L;

        private final Spec spec;
        private final Shipped<SerializableConfiguration> configuration;

        /** Which file, and where to. */
        record Job(int index, CorpusFile file, String target) implements Serializable {}

        Rewrite(Spec spec, Shipped<SerializableConfiguration> configuration) {
            this.spec = spec;
            this.configuration = configuration;
        }

        @Override
        public byte[] call(Job job) throws IOException {
            Path target = new Path(URI.create(job.target()));
            Path temporary = target.suffix("." + UUID.randomUUID() + ".tmp");
            List<Transcoder.Report> reports = new ArrayList<>();
            try (InputStream in = open(job.file(), configuration)) {
                Transcoder transcoder = new Transcoder(spec.data(), spec.vocabulary());
                HadoopFile.create(
                        target,
                        temporary,
                        configuration.get().value(),
                        out -> reports.add(transcoder.transcode(job.file().name(), in, out)));
            } catch (UsageException e) {
                return TaskAnswer.of(e);
            }
            Transcoder.Report report = reports.get(0);
            long length = HadoopPaths.system(target, configuration.get().value())
                    .getFileStatus(target)
                    .getLen();
            return TaskAnswer.of(length, report.replaced(), report.ignored(), report.droppedBases());
        }
    }

    private static FSDataInputStream open(CorpusFile file, Shipped<SerializableConfiguration> configuration)
            throws IOException {
        Path path = new Path(URI.create(file.uri()));
        return HadoopPaths.system(path, configuration.get().value()).open(path);
    }
}
