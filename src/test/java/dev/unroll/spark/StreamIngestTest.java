package dev.unroll.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unroll.data.Shard;
import dev.unroll.spec.Spec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamIngestTest {
    @TempDir
    Path folder;

    @Test
    void everyUnitOfTheTrainingPartIsInExactlyOneShard() throws Exception {
        String text = "the cat sat on the mat\n".repeat(1000);
        Files.writeString(folder.resolve("a.txt"), text);
        Spec spec = Specs.of("data.train=" + folder, "data.validation=0.1", "data.shard-tokens=3000");
        try (Staging staging =
                        new Staging(spec, LocalSpark.session().sparkContext().hadoopConfiguration());
                Corpus corpus = new Ingest(LocalSpark.session(), spec, staging).corpus()) {
            assertEquals(20_700, corpus.training().units());
            assertEquals(2_300, corpus.validation().orElseThrow().units());
            List<Shard> shards = corpus.training().rdd().collect();
            StringBuilder read = new StringBuilder();
            for (Shard shard : shards) {
                for (int i = 0; i < shard.units(); i++) {
                    read.append(corpus.vocabulary().units().get(shard.id(i)));
                }
            }
            assertEquals(text.substring(0, 20_700), read.toString());
        }
    }
}
