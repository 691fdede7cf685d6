package dev.unroll.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.unroll.data.ExampleRules;
import dev.unroll.data.RecordSplit;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes labelled records that cannot be used aside, as files of one JSON object a line: place, reason, text. They stay when the run
 * ends.
 */
final class ExampleQuarantine {
    private static final Logger LOG = LoggerFactory.getLogger(ExampleQuarantine.class);

    private final Staging staging;
    private final ExampleRules rules;
    private final RecordSplit split;

    ExampleQuarantine(Staging staging, ExampleRules rules, RecordSplit split) {
        this.staging = staging;
        this.rules = rules;
        this.split = split;
    }

    /** Writes what was counted as unusable; nothing if there is none. */
    void write(ExampleInput input, long unusable) {
        if (unusable > 0) {
            Path folder = new Path(staging.aside(), input.key() + "-rejected");
            input.records().mapPartitions(new Unusable(rules, split)).saveAsTextFile(folder.toString());
            LOG.warn("records are left out: count={} written-to={}", unusable, folder);
        }
    }

    private static final class Unusable implements FlatMapFunction<Iterator<FoundRecord>, String> {
        private static final long serialVersionUID = 1L;

        private final ExampleRules rules;
        private final RecordSplit split;

        Unusable(ExampleRules rules, RecordSplit split) {
            this.rules = rules;
            this.split = split;
        }

        @Override
        public Iterator<String> call(Iterator<FoundRecord> records) {
            return new Lines(records, new CheckedExamples(rules, split));
        }
    }

    private static final class Lines implements Iterator<String> {
        private final ObjectMapper mapper = new ObjectMapper();
        private final Iterator<FoundRecord> records;
        private final CheckedExamples checked;
        private @Nullable String next;

        Lines(Iterator<FoundRecord> records, CheckedExamples checked) {
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
                    next = json(record.place(), record.reason(), record.text());
                } else if (record.isRecord()) {
                    Optional<String> fault = checked.add(record);
                    fault.ifPresent(reason -> next = json(record.place(), reason, text(record)));
                }
            }
            return next != null;
        }

        private static String text(FoundRecord record) {
            return new String(record.example().reading().text(), StandardCharsets.UTF_8);
        }

        private String json(String place, String reason, String text) {
            Map<String, String> line = new LinkedHashMap<>();
            line.put("place", place);
            line.put("reason", reason);
            line.put("text", text);
            try {
                return mapper.writeValueAsString(line);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("strings can always be written", e);
            }
        }

        @Override
        public String next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            String line = Objects.requireNonNull(next);
            next = null;
            return line;
        }
    }
}
