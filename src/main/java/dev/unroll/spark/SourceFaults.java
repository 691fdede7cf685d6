package dev.unroll.spark;

import dev.unroll.spec.UsageException;
import java.io.EOFException;
import java.util.Optional;
import java.util.zip.ZipException;
import org.apache.spark.SparkThrowable;

/**
 * Tells bad input from bad luck where a source is read: a row or file that no second reading would mend is the user's to mend,
 * anything else is Spark's to try again.
 */
final class SourceFaults {
    /** Spark's condition for whatever fails inside a file, from a lost connection to a broken gzip. */
    private static final String ANY_FAILURE_IN_FILE = "FAILED_READ_FILE";

    private SourceFaults() {}

    /** The user's mistake behind what was thrown while {@code source}, a name=value, was read; empty if it is none. */
    static Optional<UsageException> mistake(String source, Throwable thrown) {
        if (thrown instanceof UsageException usage) {
            return Optional.of(usage);
        }
        Throwable last = thrown;
        boolean bad = isBadInput(last);
        while (last.getCause() != null && last.getCause() != last) {
            last = last.getCause();
            bad |= isBadInput(last);
        }
        if (!bad) {
            return Optional.empty();
        }
        String inner = last == thrown ? "" : " because=" + HadoopPaths.firstLine(last);
        return Optional.of(new UsageException(
                "source cannot be read: " + source + " cause=" + HadoopPaths.firstLine(thrown) + inner,
                "mend the file, or let data.options.* skip what is broken"));
    }

    private static boolean isBadInput(Throwable thrown) {
        return thrown instanceof ZipException
                || thrown instanceof EOFException
                || thrown instanceof SparkThrowable spark
                        && spark.getCondition() != null
                        && !spark.isInternalError()
                        && !spark.getCondition().startsWith(ANY_FAILURE_IN_FILE);
    }
}
