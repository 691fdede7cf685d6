package dev.unroll.spark;

import java.util.function.Function;
import org.apache.spark.sql.SparkSession;

/** One Spark session for all tests of this JVM. */
public final class LocalSpark {
    private LocalSpark() {}

    /** The session of two cores. */
    public static synchronized SparkSession session() {
        return builder("local[2]").getOrCreate();
    }

    /** What a function makes of a session of its own, with another number of cores. */
    static synchronized <T> T with(String master, Function<SparkSession, T> function) {
        stop();
        try {
            return function.apply(builder(master).getOrCreate());
        } finally {
            stop();
        }
    }

    private static SparkSession.Builder builder(String master) {
        return SparkSession.builder()
                .master(master)
                .appName("unroll-test")
                .config("spark.ui.enabled", false)
                .config("spark.sql.shuffle.partitions", 2)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/unroll-warehouse");
    }

    private static void stop() {
        SparkSession.getDefaultSession().foreach(session -> {
            session.stop();
            return null;
        });
        SparkSession.clearDefaultSession();
        SparkSession.clearActiveSession();
    }
}
