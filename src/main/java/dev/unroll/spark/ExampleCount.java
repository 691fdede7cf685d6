package dev.unroll.spark;

import dev.unroll.data.ExampleRules;
import dev.unroll.data.ExampleRules.Says;
import dev.unroll.data.LabelSet;
import dev.unroll.data.RecordSplit;
import dev.unroll.data.Targets;
import dev.unroll.data.Vocabulary;
import dev.unroll.data.format.OtherStrand;
import dev.unroll.spark.IngestReport.Finding;
import dev.unroll.spec.UsageException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/** The first pass over labelled records: what there is, how often each unit and each label stands in the training part. */
final class ExampleCount implements AutoCloseable {
    private final ExampleRules rules;
    private final JavaRDD<CountedExamples> counted;
    private final CountedExamples all = new CountedExamples();

    /** Counts all records, those of the training part on both strands if there is another one; the split says which are held out. */
    ExampleCount(ExampleInput input, ExampleRules rules, RecordSplit split, Optional<OtherStrand> strand) {
        this.rules = rules;
        this.counted = input.records()
                .mapPartitions(new Count(rules, split, strand.orElse(null)))
                .persist(StorageLevel.MEMORY_AND_DISK());
        counted.map(new WithoutUnits()).collect().forEach(all::add);
        if (all.widths().features == CountedExamples.Widths.DIFFERENT
                || all.widths().values == CountedExamples.Widths.DIFFERENT) {
            throw new UsageException(
                    "records have different numbers: " + input.key() + "=" + input.given(),
                    "name files whose records have as many numbers a step, and as many to be said");
        }
    }

    CountedExamples found() {
        return all;
    }

    /** What was found on the way. */
    IngestReport report() {
        return IngestReport.NONE
                .with(Finding.LINES, all.training().records + all.held().records + all.unusable())
                .with(Finding.UNUSABLE, all.unusable())
                .with(Finding.UNLABELLED, unlabelled(all.training()) + unlabelled(all.held()))
                .with(Finding.MENDED, all.mended())
                .with(Finding.REPLACED, all.replaced() + all.training().replaced + all.held().replaced)
                .with(Finding.LONG_WORDS, all.training().longWords + all.held().longWords);
    }

    private long unlabelled(CountedExamples.Part part) {
        if (rules.says() == Says.NEXT_VECTOR || rules.says().units()) {
            return 0;
        }
        return (rules.says().level() == Targets.Level.RECORD ? part.records : part.steps) - part.targets;
    }

    /** The vocabulary of the training part. */
    Vocabulary vocabulary() {
        return VocabularyCount.vocabulary(counted.flatMapToPair(new Units()), rules.units());
    }

    /** The labels of the training part. */
    LabelSet labels() {
        return LabelSet.of(all.labels().keySet());
    }

    @Override
    public void close() {
        counted.unpersist(false);
    }

    private static final class WithoutUnits implements Function<CountedExamples, CountedExamples> {
        private static final long serialVersionUID = 1L;

        @Override
        public CountedExamples call(CountedExamples counted) {
            return counted.withoutUnits();
        }
    }

    private static final class Units implements PairFlatMapFunction<CountedExamples, String, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public Iterator<Tuple2<String, Long>> call(CountedExamples counted) {
            return new TreeMap<>(counted.units)
                    .entrySet().stream()
                            .map(entry -> new Tuple2<>(entry.getKey(), entry.getValue()))
                            .iterator();
        }
    }

    private static final class Count implements FlatMapFunction<Iterator<FoundRecord>, CountedExamples> {
        private static final long serialVersionUID = 1L;

        private final ExampleRules rules;
        private final RecordSplit split;
        private final @Nullable OtherStrand strand;

        Count(ExampleRules rules, RecordSplit split, @Nullable OtherStrand strand) {
            this.rules = rules;
            this.split = split;
            this.strand = strand;
        }

        @Override
        public Iterator<CountedExamples> call(Iterator<FoundRecord> records) {
            return new Parts(new CheckedExamples(rules, split, Optional.ofNullable(strand)), records);
        }
    }

    /** Counts as it is asked, and nothing behind a mistake. */
    private static final class Parts implements Iterator<CountedExamples> {
        private final CheckedExamples checked;
        private final Iterator<FoundRecord> records;
        private boolean ended;

        Parts(CheckedExamples checked, Iterator<FoundRecord> records) {
            this.checked = checked;
            this.records = records;
        }

        @Override
        public boolean hasNext() {
            return !ended;
        }

        @Override
        public CountedExamples next() {
            if (ended) {
                throw new NoSuchElementException();
            }
            CountedExamples part = new CountedExamples();
            checked.clear();
            while (!checked.isFull() && records.hasNext()) {
                FoundRecord record = records.next();
                if (record.isMistake()) {
                    ended = true;
                    return CountedExamples.failed(record.bytes());
                }
                part.addMended(record);
                if (record.isRejected() || checked.add(record).isPresent()) {
                    part.reject();
                }
            }
            ended = !checked.isFull();
            part.add(checked);
            return part;
        }
    }
}
