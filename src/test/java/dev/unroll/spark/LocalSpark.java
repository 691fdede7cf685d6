package dev.unroll.spark;

import java.util.Map;
import java.util.function.Function;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** One Spark for all tests of this JVM. */
public final class LocalSpark {
    private LocalSpark() {}

    /** The session of two cores. */
    public static synchronized SparkSession session() {
        return builder("local[2]").getOrCreate();
    }

    /** Its context. */
    static JavaSparkContext context() {
        return JavaSparkContext.fromSparkContext(session().sparkContext());
    }

    /** What a function makes of a session of its own. */
    public static synchronized <T> T with(
            String master, Map<String, String> settings, Function<SparkSession, T> function) {
        session().stop();
        SparkSession.Builder builder = builder(master);
        settings.forEach(builder::config);
        SparkSession own = builder.getOrCreate();
        try {
            return function.apply(own);
        } finally {
            own.stop();
        }
    }

    private static SparkSession.Builder builder(String master) {
        return SparkSession.builder()
                .master(master)
                .appName("unroll-test")
                .config("spark.ui.enabled", false)
                .config("spark.sql.shuffle.partitions", 2)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1");
    }
}
