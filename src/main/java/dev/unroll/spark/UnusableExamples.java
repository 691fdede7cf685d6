package dev.unroll.spark;

import dev.unroll.data.ExampleRules;
import dev.unroll.data.RecordSplit;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.jspecify.annotations.Nullable;

/** The labelled records that cannot be used: those that {@link ExampleCount} counted as such. */
final class UnusableExamples implements FlatMapFunction<Iterator<FoundRecord>, String[]> {
    private static final long serialVersionUID = 1L;

    private final ExampleRules rules;
    private final RecordSplit split;

    UnusableExamples(ExampleRules rules, RecordSplit split) {
        this.rules = rules;
        this.split = split;
    }

    /** Place, reason and text of each. */
    JavaRDD<String[]> among(JavaRDD<FoundRecord> records) {
        return records.mapPartitions(this);
    }

    @Override
    public Iterator<String[]> call(Iterator<FoundRecord> records) {
        return new Unusable(records, new CheckedExamples(rules, split));
    }

    private static final class Unusable implements Iterator<String[]> {
        private final Iterator<FoundRecord> records;
        private final CheckedExamples checked;
        private String @Nullable [] next;

        Unusable(Iterator<FoundRecord> records, CheckedExamples checked) {
            this.records = records;
            this.checked = checked;
        }

        @Override
        public boolean hasNext() {
            while (next == null && records.hasNext()) {
                FoundRecord record = records.next();
                if (checked.isFull()) {
                    checked.clear();
                }
                if (record.isRejected()) {
                    next = new String[] {record.place(), record.reason(), record.text()};
                } else if (record.isRecord()) {
                    Optional<String> fault = checked.add(record);
                    fault.ifPresent(reason -> next = new String[] {record.place(), reason, text(record)});
                }
            }
            return next != null;
        }

        private static String text(FoundRecord record) {
            return new String(record.example().reading().text(), StandardCharsets.UTF_8);
        }

        @Override
        public String[] next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            String[] found = Objects.requireNonNull(next);
            next = null;
            return found;
        }
    }
}
