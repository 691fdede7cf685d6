package dev.unroll.cli;

import dev.unroll.spec.Conf;
import dev.unroll.spec.Keys;
import dev.unroll.spec.UsageException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Parameters;

/** {@code spark.key=value ...} of a command that needs Spark for its file systems only. */
final class SparkWords {
    @Parameters(
            paramLabel = "spark.key=value",
            arity = "0..*",
            description = "settings of Spark, such as spark.hadoop.fs.s3a.endpoint=URL for a model in an object store")
    private List<String> words = List.of();

    /** The words as they were given. */
    List<String> given() {
        return words;
    }

    /** The settings; any other word is refused. */
    Map<String, String> settings() {
        for (String word : words) {
            if (!word.startsWith(Keys.SPARK)) {
                throw new UsageException("unknown word: word=" + word, "only spark.* may be set here, as key=value");
            }
        }
        return Conf.of(Map.of(), words).spark();
    }
}
