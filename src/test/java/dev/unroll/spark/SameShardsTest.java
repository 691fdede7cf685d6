package dev.unroll.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.unroll.spec.Spec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A corpus is the same on any number of cores, with any partitioning and any serializer. */
class SameShardsTest {
    private static final String KRYO = "org.apache.spark.serializer.KryoSerializer";

    @TempDir
    Path folder;

    private List<String> fingerprints(SparkSession session) {
        Path text = folder.resolve("text");
        Path rows = folder.resolve("rows.csv");
        String model = "output.model=" + folder.resolve("model");
        Spec words = Specs.of("data.train=" + text, "vocabulary.unit=word", "vocabulary.size=300", model);
        Spec lines = Specs.of("data.train=" + text, "data.context=line", "data.shard-tokens=100000", model);
        Spec csv = Specs.of("data.train=" + rows, "data.format=csv", "data.text-column=_c0", model);
        return List.of(words, lines, csv).stream()
                .map(spec -> Specs.ingest(
                        session,
                        spec,
                        corpus -> corpus.fingerprint() + corpus.vocabulary().units()))
                .toList();
    }

    @Test
    void coresPartitionsAndSerializersChangeNothing() throws Exception {
        Files.createDirectory(folder.resolve("text"));
        StringBuilder text = new StringBuilder();
        StringBuilder rows = new StringBuilder();
        long draw = 1;
        for (int i = 0; i < 250_000; i++) {
            // Knuth's MMIX generator: any sequence with repeated and with rare words will do
            draw = draw * 6364136223846793005L + 1442695040888963407L;
            long word = Math.min(draw >>> 40 & 0xFFF, draw >>> 20 & 0xFFF);
            text.append("w").append(word).append(i % 9 == 8 ? "\n" : " ");
            rows.append(i % 50 == 0 ? "row " + word + "\n" : "");
        }
        Files.writeString(folder.resolve("text/a"), text.substring(0, text.length() / 3));
        Files.writeString(folder.resolve("text/b"), text.substring(text.length() / 3));
        Files.writeString(folder.resolve("rows.csv"), rows);
        List<String> expected = fingerprints(LocalSpark.session());
        assertNotEquals(expected.get(0), expected.get(1));
        assertEquals(expected, LocalSpark.with("local[1]", Map.of(), this::fingerprints));
        Map<String, String> other = Map.of(
                "spark.serializer", KRYO,
                "spark.default.parallelism", "7",
                "spark.sql.files.maxPartitionBytes", "5000",
                "spark.rdd.compress", "true");
        assertEquals(expected, LocalSpark.with("local[3]", other, this::fingerprints));
    }
}
