package dev.unroll.spark;

import dev.unroll.data.CorpusChangedException;
import dev.unroll.data.Shard;
import dev.unroll.data.Vocabulary;
import dev.unroll.spec.Conf;
import dev.unroll.spec.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;

/** Specifications and corpora for tests. */
final class Specs {
    private Specs() {}

    /** The one of these {@code key=value} words and every other default. */
    static Spec of(String... words) {
        return Spec.from(Conf.parse("test.conf", "", List.of(words)));
    }

    /** What a function makes of the corpus of a specification. */
    static <T> T ingest(SparkSession session, Spec spec, Function<Corpus, T> function) {
        try (Staging staging = new Staging(spec, session.sparkContext().hadoopConfiguration());
                Corpus corpus = new Ingest(session, spec, staging).corpus()) {
            return function.apply(corpus);
        }
    }

    /** The same in the shared session. */
    static <T> T ingest(Spec spec, Function<Corpus, T> function) {
        return ingest(LocalSpark.session(), spec, function);
    }

    /** What the exception behind a failed job says of the corpus. */
    static String changed(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CorpusChangedException) {
                return String.valueOf(cause.getMessage());
            }
        }
        throw new AssertionError("the corpus is not blamed", failure);
    }

    /** The units of a part of a corpus, in the order of its shards. */
    static String text(Vocabulary vocabulary, ShardSet part) {
        StringBuilder text = new StringBuilder();
        for (Shard shard : part.rdd().collect()) {
            for (int i = 0; i < shard.units(); i++) {
                text.append(vocabulary.units().get(shard.id(i)));
            }
        }
        return text.toString();
    }

    /** The records of a part of a corpus, in the order of its shards, each with its end. */
    static List<String> records(Vocabulary vocabulary, ShardSet part) {
        List<String> records = new ArrayList<>();
        for (Shard shard : part.rdd().collect()) {
            for (int r = 0; r < shard.records(); r++) {
                StringBuilder record = new StringBuilder();
                for (int i = shard.start(r); i < shard.start(r + 1); i++) {
                    record.append(vocabulary.units().get(shard.id(i)));
                }
                records.add(record.toString());
            }
        }
        return records;
    }
}
