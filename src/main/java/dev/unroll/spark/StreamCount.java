package dev.unroll.spark;

import dev.unroll.data.BlockCount;
import dev.unroll.data.TextScan;
import dev.unroll.data.Vocabulary;
import dev.unroll.spec.UsageException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * The first pass over running text: units of each block, and how often each unit stands in the training part.
 *
 * @implNote Where the training part ends is known only when all is counted. So each task keeps the counts of its blocks
 * (persisted); the second job adds those of tasks wholly inside the part and reads again only the blocks of the one task that
 * the end falls into.
 */
final class StreamCount implements AutoCloseable {
    /** Blocks of a task at most: its map of words stays within some 50 MB. */
    private static final int BLOCKS_PER_TASK = 32;

    private final JavaSparkContext context;
    private final Shipped<TextSource> source;
    private final JavaRDD<CountedBlocks> counted;
    private final List<Long> blockUnits = new ArrayList<>();
    private IngestReport report = IngestReport.NONE;

    /** Counts all units, and each by itself if {@code counting} says so. */
    StreamCount(JavaSparkContext context, Shipped<TextSource> source, Counting counting) {
        this.context = context;
        this.source = source;
        List<int[]> ranges = ranges(source.get().corpus().blocks(), context.defaultParallelism());
        this.counted = context.parallelize(ranges, Math.max(1, ranges.size()))
                .map(new CountRange(source, counting.limit))
                .persist(StorageLevel.MEMORY_AND_DISK());
        for (byte[] answer : counted.map(new Answer()).collect()) {
            long[] numbers = TaskAnswer.numbers(answer);
            int blocks = numbers.length - IngestReport.SIZE;
            for (int i = 0; i < blocks; i++) {
                blockUnits.add(numbers[i]);
            }
            report = report.plus(IngestReport.of(numbers, blocks));
        }
    }

    /** What is counted. */
    enum Counting {
        /** How many units there are. */
        UNITS(0),
        /** How often each unit is there. */
        EACH_UNIT(Long.MAX_VALUE);

        private final long limit;

        Counting(long limit) {
            this.limit = limit;
        }
    }

    /** About three tasks for each core, and never more blocks than a task may hold. */
    static int tasks(int blocks, int cores) {
        return Math.max(Math.min(blocks, 3 * cores), (blocks + BLOCKS_PER_TASK - 1) / BLOCKS_PER_TASK);
    }

    /** From block, to block, for each task. */
    private static List<int[]> ranges(int blocks, int cores) {
        int tasks = tasks(blocks, cores);
        List<int[]> ranges = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            ranges.add(new int[] {(int) ((long) blocks * i / tasks), (int) ((long) blocks * (i + 1) / tasks)});
        }
        return ranges;
    }

    /** Units of each block. */
    List<Long> blockUnits() {
        return Collections.unmodifiableList(blockUnits);
    }

    long units() {
        return blockUnits.stream().mapToLong(Long::longValue).sum();
    }

    /** What was found on the way. */
    IngestReport report() {
        return report;
    }

    /** The vocabulary of the first {@code trainingUnits} units. */
    Vocabulary vocabulary(long trainingUnits) {
        long[] starts = new long[blockUnits.size() + 1];
        for (int i = 0; i < blockUnits.size(); i++) {
            starts[i + 1] = starts[i] + blockUnits.get(i);
        }
        Shipped<long[]> shipped = new Shipped<>(context, starts);
        try {
            return VocabularyCount.vocabulary(
                    counted.flatMapToPair(new TrainingCounts(source, shipped, trainingUnits)),
                    source.get().rules());
        } finally {
            shipped.destroy();
        }
    }

    @Override
    public void close() {
        counted.unpersist(false);
    }

    private static final class CountRange implements Function<int[], CountedBlocks> {
        private static final long serialVersionUID = 1L;

        private final Shipped<TextSource> source;
        private final long limit;

        CountRange(Shipped<TextSource> source, long limit) {
            this.source = source;
            this.limit = limit;
        }

        @Override
        public CountedBlocks call(int[] range) {
            CountedBlocks counted = new CountedBlocks(range[0], range[1] - range[0]);
            try (TextScan scan = source.get().scan()) {
                for (int block = range[0]; block < range[1]; block++) {
                    counted.add(block, scan.count(block, limit));
                }
            } catch (UsageException e) {
                counted.fail(TaskAnswer.of(e));
            }
            return counted;
        }
    }

    private static final class Answer implements Function<CountedBlocks, byte[]> {
        private static final long serialVersionUID = 1L;

        @Override
        public byte[] call(CountedBlocks counted) {
            return counted.answer();
        }
    }

    /** Of a task's counts, those that lie in the training part. */
    private static final class TrainingCounts implements PairFlatMapFunction<CountedBlocks, String, Long> {
        private static final long serialVersionUID = 1L;

        private final Shipped<TextSource> source;
        private final Shipped<long[]> starts;
        private final long trainingUnits;

        TrainingCounts(Shipped<TextSource> source, Shipped<long[]> starts, long trainingUnits) {
            this.source = source;
            this.starts = starts;
            this.trainingUnits = trainingUnits;
        }

        @Override
        public Iterator<Tuple2<String, Long>> call(CountedBlocks counted) {
            long[] start = starts.get();
            int end = counted.firstBlock + counted.units.length;
            Map<String, Long> counts = Map.of();
            if (start[end] <= trainingUnits) {
                counts = counted.counts;
            } else if (start[counted.firstBlock] < trainingUnits) {
                counts = recount(counted.firstBlock, start);
            }
            return counts.entrySet().stream()
                    .map(entry -> new Tuple2<>(entry.getKey(), entry.getValue()))
                    .iterator();
        }

        private Map<String, Long> recount(int first, long[] start) {
            Map<String, Long> counts = new HashMap<>();
            try (TextScan scan = source.get().scan()) {
                for (int block = first; start[block] < trainingUnits; block++) {
                    BlockCount count = scan.count(block, trainingUnits - start[block]);
                    count.counts().forEach((unit, number) -> counts.merge(unit, number, Long::sum));
                }
            }
            return counts;
        }
    }
}
