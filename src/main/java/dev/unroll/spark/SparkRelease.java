package dev.unroll.spark;

import dev.unroll.spec.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which Spark has started us. It is read from a file that Spark's jars carry, so that no class is touched that an older one does not
 * have.
 */
public final class SparkRelease {
    private static final String VERSION_FILE = "spark-version-info.properties";
    private static final int OLDEST = 4;

    private SparkRelease() {}

    /** Refuses a Spark on which this jar cannot run. */
    public static void check() {
        Properties properties = new Properties();
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(VERSION_FILE)) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + VERSION_FILE, e);
        }
        check(properties.getProperty("version", ""));
    }

    /** The same of this version; an unknown one, which is empty, is let through. Spark 4 has but one Scala, 2.13. */
    static void check(String version) {
        String major = version.replaceFirst("[^0-9].*", "");
        if (!major.isEmpty() && Integer.parseInt(major) < OLDEST) {
            throw new UsageException(
                    "this Spark is too old: spark=" + version + " needed=" + OLDEST,
                    "set SPARK_HOME to a Spark " + OLDEST
                            + "; with neither SPARK_HOME nor a spark-submit on the PATH the" + " embedded one is used");
        }
    }
}
