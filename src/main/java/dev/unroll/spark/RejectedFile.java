package dev.unroll.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.unroll.data.Rejected;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/**
 * Writes the records of a source that cannot be used into one file.
 *
 * @implNote They are found where the records are read, and sorted on their way to the one task that writes them: Spark spills what does
 * not fit into its memory, and the driver sees the first ones only.
 */
final class RejectedFile {
    /** What says which of two comes first. */
    enum Order {
        /** The order in which they are read. */
        READING,
        /** Their places, numbers in these by their value: a source may be read in any order. */
        PLACE
    }

    private static final int LONGEST_REASON = 200;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final Staging staging;
    private final Configuration configuration;

    RejectedFile(Staging staging, Configuration configuration) {
        this.staging = staging;
        this.configuration = configuration;
    }

    /**
     * Writes them.
     *
     * @param key names their source
     * @param rejected place, reason and text of each
     * @param count how many they are
     */
    LeftOut write(String key, JavaRDD<String[]> rejected, Order order, long count) {
        Path file = new Path(staging.folder(), "rejected-" + key.replaceFirst("^-+", "") + "-" + UUID.randomUUID());
        JavaPairRDD.fromJavaRDD(rejected.mapPartitionsWithIndex(new Sortable(order), false))
                .repartitionAndSortWithinPartitions(new HashPartitioner(1))
                .values()
                .foreachPartition(new Write(file.toUri().toString(), new SerializableConfiguration(configuration)));
        return new LeftOut(key, count, first(file), file, configuration);
    }

    private List<Rejected> first(Path file) {
        ObjectMapper mapper = new ObjectMapper();
        List<Rejected> first = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(HadoopPaths.system(file, configuration).open(file), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine();
                    line != null && first.size() < LeftOut.LISTED;
                    line = lines.readLine()) {
                JsonNode read = mapper.readTree(line);
                first.add(new Rejected(
                        read.path("place").asText(),
                        brief(read.path("reason").asText()),
                        read.path("text").asText()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read: file=" + file, e);
        }
        return first;
    }

    /** A reason may quote a field as long as its file. */
    private static String brief(String reason) {
        return reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) + "..." : reason;
    }

    /** A line for each, under what it is sorted by. */
    private static final class Sortable
            implements Function2<Integer, Iterator<String[]>, Iterator<Tuple2<String, String>>> {
        private static final long serialVersionUID = 1L;

        private final Order order;

        Sortable(Order order) {
            this.order = order;
        }

        @Override
        public Iterator<Tuple2<String, String>> call(Integer partition, Iterator<String[]> rejected) {
            ObjectMapper mapper = new ObjectMapper();
            return new Iterator<>() {
                private long before;

                @Override
                public boolean hasNext() {
                    return rejected.hasNext();
                }

                @Override
                public Tuple2<String, String> next() {
                    String[] next = rejected.next();
                    String line = json(mapper, next);
                    String place = order == Order.READING
                            ? String.format("%010d %018d", partition, before++)
                            : padded(next[0]) + '\0' + line;
                    return new Tuple2<>(place, line);
                }
            };
        }

        private static String padded(String place) {
            return NUMBER.matcher(place).replaceAll(number -> String.format("%018d", Long.parseLong(number.group())));
        }

        private static String json(ObjectMapper mapper, String[] rejected) {
            Map<String, String> line = new LinkedHashMap<>();
            line.put("place", rejected[0]);
            line.put("reason", rejected[1]);
            line.put("text", rejected[2]);
            try {
                return mapper.writeValueAsString(line);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("strings can always be written", e);
            }
        }
    }

    private static final class Write implements VoidFunction<Iterator<String>> {
        private static final long serialVersionUID = 1L;

        private final String file;
        private final SerializableConfiguration configuration;

        Write(String file, SerializableConfiguration configuration) {
            this.file = file;
            this.configuration = configuration;
        }

        @Override
        public void call(Iterator<String> lines) throws IOException {
            Path target = new Path(URI.create(file));
            HadoopFile.create(target, target.suffix("." + UUID.randomUUID() + ".tmp"), configuration.value(), out -> {
                while (lines.hasNext()) {
                    out.write(lines.next().getBytes(StandardCharsets.UTF_8));
                    out.write('\n');
                }
            });
        }
    }
}
