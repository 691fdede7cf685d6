package dev.unroll.spark;

import dev.unroll.data.format.LabelledSequences;
import dev.unroll.data.format.Region;
import dev.unroll.spec.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;

/** How many bases have features of several classes, one task for some sequences. */
final class SequenceConflicts {
    private SequenceConflicts() {}

    /** In these stretches; a conflict that is not to be is refused. */
    static long of(JavaSparkContext context, LabelledSequences format, SortedMap<String, Region> wanted) {
        List<String> stretches = new ArrayList<>();
        wanted.values().forEach(region -> stretches.add(region.key()));
        Shipped<LabelledSequences> shipped = new Shipped<>(context, format);
        try {
            int tasks = Math.max(1, Math.min(stretches.size(), context.defaultParallelism()));
            long conflicts = 0;
            for (byte[] answer : context.parallelize(stretches, tasks)
                    .map(new Count(shipped))
                    .collect()) {
                conflicts += TaskAnswer.numbers(answer)[0];
            }
            return conflicts;
        } finally {
            shipped.destroy();
        }
    }

    private static final class Count implements Function<String, byte[]> {
        private static final long serialVersionUID = 1L;

        private final Shipped<LabelledSequences> format;

        Count(Shipped<LabelledSequences> format) {
            this.format = format;
        }

        @Override
        public byte[] call(String stretch) {
            try {
                return TaskAnswer.of(format.get().labels().conflicts(Region.ofKey(stretch)));
            } catch (UsageException e) {
                return TaskAnswer.of(e);
            }
        }
    }
}
