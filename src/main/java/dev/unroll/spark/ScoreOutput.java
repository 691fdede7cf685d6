package dev.unroll.spark;

import dev.unroll.spec.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * Where scores go.
 *
 * @param path a directory
 * @param format {@code parquet}, {@code csv} or {@code json}; of files that are not Spark's, their own
 * @param all whether all there is to tell is written: each unit's log-probability, or the probabilities of all labels
 * @param replace whether scores that are there already are replaced
 */
public record ScoreOutput(String path, String format, boolean all, boolean replace) {
    /** Refuses a place where something is already, unless those are scores and may be replaced; {@code key} names it. */
    void check(String key, SparkSession session) {
        FileSystem system = HadoopPaths.system(key, path, session.sparkContext().hadoopConfiguration());
        try {
            Path place = system.makeQualified(HadoopPaths.parse(path));
            if (!system.exists(place)) {
                return;
            }
            if (!replace) {
                throw new UsageException(
                        "output exists: " + key + "=" + path, "name another, or replace it with --overwrite");
            }
            boolean written = system.getFileStatus(place).isDirectory()
                    && (system.listStatus(place).length == 0 || system.exists(new Path(place, "_SUCCESS")));
            if (!written) {
                throw new UsageException(
                        "output holds no scores: " + key + "=" + path,
                        "only a directory that was written to its end is overwritten; delete it yourself or name another");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at: " + key + "=" + path, e);
        }
    }

    /**
     * Writes rows; CSV as RFC 4180 has it and every program but Spark reads it: a quote inside a field is doubled.
     *
     * @param key the option that names what was scored, for messages
     * @param source its value
     */
    void save(Dataset<Row> rows, String key, String source) {
        try {
            rows.write()
                    .format(format)
                    .option("header", "true")
                    .option("escape", "\"")
                    .mode(replace ? SaveMode.Overwrite : SaveMode.ErrorIfExists)
                    .save(path);
        } catch (RuntimeException e) {
            throw SourceFaults.mistake(key + "=" + source, e)
                    .<RuntimeException>map(mistake -> mistake)
                    .orElse(e);
        }
    }
}
