package dev.unroll.spark;

import dev.unroll.data.Found;
import dev.unroll.data.Gunzip;
import dev.unroll.data.format.ExampleReader;
import dev.unroll.data.format.Format;
import dev.unroll.data.format.Formats;
import dev.unroll.spark.CorpusFiles.CorpusFile;
import dev.unroll.spark.IngestReport.Finding;
import dev.unroll.spec.DataSpec;
import dev.unroll.spec.Spec;
import dev.unroll.spec.UsageException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.util.TaskCompletionListener;

/** Files of records: one task reads a file, record by record, in the order of the files. */
final class ExampleFiles {
    private final JavaSparkContext context;
    private final DataSpec data;
    private final Format format;

    ExampleFiles(JavaSparkContext context, Spec spec) {
        this(context, spec, Formats.of(spec));
    }

    /** Files that are read in a way that their configuration does not say alone. */
    ExampleFiles(JavaSparkContext context, Spec spec, Format format) {
        this.context = context;
        this.data = spec.data();
        this.format = format;
    }

    /** What is in the files behind a path. */
    ExampleInput read(String key, String given) {
        Configuration configuration = context.hadoopConfiguration();
        CorpusFiles found = CorpusFiles.resolve(key, given, configuration);
        Work work = new Work(new TaskFiles(found, data, configuration), format.of(key));
        Shipped<Work> shipped = new Shipped<>(context, work);
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < found.files().size(); i++) {
            all.add(i);
        }
        IngestReport report = IngestReport.NONE
                .with(Finding.FILES, found.files().size())
                .with(Finding.BYTES, found.length())
                .with(Finding.SKIPPED, found.skipped().size());
        return new ExampleInput(
                key, given, context.parallelize(all, all.size()).flatMap(new Open(shipped)), report, shipped::destroy);
    }

    /** What the tasks know. */
    private record Work(TaskFiles files, Format format) implements Serializable {
        ExampleReader open(int number) throws IOException {
            CorpusFile file = files.files().get(number);
            Path path = new Path(URI.create(file.uri()));
            String companion = format.companion(path.getName());
            if (companion.isEmpty()) {
                return format.open(files.open(number));
            }
            String folder = file.name().substring(0, file.name().lastIndexOf('/') + 1);
            Path beside = new Path(path.getParent(), companion);
            return format.open(files.open(number), files.open(folder + companion, beside));
        }
    }

    /** The content of a file, unpacked. */
    static InputStream open(String name, Path path, Configuration configuration) throws IOException {
        try {
            InputStream file = HadoopPaths.system(path, configuration).open(path);
            return Gunzip.unpacked(name, file);
        } catch (FileNotFoundException | AccessControlException e) {
            throw new UsageException(
                    "cannot read: file=" + name + " cause=" + HadoopPaths.firstLine(e),
                    "check its name and its permissions, and that all executors see it");
        }
    }

    private static final class Open implements FlatMapFunction<Integer, FoundRecord> {
        private static final long serialVersionUID = 1L;

        private final Shipped<Work> work;

        Open(Shipped<Work> work) {
            this.work = work;
        }

        @Override
        public Iterator<FoundRecord> call(Integer file) throws IOException {
            Work known = work.get();
            try {
                ExampleReader reader = known.open(file);
                TaskContext.get().addTaskCompletionListener((TaskCompletionListener) ended -> close(reader));
                return new Reading<>(
                        reader, new Maker(known.files().files().get(file).name(), reader));
            } catch (UsageException e) {
                return List.of(FoundRecord.of(e)).iterator();
            }
        }
    }

    private static final class Maker implements Reading.Maker<Found, FoundRecord> {
        private final String file;
        private final ExampleReader reader;
        private long mended;
        private long replaced;

        Maker(String file, ExampleReader reader) {
            this.file = file;
            this.reader = reader;
        }

        /** The record, with what the reader has mended since the one before. */
        @Override
        public FoundRecord record(Found found) {
            long mendedBefore = mended;
            long replacedBefore = replaced;
            mended = reader.count(ExampleReader.MENDED);
            replaced = reader.count(ExampleReader.ILL_FORMED);
            return FoundRecord.of(found).with(mended - mendedBefore, replaced - replacedBefore);
        }

        @Override
        public FoundRecord mistake(Exception thrown) {
            if (thrown instanceof UsageException mistake) {
                return FoundRecord.of(mistake);
            }
            throw new IllegalStateException("records cannot be read: file=" + file, thrown);
        }
    }

    private static void close(ExampleReader reader) {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close a file of records", e);
        }
    }
}
