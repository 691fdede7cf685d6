package dev.unroll.spark;

import dev.unroll.data.Vocabulary;
import dev.unroll.spec.DataSpec;
import dev.unroll.spec.Keys;
import dev.unroll.spec.Spec;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Turns what the configuration names into shards on the cluster; nothing of the corpus passes through the driver. */
public final class Ingest {
    private final Spec spec;
    private final JavaSparkContext context;
    private final TextFiles files;
    private final StreamIngest streams;
    private final RecordIngest records;
    private final Rows rows;

    /**
     * @param session of the application
     * @param spec what to read, and how
     * @param staging where rewritten files go; it must stay open as long as the shards are used
     */
    public Ingest(SparkSession session, Spec spec, Staging staging) {
        this.spec = spec;
        this.context = JavaSparkContext.fromSparkContext(session.sparkContext());
        this.files = new TextFiles(context, spec, staging);
        this.streams = new StreamIngest(context, spec);
        this.records = new RecordIngest(context, spec, staging);
        this.rows = new Rows(session, spec.data());
    }

    /** The corpus of a new training: its vocabulary is counted. */
    public Corpus corpus() {
        return corpus(Optional.empty());
    }

    /** The corpus of a training that goes on with its vocabulary. */
    public Corpus corpus(Vocabulary known) {
        return corpus(Optional.of(known));
    }

    private Corpus corpus(Optional<Vocabulary> known) {
        String key = Keys.DATA_TRAIN.name();
        String train = spec.data().requireTrain();
        Corpus corpus = isRunningText()
                ? streams.corpus(files.read(key, train), known)
                : records.corpus(records(key, train), known);
        Optional<String> path = spec.data().validationPath();
        if (path.isEmpty()) {
            return corpus;
        }
        MeasuredText held = measured(Keys.DATA_VALIDATION.name(), path.get(), corpus.vocabulary());
        return new Corpus(
                corpus.vocabulary(), corpus.training(), Optional.of(held.shards()), corpus.report(), held.report());
    }

    /**
     * A text to be measured with a known vocabulary, such as {@code data.test}.
     *
     * @param key the key or option that names it, for messages
     * @param path a file, directory or glob
     */
    public MeasuredText measured(String key, String path, Vocabulary vocabulary) {
        return isRunningText()
                ? streams.measured(files.read(key, path), vocabulary)
                : records.measured(records(key, path), vocabulary);
    }

    private boolean isRunningText() {
        return spec.data().isText() && spec.data().context() == DataSpec.Context.STREAM;
    }

    private RecordInput records(String key, String path) {
        return spec.data().isText() ? Lines.read(context, spec, files.read(key, path)) : rows.read(key, path);
    }
}
