package dev.unroll.spark;

import dev.unroll.data.TextScan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
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

    /** The number of each block's first line, from 0 on, and behind them the number of all lines. */
    long[] firstLines() {
        List<byte[]> answers = blocks().map(new Count(source)).collect();
        long[] first = new long[answers.size() + 1];
        for (int i = 0; i < answers.size(); i++) {
            first[i + 1] = first[i] + TaskAnswer.numbers(answers.get(i))[0];
        }
        return first;
    }

    @Override
    public void close() {
        source.destroy();
    }

    private static final class Count implements Function<Integer, byte[]> {
        private static final long serialVersionUID = 1L;

        private final Shipped<TextSource> source;

        Count(Shipped<TextSource> source) {
            this.source = source;
        }

        @Override
        public byte[] call(Integer block) {
            long[] lines = new long[1];
            try (TextScan scan = source.get().scan()) {
                scan.lines(block, (offset, bytes, length) -> lines[0]++);
            }
            return TaskAnswer.of(lines);
        }
    }
}
