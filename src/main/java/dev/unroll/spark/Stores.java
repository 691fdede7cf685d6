package dev.unroll.spark;

import dev.unroll.io.LocalStore;
import dev.unroll.io.Store;
import dev.unroll.spec.UsageException;
import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.SparkConf;
import scala.Tuple2;

/** From a folder as the user wrote it to the store in it. */
public final class Stores {
    private Stores() {}

    /**
     * The same without a session: as Hadoop is configured here, and by {@code spark.hadoop.*}.
     *
     * @param settings the user's {@code spark.*}, as far as spark-submit has not been told already
     */
    public static Store open(String key, String folder, Map<String, String> settings) {
        SparkConf conf = new SparkConf();
        settings.forEach(conf::setIfMissing);
        Configuration configuration = new Configuration();
        for (Tuple2<String, String> setting : conf.getAllWithPrefix("spark.hadoop.")) {
            configuration.set(setting._1(), setting._2());
        }
        return open(key, folder, configuration);
    }

    /**
     * The store in a folder of any file system: this machine's by {@link LocalStore}, any other by Hadoop.
     *
     * @param key the configuration key or option that named the folder, for messages
     * @param folder without a scheme it lies on {@code fs.defaultFS}
     */
    public static Store open(String key, String folder, Configuration configuration) {
        FileSystem system = HadoopPaths.system(key, folder, configuration);
        try {
            Path path = system.makeQualified(HadoopPaths.parse(folder));
            return system instanceof RawLocalFileSystem local
                    ? new LocalStore(local.pathToFile(path).toPath())
                    : new HadoopStore(path, configuration);
        } catch (IOException | IllegalArgumentException e) {
            throw new UsageException(
                    "not a folder: " + key + "=" + folder + " cause=" + HadoopPaths.firstLine(e),
                    "name a directory on a file system that Spark knows");
        }
    }
}
