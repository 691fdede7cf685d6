package dev.unroll.spark;

import dev.unroll.data.TextScan;
import dev.unroll.data.UnitRules;
import dev.unroll.spec.Spec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;

/** The lines of text files as records. */
final class Lines {
    private Lines() {}

    static RecordInput read(JavaSparkContext context, Spec spec, TextFiles.Ready ready) {
        TextSource source = new TextSource(ready.files(), UnitRules.of(spec), context.hadoopConfiguration());
        Shipped<TextSource> shipped = new Shipped<>(context, source);
        int blocks = source.corpus().blocks();
        List<Integer> all = new ArrayList<>(blocks);
        for (int i = 0; i < blocks; i++) {
            all.add(i);
        }
        int tasks = StreamCount.tasks(blocks, context.defaultParallelism());
        return new RecordInput(
                ready.found().key(),
                ready.found().given(),
                context.parallelize(all, Math.max(1, tasks)).flatMap(new LinesOf(shipped)),
                Optional.empty(),
                ready.report(),
                shipped::destroy);
    }

    /** The lines that begin in a block. */
    private static final class LinesOf implements FlatMapFunction<Integer, SourceRecord> {
        private static final long serialVersionUID = 1L;

        private final Shipped<TextSource> source;

        LinesOf(Shipped<TextSource> source) {
            this.source = source;
        }

        @Override
        public Iterator<SourceRecord> call(Integer block) {
            List<SourceRecord> lines = new ArrayList<>();
            try (TextScan scan = source.get().scan()) {
                scan.lines(
                        block,
                        (file, offset, bytes, length) -> lines.add(
                                length < 0
                                        ? SourceRecord.tooLong(file, offset)
                                        : SourceRecord.line(file, offset, Arrays.copyOf(bytes, length))));
            }
            return lines.iterator();
        }
    }
}
