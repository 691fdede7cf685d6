package dev.unroll.spark;

import dev.unroll.data.format.Annotations;
import dev.unroll.data.format.FeatureCollector;
import dev.unroll.data.format.Formats;
import dev.unroll.data.format.Input;
import dev.unroll.data.format.LabelledSequences;
import dev.unroll.data.format.Region;
import dev.unroll.data.format.Stretches;
import dev.unroll.spark.IngestReport.Finding;
import dev.unroll.spec.DataSpec;
import dev.unroll.spec.DnaSpec;
import dev.unroll.spec.Keys;
import dev.unroll.spec.Spec;
import dev.unroll.spec.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * FASTA whose bases are labelled by an annotation, in its parts: what is trained on, held out, measured once.
 *
 * @implNote The annotation is read on the driver, since it is small beside the sequences, and travels to the tasks as
 * {@link dev.unroll.data.format.BaseLabels}. Rows of it that cannot be used stand among the records that cannot be used.
 */
final class Genomes {
    private final JavaSparkContext context;
    private final Spec spec;
    private final DataSpec data;
    private final DnaSpec.Contigs contigs;
    private final Map<String, Sequences> known = new HashMap<>();

    Genomes(JavaSparkContext context, Spec spec) {
        this.context = context;
        this.spec = spec;
        this.data = spec.data();
        this.contigs = data.dna().contigs();
    }

    /** What is trained on. */
    ExampleInput training() {
        Sequences files = files(Keys.DATA_TRAIN.name(), data.requireTrain());
        SortedMap<String, Region> wanted = trained(files);
        wanted.replaceAll((name, whole) -> new Region(name, 0, cut(whole)));
        return new Selection(files, wanted, true).input();
    }

    /** What is held out, if anything is: files or sequences of their own, or the end of each sequence that is trained on. */
    Optional<Selection> validation() {
        String contigsKey = Keys.DATA_CONTIGS_VALIDATION.name();
        Optional<String> path = data.validationPath();
        if (path.isPresent()) {
            Sequences files = files(Keys.DATA_VALIDATION.name(), path.get());
            return Optional.of(new Selection(files, files.named(contigsKey, contigs.ofValidation()), true));
        }
        Sequences files = files(Keys.DATA_TRAIN.name(), data.requireTrain());
        if (!contigs.ofValidation().isEmpty()) {
            return Optional.of(new Selection(files, files.named(contigsKey, contigs.ofValidation()), false));
        }
        if (data.validationFraction().signum() == 0) {
            return Optional.empty();
        }
        SortedMap<String, Region> ends = trained(files);
        ends.replaceAll((name, whole) -> new Region(name, cut(whole), whole.end()));
        ends.values().removeIf(end -> end.start() == end.end());
        if (ends.isEmpty()) {
            throw new UsageException(
                    "sequences are too short to hold their ends out: data.train=" + data.train() + " data.validation="
                            + data.validation(),
                    "set data.validation=0 or to files, or name sequences in data.contigs.validation");
        }
        return Optional.of(new Selection(files, ends, false));
    }

    /** The sequences that are trained on, as a whole. */
    private SortedMap<String, Region> trained(Sequences files) {
        SortedMap<String, Region> wanted = files.named(Keys.DATA_CONTIGS_TRAIN.name(), contigs.ofTraining());
        if (contigs.ofTraining().isEmpty()) {
            wanted.keySet().removeAll(contigs.ofTest());
            wanted.keySet().removeAll(contigs.ofValidation());
        }
        return wanted;
    }

    /** What is measured: {@code data.test}, or what {@code --input} names. */
    Selection measured(String key, String given) {
        boolean ofTraining = given.isEmpty();
        Sequences files = ofTraining ? files(Keys.DATA_TRAIN.name(), data.requireTrain()) : files(key, given);
        return new Selection(files, files.named(Keys.DATA_CONTIGS_TEST.name(), contigs.ofTest()), !ofTraining);
    }

    /** Where the end of a sequence begins that is held out: all but its last floor(f n) bases are trained on. */
    private long cut(Region whole) {
        if (!contigs.ofValidation().isEmpty()) {
            return whole.end();
        }
        BigDecimal held = data.validationFraction().multiply(BigDecimal.valueOf(whole.end()));
        return whole.end() - held.longValue();
    }

