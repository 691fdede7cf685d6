package dev.unroll.spark;

import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Records to be read, in any order.
 *
 * @param key the configuration key that names them, for messages
 * @param given its value
 * @param records perhaps persisted
 * @param withoutText rows of a table that have no text, with all their columns
 * @param report what was found so far
 * @param release gives back what tasks read them from
 */
record RecordInput(
        String key,
        String given,
        JavaRDD<SourceRecord> records,
        Optional<Dataset<Row>> withoutText,
        IngestReport report,
        Runnable release)
        implements AutoCloseable {
    /** Gives back what the records took; they cannot be read any more. */
    @Override
    public void close() {
        records.unpersist(false);
        release.run();
    }
}
