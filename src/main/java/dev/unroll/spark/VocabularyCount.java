package dev.unroll.spark;

import dev.unroll.data.UnitRules;
import dev.unroll.data.Vocabulary;
import dev.unroll.spec.VocabularySpec.Unit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function2;
import scala.Tuple2;

/**
 * From counts all over the cluster to a vocabulary: each reducer keeps of its units only those that can still be chosen, so no
 * more than reducers x {@code vocabulary.size} units come to the driver.
 */
final class VocabularyCount {
    private VocabularyCount() {}

    static Vocabulary vocabulary(JavaPairRDD<String, Long> counts, UnitRules rules) {
        Unit unit = rules.vocabulary().unit();
        boolean many = unit == Unit.WORD || unit == Unit.KMER;
        int reducers = many ? Math.max(1, counts.context().defaultParallelism()) : 1;
        Map<String, Long> best = new HashMap<>();
        for (Tuple2<String, Long> count : counts.reduceByKey(new Sum(), reducers)
                .mapPartitions(new Best(rules))
                .collect()) {
            best.put(count._1(), count._2());
        }
        return Vocabulary.build(rules, best);
    }

    private static final class Sum implements Function2<Long, Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long call(Long a, Long b) {
            return a + b;
        }
    }

    /** The vocabulary of a part of the units, with their counts: what is not in it is not in that of all units either. */
    private static final class Best implements FlatMapFunction<Iterator<Tuple2<String, Long>>, Tuple2<String, Long>> {
        private static final long serialVersionUID = 1L;

        private final UnitRules rules;

        Best(UnitRules rules) {
            this.rules = rules;
        }

        @Override
        public Iterator<Tuple2<String, Long>> call(Iterator<Tuple2<String, Long>> counts) {
            Map<String, Long> all = new HashMap<>();
            counts.forEachRemaining(count -> all.put(count._1(), count._2()));
            Vocabulary vocabulary = Vocabulary.build(rules, all);
            List<Tuple2<String, Long>> best = new ArrayList<>();
            for (String unit : vocabulary.units()) {
                Long count = all.get(unit);
                if (count != null) {
                    best.add(new Tuple2<>(unit, count));
                }
            }
            return best.iterator();
        }
    }
}
