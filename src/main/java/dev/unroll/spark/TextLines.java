package dev.unroll.spark;

import dev.unroll.data.NamedSequences;
import dev.unroll.data.TextScan;
import dev.unroll.data.UnitRules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/** Text files whose lines are scored in their order: a task has some blocks, a block the lines that begin in it. */
final class TextLines implements AutoCloseable {
    private final JavaSparkContext context;
    private final Shipped<TextSource> source;
    private final IngestReport report;
    private final int count;

    TextLines(JavaSparkContext context, TextFiles.Ready ready, UnitRules rules) {
        TextSource text = new TextSource(ready.files(), rules, context.hadoopConfiguration());
        this.context = context;
        this.source = new Shipped<>(context, text);
        this.report = ready.report();
        this.count = text.corpus().blocks();
    }

    /** What was found while the files were made ready. */
    IngestReport report() {
        return report;
    }

    /** The numbers of all blocks, in order. */
    JavaRDD<Integer> blocks() {
        List<Integer> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            all.add(i);
        }
        return context.parallelize(all, Math.max(1, StreamCount.tasks(count, context.defaultParallelism())));
    }

    /** How tasks read a block. */
    Shipped<TextSource> source() {
        return source;
    }

    /**
     * The lines of a block.
     *
     * @param names what their files call them; null for a line without a name
     * @param texts null for one that is too long to be a line
     */
    record Block(List<@Nullable String> names, List<byte @Nullable []> texts) {
        /** Reads a block. Sequences of bases have names, in the form of {@link NamedSequences}. */
        static Block of(TextSource source, int number) {
            boolean named = source.rules().vocabulary().unit().isBases();
            Block block = new Block(new ArrayList<>(), new ArrayList<>());
            try (TextScan scan = source.scan()) {
                scan.lines(number, (file, offset, bytes, length) -> {
                    int name = named ? NamedSequences.nameLength(bytes) : 0;
                    block.names.add(name == 0 ? null : new String(bytes, 0, name, StandardCharsets.UTF_8));
                    block.texts.add(length < 0 ? null : Arrays.copyOfRange(bytes, named ? name + 1 : 0, length));
                });
            }
            return block;
        }
    }

    /** The number of each block's first line, from 0 on. */
    static long[] firstLines(List<LineFindings> blocks) {
        long[] first = new long[blocks.size()];
        for (int i = 1; i < first.length; i++) {
            first[i] = first[i - 1] + blocks.get(i - 1).lines();
        }
        return first;
    }

    @Override
    public void close() {
        source.destroy();
    }
}
