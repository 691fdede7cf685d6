package dev.unroll.spark;

import dev.unroll.data.LabelSet;
import dev.unroll.data.format.FastaReader;
import dev.unroll.data.format.Input;
import dev.unroll.data.format.LabelledSequences;
import dev.unroll.data.format.Region;
import dev.unroll.data.format.Stretches;
import dev.unroll.spark.CorpusFiles.CorpusFile;
import dev.unroll.spec.Keys;
import dev.unroll.spec.Spec;
import dev.unroll.spec.UsageException;
import dev.unroll.train.baseline.CodingRule;
import dev.unroll.train.baseline.CodingRuleFigures;
import dev.unroll.train.figures.FigureRules;
import dev.unroll.train.figures.Figures;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Measures the rule of open reading frames ({@link CodingRule}), which sees whole sequences on both strands, on the bases on which the
 * network is measured: one task reads a file, merged in the order of files.
 */
public final class WholeSequences {
    /** Letters that are read at a time; it changes no figure. */
    private static final int PIECE = 1 << 16;

    private final JavaSparkContext context;
    private final Spec spec;

    WholeSequences(JavaSparkContext context, Spec spec) {
        this.context = context;
        this.spec = spec;
    }

    /** Its figures on what is held out; none where bases are not labelled as coding or as nothing. */
    public Optional<Figures> heldOut(FigureRules rules, LabelSet labels) {
        return suits(labels)
                ? new Genomes(context, spec).validation().map(part -> figures(part, rules, labels))
                : Optional.empty();
    }

    /** Its figures on what is measured once. */
    public Optional<Figures> test(FigureRules rules, LabelSet labels) {
        return measured(Keys.DATA_TEST.name(), spec.data().test(), rules, labels);
    }

    /** Its figures on other files. */
    public Optional<Figures> measured(String key, String path, FigureRules rules, LabelSet labels) {
        return suits(labels)
                ? Optional.of(figures(new Genomes(context, spec).measured(key, path), rules, labels))
                : Optional.empty();
    }

    private boolean suits(LabelSet labels) {
        return spec.data().isGenome() && CodingRule.suits(labels);
    }

    private Figures figures(Genomes.Selection part, FigureRules rules, LabelSet labels) {
        Work work = new Work(
                new ArrayList<>(part.files()),
                spec.data().encoding(),
                new SerializableConfiguration(context.hadoopConfiguration()),
                part.windows(),
                new Truth(rules, new ArrayList<>(labels.names()), new TreeMap<>(part.lengths())));
        Shipped<Work> shipped = new Shipped<>(context, work);
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < part.files().size(); i++) {
            all.add(i);
        }
        try {
            Figures merged = new Figures(rules);
            for (byte[] answer : context.parallelize(all, all.size())
                    .map(new OfFile(shipped))
                    .collect()) {
                ByteBuffer bytes = TaskAnswer.open(answer);
                byte[] encoded = new byte[bytes.remaining()];
                bytes.get(encoded);
                merged.merge(Figures.fromBytes(rules, encoded));
            }
            return merged;
        } finally {
            shipped.destroy();
        }
    }

    /**
     * What is measured.
     *
     * @param labels names in the order of their ids
     * @param lengths of the sequences
     */
    private record Truth(FigureRules rules, ArrayList<String> labels, TreeMap<String, Long> lengths)
            implements Serializable {}

    /** What the tasks know. */
    private record Work(
            ArrayList<CorpusFile> files,
            String encoding,
            SerializableConfiguration configuration,
            LabelledSequences windows,
            Truth truth)
            implements Serializable {
        Figures figures(int number) throws IOException {
            SortedMap<String, Region> whole = new TreeMap<>();
            truth.lengths.forEach((name, length) -> whole.put(name, new Region(name, 0, length)));
            CodingRuleFigures measure = new CodingRuleFigures(
                    truth.rules,
                    LabelSet.inOrder(truth.labels),
                    windows.labels().settings(),
                    truth.lengths);
            FastaReader.Settings pieces = new FastaReader.Settings(PIECE, 0);
            try (InputStream bytes = open(number)) {
                measure.read(pieces.open(input(number, bytes), Stretches.of(whole), Optional.empty()));
            }
            try (InputStream bytes = open(number)) {
                return measure.of(number, windows.open(input(number, bytes)));
            }
        }

        private InputStream open(int number) throws IOException {
            CorpusFile file = files.get(number);
            return ExampleFiles.open(file.name(), new Path(URI.create(file.uri())), configuration.value());
        }

        private Input input(int number, InputStream bytes) {
            return new Input(files.get(number).name(), bytes, Charset.forName(encoding));
        }
    }

    private static final class OfFile implements Function<Integer, byte[]> {
        private static final long serialVersionUID = 1L;

        private final Shipped<Work> work;

        OfFile(Shipped<Work> work) {
            this.work = work;
        }

        @Override
        public byte[] call(Integer file) throws IOException {
            try {
                byte[] encoded = work.get().figures(file).toBytes();
                byte[] answer = TaskAnswer.allocate(encoded.length);
                TaskAnswer.open(answer).put(encoded);
                return answer;
            } catch (UsageException e) {
                return TaskAnswer.of(e);
            }
        }
    }
}
