package dev.unroll.spark;

import dev.unroll.data.format.FastaReader;
import dev.unroll.data.format.Input;
import dev.unroll.spark.CorpusFiles.CorpusFile;
import dev.unroll.spec.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.util.SerializableConfiguration;

/** The names and lengths of the sequences in files of FASTA, one task a file. */
final class SequenceLengths {
    /** Names in a message at most. */
    private static final int NAMED = 20;

    private SequenceLengths() {}

    /** Those of all files; a name that two of them have is refused, since no annotation can tell them apart. */
    static SortedMap<String, Long> of(JavaSparkContext context, CorpusFiles found, String encoding) {
        Work work = new Work(
                new ArrayList<>(found.files()), encoding, new SerializableConfiguration(context.hadoopConfiguration()));
        Shipped<Work> shipped = new Shipped<>(context, work);
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < found.files().size(); i++) {
            all.add(i);
        }
        SortedMap<String, Long> lengths = new TreeMap<>();
        Map<String, String> files = new HashMap<>();
        try {
            List<byte[]> answers =
                    context.parallelize(all, all.size()).map(new Read(shipped)).collect();
            for (int i = 0; i < answers.size(); i++) {
                String file = found.files().get(i).name();
                text(answers.get(i)).lines().forEach(line -> {
                    int tab = line.lastIndexOf('\t');
                    String name = line.substring(0, tab);
                    String before = files.put(name, file);
                    if (before != null) {
                        throw new UsageException(
                                "sequence is in two files: name=" + name + " files=" + before + "," + file,
                                "name files in " + found.key() + " whose sequences have names of their own");
                    }
                    lengths.put(name, Long.parseLong(line, tab + 1, line.length(), 10));
                });
            }
        } finally {
            shipped.destroy();
        }
        return lengths;
    }

    private static String text(byte[] answer) {
        return StandardCharsets.UTF_8.decode(TaskAnswer.open(answer)).toString();
    }

    /** Some of the names, for a message. */
    static String some(SortedMap<String, Long> lengths) {
        String more = lengths.size() > NAMED ? " and others" : "";
        return lengths.keySet().stream().limit(NAMED).collect(Collectors.joining(", ")) + more;
    }

    private record Work(ArrayList<CorpusFile> files, String encoding, SerializableConfiguration configuration)
            implements Serializable {
        SortedMap<String, Long> lengths(int number) throws IOException {
            CorpusFile file = files.get(number);
            Path path = new Path(URI.create(file.uri()));
            try (InputStream bytes = ExampleFiles.open(file.name(), path, configuration.value())) {
                return FastaReader.lengths(new Input(file.name(), bytes, Charset.forName(encoding)));
            }
        }
    }

    private static final class Read implements Function<Integer, byte[]> {
        private static final long serialVersionUID = 1L;

        private final Shipped<Work> work;

        Read(Shipped<Work> work) {
            this.work = work;
        }

        @Override
        public byte[] call(Integer file) throws IOException {
            try {
                StringBuilder lines = new StringBuilder();
                work.get()
                        .lengths(file)
                        .forEach((name, length) ->
                                lines.append(name).append('\t').append(length).append('\n'));
                byte[] text = lines.toString().getBytes(StandardCharsets.UTF_8);
                byte[] answer = TaskAnswer.allocate(text.length);
                ByteBuffer into = TaskAnswer.open(answer);
                into.put(text);
                return answer;
            } catch (UsageException e) {
                return TaskAnswer.of(e);
            }
        }
    }
}
