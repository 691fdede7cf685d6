package dev.unroll.spark;

import dev.unroll.data.BlockCount;
import dev.unroll.data.RecordCounter;
import dev.unroll.data.UnitRules;
import dev.unroll.spark.IngestReport.Finding;
import java.io.Serializable;
import java.util.HashMap;

/** What a task found in a part of the records. A plain class of arrays: it may be spilled by any serializer. */
final class CountedRecords implements Serializable {
    private static final long serialVersionUID = 1L;

    /** How often each unit stands in the training part. */
    final HashMap<String, Long> counts = new HashMap<>();

    private final byte[] answer;

    private CountedRecords(byte[] answer) {
        this.answer = answer;
    }

    /** What {@link RecordCount} reads. */
    byte[] answer() {
        return answer;
    }

    /** The part that a mistake ended. */
    static CountedRecords failed(byte[] mistake) {
        return new CountedRecords(mistake);
    }

    /** Counts records of both parts of the corpus. */
    static final class Counter {
        private final RecordCounter training;
        private final RecordCounter held;
        private long missing;
        private long tooLong;
        private long unusable;
        private long bytes;

        Counter(UnitRules rules) {
            training = new RecordCounter(rules);
            held = new RecordCounter(rules);
        }

        void addMissing() {
            missing++;
        }

        /** A record so long that nobody has read it. */
        void addTooLong() {
            tooLong++;
        }

        /** What should have been a record. */
        void addUnusable() {
            unusable++;
        }

        void addTraining(byte[] record) {
            bytes += record.length;
            training.add(record, record.length);
        }

        void addHeld(byte[] record) {
            bytes += record.length;
            held.add(record, record.length);
        }

        long bytes() {
            return bytes;
        }

        CountedRecords result() {
            BlockCount first = training.count();
            BlockCount second = held.count();
            IngestReport found = IngestReport.of(first)
                    .plus(IngestReport.of(second))
                    .with(Finding.LINES, missing + tooLong + unusable)
                    .with(Finding.UNUSABLE, unusable)
                    .with(Finding.MISSING, missing)
                    .with(Finding.REJECTED, tooLong);
            CountedRecords counted =
                    new CountedRecords(TaskAnswer.of(found.numbers(first.units(), second.units(), bytes)));
            counted.counts.putAll(first.counts());
            return counted;
        }
    }
}
