package dev.unroll.spark;

import dev.unroll.data.Transcoder;
import dev.unroll.spark.CorpusFiles.CorpusFile;
import dev.unroll.spark.IngestReport.Finding;
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
import org.apache.hadoop.conf.Configuration;
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

    /** The files behind a path, for a corpus. */
    Ready read(String key, String given) {
        return read(key, given, Transcoder.Purpose.CORPUS);
    }

    /** The files behind a path; those that are rewritten look as the purpose wants it. */
    Ready read(String key, String given, Transcoder.Purpose purpose) {
        Configuration configuration = context.hadoopConfiguration();
        CorpusFiles found = CorpusFiles.resolve(key, given, configuration);
        List<CorpusFile> files = new ArrayList<>(found.files());
        IngestReport report = IngestReport.NONE
                .with(Finding.FILES, files.size())
                .with(Finding.BYTES, found.length())
                .with(Finding.SKIPPED, found.skipped().size());
        Shipped<Work> work = new Shipped<>(context, new Work(files, spec, purpose, configuration));
        try {
            List<Integer> rewritten = rewritten(work, files.size());
            if (!rewritten.isEmpty()) {
                String folder = new Path(staging.folder(), key).toUri().toString();
                List<byte[]> answers = context.parallelize(rewritten, rewritten.size())
                        .map(new Rewrite(work, folder))
                        .collect();
                for (int i = 0; i < answers.size(); i++) {
                    long[] numbers = TaskAnswer.numbers(answers.get(i));
                    CorpusFile file = files.get(rewritten.get(i));
                    String uri = target(folder, rewritten.get(i)).toUri().toString();
                    files.set(rewritten.get(i), new CorpusFile(file.path(), file.name(), uri, numbers[0]));
                    report = report.with(Finding.REPLACED, numbers[1])
                            .with(Finding.IGNORED, numbers[2])
                            .with(Finding.DROPPED_BASES, numbers[3]);
                }
            }
            return new Ready(found, files, report);
        } finally {
            work.destroy();
        }
    }

    /** Numbers of the files that must be rewritten. */
    private List<Integer> rewritten(Shipped<Work> work, int files) {
        List<Integer> all = new ArrayList<>(files);
        for (int i = 0; i < files; i++) {
            all.add(i);
        }
        int tasks = Math.min(files, 4 * context.defaultParallelism());
        List<byte[]> answers =
                context.parallelize(all, tasks).map(new Look(work)).collect();
        all.removeIf(i -> TaskAnswer.numbers(answers.get(i))[0] == 0);
        return all;
    }

    private static Path target(String folder, int file) {
        return new Path(new Path(URI.create(folder)), String.format("text-%06d", file));
    }

    /** What the tasks know. */
    private record Work(
            ArrayList<CorpusFile> files, Spec spec, Transcoder.Purpose purpose, SerializableConfiguration configuration)
            implements Serializable {
        Work(List<CorpusFile> files, Spec spec, Transcoder.Purpose purpose, Configuration configuration) {
            this(new ArrayList<>(files), spec, purpose, new SerializableConfiguration(configuration));
        }

        Transcoder transcoder() {
            return new Transcoder(spec.data(), spec.vocabulary(), purpose);
        }

        FSDataInputStream open(int file) throws IOException {
            Path path = new Path(URI.create(files.get(file).uri()));
            return HadoopPaths.system(path, configuration.value()).open(path);
        }
    }

    /** Whether a file must be rewritten: 1 or 0. */
    private static final class Look implements Function<Integer, byte[]> {
        private static final long serialVersionUID = 1L;

        private final Shipped<Work> work;

        Look(Shipped<Work> work) {
            this.work = work;
        }

        @Override
        public byte[] call(Integer file) throws IOException {
            try (InputStream in = work.get().open(file)) {
                return TaskAnswer.of(work.get().transcoder().needed(in.readNBytes(2)) ? 1 : 0);
            } catch (FileNotFoundException | AccessControlException e) {
                return TaskAnswer.of(new UsageException(
                        "cannot read: file=" + work.get().files().get(file).name() + " cause="
                                + HadoopPaths.firstLine(e),
                        "check its permissions, and that all executors see it"));
            }
        }
    }

    /** Writes a file anew; returns length, replaced, ignored, dropped bases. */
    private static final class Rewrite implements Function<Integer, byte[]> {
        private static final long serialVersionUID = 1L;

        private final Shipped<Work> work;
        private final String folder;

        Rewrite(Shipped<Work> work, String folder) {
            this.work = work;
            this.folder = folder;
        }

        @Override
        public byte[] call(Integer file) throws IOException {
            Work known = work.get();
            Path target = target(folder, file);
            List<Transcoder.Report> reports = new ArrayList<>();
            try (InputStream in = known.open(file)) {
                String name = known.files().get(file).name();
                HadoopFile.create(
                        target,
                        target.suffix("." + UUID.randomUUID() + ".tmp"),
                        known.configuration().value(),
                        out -> reports.add(known.transcoder().transcode(name, in, out)));
            } catch (UsageException e) {
                return TaskAnswer.of(e);
            }
            Transcoder.Report report = reports.get(0);
            long length = HadoopPaths.system(target, known.configuration().value())
                    .getFileStatus(target)
                    .getLen();
            return TaskAnswer.of(length, report.replaced(), report.ignored(), report.droppedBases());
        }
    }
}
