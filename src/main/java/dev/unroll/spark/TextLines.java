package dev.unroll.spark;

import dev.unroll.data.TextScan;
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
    private final int count;

    TextLines(JavaSparkContext context, TextSource source) {
        this.context = context;
        this.source = new Shipped<>(context, source);
        this.count = source.corpus().blocks();
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

    /** The lines of a block; null for one that is too long to be a line. */
    static List<byte @Nullable []> of(TextSource source, int block) {
        List<byte @Nullable []> lines = new ArrayList<>();
        try (TextScan scan = source.scan()) {
            scan.lines(block, (offset, bytes, length) -> lines.add(length < 0 ? null : Arrays.copyOf(bytes, length)));
        }
        return lines;
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
