package dev.unroll.spark;

import dev.unroll.data.Hash64;
import dev.unroll.data.LabelSet;
import dev.unroll.data.Shard;
import dev.unroll.data.Targets;
import dev.unroll.data.format.Region;
import dev.unroll.spec.UsageException;
import dev.unroll.train.figures.FigureRules;
import dev.unroll.train.figures.Figures;
import dev.unroll.train.figures.MeasuredBases;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import scala.Tuple2;

/**
 * Figures of the bases of genomes. What is said of a shard's windows is sorted by sequence and position, so that each base counts once, in
 * the window where it has its label, and segments go on across windows; a task has whole sequences, and one window of them at a time.
 */
final class GenomeFigures {
    private static final String DIGITS = "0".repeat(19);

    private GenomeFigures() {}

    /** Says something of the bases of a shard's windows. */
    interface Speaker extends Serializable {
        List<MeasuredBases> bases(Shard shard);
    }

    /** The steps of a window that have a label, if there are any: they lie in a row. */
    static Optional<MeasuredBases> core(String key, Targets truth, float[] values, int[] labels) {
        int first = 0;
        while (first < truth.rows() && !isLabelled(truth, first)) {
            first++;
        }
        int last = first;
        while (last < truth.rows() && isLabelled(truth, last)) {
            last++;
        }
        if (first == last) {
            return Optional.empty();
        }
        Region window = Region.ofKey(key);
        int width = values.length / truth.rows();
        MeasuredBases whole = new MeasuredBases(window, truth, width, values, labels);
        return Optional.of(whole.part(window.start() + first, window.start() + last));
    }

    private static boolean isLabelled(Targets truth, int row) {
        return truth.isLabelled(row) || (truth instanceof Targets.Classes one && one.ids()[row] == LabelSet.UNKNOWN);
    }

    /** An answer with figures for each of as many partitions as there are shards. */
    static JavaRDD<byte[]> answers(ShardSet shards, Speaker speaker, FigureRules rules) {
        return shards.rdd()
                .flatMapToPair(new Speak(speaker))
                .repartitionAndSortWithinPartitions(new BySequence(shards.count()))
                .mapPartitions(new Measure(rules));
    }

    private static final class Speak implements PairFlatMapFunction<Shard, String, byte[]> {
        private static final long serialVersionUID = 1L;

        private final Speaker speaker;

        Speak(Speaker speaker) {
            this.speaker = speaker;
        }

        @Override
        public Iterator<Tuple2<String, byte[]>> call(Shard shard) {
            List<Tuple2<String, byte[]>> parts = new ArrayList<>();
            try {
                for (MeasuredBases bases : speaker.bases(shard)) {
                    byte[] encoded = bases.toBytes();
                    byte[] answer = TaskAnswer.allocate(encoded.length);
                    TaskAnswer.open(answer).put(encoded);
                    parts.add(new Tuple2<>(key(bases.region()), answer));
                }
            } catch (UsageException e) {
                return List.of(new Tuple2<>("", TaskAnswer.of(e))).iterator();
            }
            return parts.iterator();
        }

        private static String key(Region region) {
            String start = String.valueOf(region.start());
            return region.contig() + "\t" + DIGITS.substring(start.length()) + start;
        }
    }

    private static final class BySequence extends Partitioner {
        private static final long serialVersionUID = 1L;

        private final int partitions;

        BySequence(int partitions) {
            this.partitions = partitions;
        }

        @Override
        public int numPartitions() {
            return partitions;
        }

        @Override
        public int getPartition(Object key) {
            String text = (String) key;
            byte[] contig =
                    text.substring(0, Math.max(0, text.lastIndexOf('\t'))).getBytes(StandardCharsets.UTF_8);
            return (int) Long.remainderUnsigned(Hash64.of(contig), partitions);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof BySequence that && partitions == that.partitions;
        }

        @Override
        public int hashCode() {
            return partitions;
        }
    }

    private static final class Measure implements FlatMapFunction<Iterator<Tuple2<String, byte[]>>, byte[]> {
        private static final long serialVersionUID = 1L;

        private final FigureRules rules;

        Measure(FigureRules rules) {
            this.rules = rules;
        }

        @Override
        public Iterator<byte[]> call(Iterator<Tuple2<String, byte[]>> parts) {
            Figures figures = new Figures(rules);
            try {
                while (parts.hasNext()) {
                    ByteBuffer answer = TaskAnswer.open(parts.next()._2());
                    byte[] encoded = new byte[answer.remaining()];
                    answer.get(encoded);
                    figures.addBases(MeasuredBases.fromBytes(encoded));
                }
            } catch (UsageException e) {
                return List.of(TaskAnswer.of(e)).iterator();
            }
            figures.endBases();
            return List.of(SparkFigures.answer(figures)).iterator();
        }
    }
}
