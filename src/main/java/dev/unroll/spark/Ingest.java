package dev.unroll.spark;

import dev.unroll.data.Vocabulary;
import dev.unroll.spec.Keys;
import dev.unroll.spec.Spec;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Turns what the configuration names into shards on the cluster; nothing of the corpus passes through the driver. */
public final class Ingest {
    private final Spec spec;
    private final StreamIngest streams;

    /**
     * @param session of the application
     * @param spec what to read, and how
     * @param staging where rewritten files go; it must stay open as long as the shards are used
     */
    public Ingest(SparkSession session, Spec spec, Staging staging) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
        this.spec = spec;
        this.streams = new StreamIngest(context, spec, staging);
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
        Corpus corpus = streams.corpus(known);
        Optional<String> path = spec.data().validationPath();
        return path.isEmpty()
                ? corpus
                : new Corpus(
                        corpus.vocabulary(),
                        corpus.training(),
                        Optional.of(measured(Keys.DATA_VALIDATION.name(), path.get(), corpus.vocabulary())),
                        corpus.report());
    }

    /**
     * A text to be measured with a known vocabulary, such as {@code data.test}.
     *
     * @param key the key or option that names it, for messages
     * @param path a file, directory or glob
     */
    public ShardSet measured(String key, String path, Vocabulary vocabulary) {
        return streams.measured(key, path, vocabulary);
    }
}
