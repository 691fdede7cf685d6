package dev.unroll.spark;

import org.apache.spark.api.java.JavaRDD;

/**
 * Labelled records to be read, in the order of their source.
 *
 * @param key the configuration key that names them, for messages
 * @param given its value
 * @param records what was found, good and bad
 * @param report what was found so far
 * @param release gives back what the records took
 */
record ExampleInput(String key, String given, JavaRDD<FoundRecord> records, IngestReport report, Runnable release)
        implements AutoCloseable {
    /** They cannot be read any more. */
    @Override
    public void close() {
        release.run();
    }
}
