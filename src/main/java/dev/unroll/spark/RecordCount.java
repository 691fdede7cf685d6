package dev.unroll.spark;

import dev.unroll.data.Hash64;
import dev.unroll.data.RecordSplit;
import dev.unroll.data.UnitRules;
import dev.unroll.data.Vocabulary;
import dev.unroll.spec.UsageException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/** The first pass over records: units of the training and of the held-out part, and how often each unit stands in the former. */
final class RecordCount implements AutoCloseable {
    /** A task's map of words is handed on after so many bytes: it stays within some 50 MB. */
    private static final long BYTES_PER_MAP = 32 << 20;

    private final JavaRDD<CountedRecords> counted;
    private final UnitRules rules;
    private long trainingUnits;
    private long heldUnits;
    private long bytes;
    private IngestReport report = IngestReport.NONE;

    /** Counts all records; the split says which are held out. */
    RecordCount(RecordInput input, UnitRules rules, RecordSplit split) {
        this.rules = rules;
        this.counted = input.records().mapPartitions(new Count(rules, split)).persist(StorageLevel.MEMORY_AND_DISK());
        for (byte[] answer : counted.map(new Answer()).collect()) {
            long[] numbers = TaskAnswer.numbers(answer);
            trainingUnits += numbers[0];
            heldUnits += numbers[1];
            bytes += numbers[2];
            report = report.plus(IngestReport.of(numbers, 3));
        }
    }

    long trainingUnits() {
        return trainingUnits;
    }

    long heldUnits() {
        return heldUnits;
    }

    /** Bytes of all texts. */
    long bytes() {
        return bytes;
    }

    /** What was found on the way. */
    IngestReport report() {
        return report;
    }

    /** The vocabulary of the training part. */
    Vocabulary vocabulary() {
        return VocabularyCount.vocabulary(counted.flatMapToPair(new Counts()), rules);
    }

    @Override
    public void close() {
        counted.unpersist(false);
    }

    private static final class Answer implements Function<CountedRecords, byte[]> {
        private static final long serialVersionUID = 1L;

        @Override
        public byte[] call(CountedRecords counted) {
            return counted.answer();
        }
    }

    private static final class Counts implements PairFlatMapFunction<CountedRecords, String, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public Iterator<Tuple2<String, Long>> call(CountedRecords counted) {
            return counted.counts.entrySet().stream()
                    .map(entry -> new Tuple2<>(entry.getKey(), entry.getValue()))
                    .iterator();
        }
    }

    private static final class Count implements FlatMapFunction<Iterator<SourceRecord>, CountedRecords> {
        private static final long serialVersionUID = 1L;

        private final UnitRules rules;
        private final RecordSplit split;

        Count(UnitRules rules, RecordSplit split) {
            this.rules = rules;
            this.split = split;
        }

        @Override
        public Iterator<CountedRecords> call(Iterator<SourceRecord> records) {
            return new Parts(rules, split, records);
        }
    }

    /** Counts as it is asked: one element for every so many bytes, and none behind a mistake. */
    private static final class Parts implements Iterator<CountedRecords> {
        private final UnitRules rules;
        private final RecordSplit split;
        private final Iterator<SourceRecord> records;
        private boolean ended;

        Parts(UnitRules rules, RecordSplit split, Iterator<SourceRecord> records) {
            this.rules = rules;
            this.split = split;
            this.records = records;
        }

        @Override
        public boolean hasNext() {
            return !ended;
        }

        @Override
        public CountedRecords next() {
            if (ended) {
                throw new NoSuchElementException();
            }
            CountedRecords.Counter counter = new CountedRecords.Counter(rules);
            try {
                while (counter.bytes() < BYTES_PER_MAP && records.hasNext()) {
                    SourceRecord record = records.next();
                    if (record.isMistake()) {
                        ended = true;
                        return CountedRecords.failed(record.bytes());
                    }
                    count(record, counter);
                }
                ended = counter.bytes() < BYTES_PER_MAP;
                return counter.result();
            } catch (UsageException e) {
                ended = true;
                return CountedRecords.failed(TaskAnswer.of(e));
            }
        }

        private void count(SourceRecord record, CountedRecords.Counter counter) {
            byte[] text = record.bytes();
            if (record.isUnusable()) {
                counter.addUnusable();
            } else if (record.isTooLong()) {
                counter.addTooLong();
            } else if (!record.hasText()) {
                counter.addMissing();
            } else if (split.isValidation(Hash64.of(text))) {
                counter.addHeld(text);
            } else {
                counter.addTraining(text);
            }
        }
    }
}