    private Sequences files(String key, String given) {
        if (data.dna().annotation().isEmpty()) {
            throw new UsageException(
                    "sequences have no labels: data.annotation=",
                    "set data.annotation to files of GFF3 or BED that say what lies where");
        }
        return known.computeIfAbsent(given, path -> new Sequences(key, path));
    }

    /** The sequences of some files. */
    private final class Sequences {
        private final String key;
        private final String given;
        private final CorpusFiles found;
        private final SortedMap<String, Long> lengths;

        Sequences(String key, String given) {
            this.key = key;
            this.given = given;
            this.found = CorpusFiles.resolve(key, given, context.hadoopConfiguration());
            this.lengths = SequenceLengths.of(context, found, data.encoding());
            if (lengths.values().stream().allMatch(length -> length == 0)) {
                throw new UsageException(
                        "no sequence is there: " + key + "=" + given + " headers=" + lengths.size(),
                        "name files of FASTA, with letters behind their headers");
            }
        }

        /** The sequences of these names as a whole, or all of them; one that is not there is refused. */
        SortedMap<String, Region> named(String contigsKey, List<String> names) {
            SortedMap<String, Region> found = new TreeMap<>();
            for (String name : names.isEmpty() ? lengths.keySet() : names) {
                Long length = lengths.get(name);
                if (length == null) {
                    throw new UsageException(
                            "sequence is not there: " + contigsKey + "=" + name + " " + key + "=" + given,
                            "the files have " + SequenceLengths.some(lengths));
                }
                found.put(name, new Region(name, 0, length));
            }
            return found;
        }
    }

    /**
     * What is read of some files.
     *
     * @implNote What is wrong with an annotation is told once, where its files are read for the first time.
     */
    final class Selection {
        private final Sequences files;
        private final SortedMap<String, Region> wanted;
        private final boolean first;
        private final List<FoundRecord> rejected = new ArrayList<>();

        private Selection(Sequences files, SortedMap<String, Region> wanted, boolean first) {
            this.files = files;
            this.wanted = wanted;
            this.first = first;
        }

        /** Its records. */
        ExampleInput input() {
            FeatureCollector features = features();
            LabelledSequences format = format(features);
            ExampleInput input =
                    new ExampleFiles(context, spec, Formats.numbered(spec, format)).read(files.key, files.given);
            IngestReport report = input.report().with(Finding.CONFLICTS, SequenceConflicts.of(context, format, wanted));
            JavaRDD<FoundRecord> records = input.records();
            if (first) {
                report = report.with(Finding.ELSEWHERE, features.elsewhere());
                records = rejected.isEmpty() ? records : records.union(context.parallelize(rejected, 1));
            }
            return new ExampleInput(files.key, files.given, records, report, input.release());
        }

        /** The files that it is read from. */
        List<CorpusFiles.CorpusFile> files() {
            return files.found.files();
        }

        /** Its windows with their labels. */
        LabelledSequences windows() {
            return format(features());
        }

        /** The lengths of the sequences of which something is read. */
        SortedMap<String, Long> lengths() {
            SortedMap<String, Long> lengths = new TreeMap<>(files.lengths);
            lengths.keySet().retainAll(wanted.keySet());
            return lengths;
        }

        private LabelledSequences format(FeatureCollector features) {
            return new LabelledSequences(Formats.windows(spec), Stretches.of(wanted), features.labels());
        }

        private FeatureCollector features() {
            FeatureCollector features = new FeatureCollector(
                    Formats.baseLabels(spec),
                    files.lengths,
                    row -> rejected.add(FoundRecord.rejected(row.place(), row.reason(), row.text())));
            read(features);
            return features;
        }
    }

    /** Reads all features of the annotation. */
    private void read(FeatureCollector into) {
        Configuration configuration = context.hadoopConfiguration();
        String key = Keys.DATA_ANNOTATION.name();
        for (CorpusFiles.CorpusFile file :
                CorpusFiles.resolve(key, data.dna().annotation(), configuration).files()) {
            try (InputStream bytes = ExampleFiles.open(file.name(), new Path(URI.create(file.uri())), configuration)) {
                Annotations.readEither(new Input(file.name(), bytes, Charset.forName(data.encoding())), into);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read: " + key + "=" + file.name(), e);
            }
        }
    }
}
