package dev.unroll.spark;

import dev.unroll.spec.UsageException;
import java.io.EOFException;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipException;
import org.apache.spark.SparkThrowable;

/**
 * Tells bad input from bad luck where a source is read: a row or file that no second reading would mend is the user's to mend,
 * anything else is Spark's to try again.
 */
final class SourceFaults {
    /** Spark's conditions for whatever fails inside a file, from a lost connection to a broken gzip: the cause must tell. */
    private static final Set<String> TRANSIENT = Set.of("FAILED_READ_FILE", "FAILED_READ_FILE.NO_HINT");

    private SourceFaults() {}

    /** The user's mistake behind what was thrown while {@code source}, a name=value, was read; empty if it is none. */
    static Optional<UsageException> mistake(String source, Throwable thrown) {
        return thrown instanceof UsageException usage
                ? Optional.of(usage)
                : cause(thrown)
                        .map(cause -> new UsageException(
                                "source cannot be read: " + source + " cause=" + cause,
                                "mend the file, or let data.options.* skip what is broken"));
    }

    /** What the user can mend among the causes of what was thrown, on one line; the innermost says most. */
    static Optional<String> cause(Throwable thrown) {
        Optional<String> found = Optional.empty();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (isBadInput(cause)) {
                found = Optional.of(HadoopPaths.firstLine(cause));
            }
        }
        return found;
    }

    private static boolean isBadInput(Throwable thrown) {
        return thrown instanceof ZipException
                || thrown instanceof EOFException
                || thrown instanceof IllegalArgumentException
                || isThrownByCodec(thrown)
                || (thrown instanceof SparkThrowable spark
                        && spark.getCondition() != null
                        && !spark.isInternalError()
                        && !TRANSIENT.contains(spark.getCondition()));
    }

    /** Hadoop's codecs say with a plain IOException that a checksum or a block is wrong. */
    private static boolean isThrownByCodec(Throwable thrown) {
        StackTraceElement[] trace = thrown.getStackTrace();
        return trace.length > 0 && trace[0].getClassName().startsWith("org.apache.hadoop.io.compress.");
    }
}
