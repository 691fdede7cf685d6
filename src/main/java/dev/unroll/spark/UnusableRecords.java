package dev.unroll.spark;

import dev.unroll.data.RecordEncoder;
import dev.unroll.data.UnitIds;
import dev.unroll.data.UnitRules;
import dev.unroll.spec.Keys;
import dev.unroll.spec.Spec;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The records of a text or table that cannot be used: texts that are too long, or only their place where they are too long to be read,
 * what is no record, and whole rows without a text.
 */
final class UnusableRecords {
    private final Spec spec;

    UnusableRecords(Spec spec) {
        this.spec = spec;
    }

    /** Place, reason and text of each. */
    JavaRDD<String[]> among(RecordInput input) {
        String source = input.key() + "=" + input.given();
        JavaRDD<String[]> texts = input.records().flatMap(new Texts(UnitRules.of(spec), source));
        return input.withoutText()
                .map(rows ->
                        rows.toJSON().toJavaRDD().map(new WithoutText(source)).union(texts))
                .orElse(texts);
    }

    /** A row of a table as JSON, in the place of its text. */
    private static final class WithoutText implements Function<String, String[]> {
        private static final long serialVersionUID = 1L;
        private static final int SHOWN = 80;

        private final String source;

        WithoutText(String source) {
            this.source = source;
        }

        @Override
        public String[] call(String row) {
            return new String[] {
                source, "no text: row=" + (row.length() > SHOWN ? row.substring(0, SHOWN) + "..." : row), row
            };
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

    /** Those of a task that are no rows. */
    private static final class Texts implements FlatMapFunction<SourceRecord, String[]> {
        private static final long serialVersionUID = 1L;

        private final UnitRules rules;
        private final String source;
        private transient @Nullable RecordEncoder encoder;

        Texts(UnitRules rules, String source) {
            this.rules = rules;
            this.source = source;
        }

        @Override
        public Iterator<String[]> call(SourceRecord record) {
            String place = record.place().isEmpty() ? source : record.place();
            if (record.isTooLong()) {
                return one(place, "too long to be read", "");
            }
            if (record.isUnusable()) {
                return one(place, record.reason(), new String(record.bytes(), StandardCharsets.UTF_8));
            }
            return record.hasText() && !fits(record.bytes())
                    ? one(
                            place,
                            "too long: " + Keys.DATA_MAX_LENGTH.name() + "=" + rules.maxLength(),
                            new String(record.bytes(), StandardCharsets.UTF_8))
                    : Collections.emptyIterator();
        }

        private static Iterator<String[]> one(String... rejected) {
            return List.<String[]>of(rejected).iterator();
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
