package dev.unroll.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.unroll.data.RecordEncoder;
import dev.unroll.data.UnitIds;
import dev.unroll.data.UnitRules;
import dev.unroll.spark.IngestReport.Finding;
import dev.unroll.spec.Spec;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes records that cannot be used aside, as files of one JSON object a line: texts that are too long, or only their place where they
 * are too long to be read, and whole rows without a text. They stay when the run ends.
 */
final class Quarantine {
    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);

    private final Spec spec;
    private final Staging staging;

    Quarantine(Spec spec, Staging staging) {
        this.spec = spec;
        this.staging = staging;
    }

    /** Writes what was counted as unusable; nothing if there is none. */
    void write(RecordInput input, RecordCount count) {
        long rejected = count.report().count(Finding.REJECTED);
        long missing = count.report().count(Finding.MISSING);
        if (rejected > 0) {
            Path folder = new Path(staging.aside(), input.key() + "-too-long");
            input.records().flatMap(new TooLong(UnitRules.of(spec))).saveAsTextFile(folder.toString());
            LOG.warn("too long records are left out: count={} written-to={}", rejected, folder);
        }
        if (missing > 0 && input.withoutText().isPresent()) {
            Path folder = new Path(staging.aside(), input.key() + "-without-text");
            Dataset<Row> rows = input.withoutText().get();
            rows.write().mode(SaveMode.ErrorIfExists).json(folder.toString());
            LOG.warn("rows without a text are left out: count={} written-to={}", missing, folder);
        }
    }

    /** Whether a record is too long does not depend on which units are known. */
    private enum NoneKnown implements UnitIds {
        INSTANCE;

        @Override
        public int codePoint(int codePoint) {
            return UNKNOWN;
        }

        @Override
        public int word(byte[] utf8, int length) {
            return UNKNOWN;
        }
    }

    /** The too long texts of a task as JSON. */
    private static final class TooLong implements FlatMapFunction<SourceRecord, String> {
        private static final long serialVersionUID = 1L;

        private final UnitRules rules;
        private transient @Nullable RecordEncoder encoder;

        TooLong(UnitRules rules) {
            this.rules = rules;
        }

        @Override
        public Iterator<String> call(SourceRecord record) throws JsonProcessingException {
            if (record.isTooLong()) {
                return json("place", record);
            }
            return record.hasText() && !fits(record.bytes()) ? json("text", record) : Collections.emptyIterator();
        }

        private static Iterator<String> json(String field, SourceRecord record) throws JsonProcessingException {
            Map<String, String> line = Map.of(field, new String(record.bytes(), StandardCharsets.UTF_8));
            return List.of(new ObjectMapper().writeValueAsString(line)).iterator();
        }

        private boolean fits(byte[] text) {
            RecordEncoder known = encoder;
            if (known == null) {
                known = new RecordEncoder(rules, NoneKnown.INSTANCE);
                encoder = known;
            }
            known.units().clear();
            return known.encode(text, text.length);
        }
    }
}
