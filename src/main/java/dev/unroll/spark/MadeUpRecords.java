package dev.unroll.spark;

import dev.unroll.data.format.ExampleReader;
import dev.unroll.data.format.Synthetic;
import dev.unroll.spec.DataSpec;
import dev.unroll.spec.Spec;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;

/** Records that are computed on the cluster, the same ones however many tasks there are. */
final class MadeUpRecords {
    private MadeUpRecords() {}

    static ExampleInput of(JavaSparkContext context, Spec spec, String key) {
        DataSpec data = spec.data();
        Synthetic source = Synthetic.of(data.format(), data.options());
        int parts = Math.max(1, context.defaultParallelism());
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            all.add(i);
        }
        return new ExampleInput(
                key,
                data.format(),
                context.parallelize(all, parts).flatMap(new Part(source, parts)),
                IngestReport.NONE,
                () -> {});
    }

    private static final class Part implements FlatMapFunction<Integer, FoundRecord> {
        private static final long serialVersionUID = 1L;

        private final Synthetic source;
        private final int parts;

        Part(Synthetic source, int parts) {
            this.source = source;
            this.parts = parts;
        }

        @Override
        public Iterator<FoundRecord> call(Integer part) {
            ExampleReader records = source.open(part, parts);
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return records.hasNext();
                }

                @Override
                public FoundRecord next() {
                    return FoundRecord.of(records.next());
                }
            };
        }
    }
}
