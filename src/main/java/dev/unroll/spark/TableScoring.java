package dev.unroll.spark;

import dev.unroll.data.ExampleRules;
import dev.unroll.data.Found;
import dev.unroll.data.format.LabelMap;
import dev.unroll.data.format.RowExamples;
import dev.unroll.train.scoring.ExampleScorer;
import dev.unroll.train.scoring.ReadableCount;
import dev.unroll.train.scoring.ScoredRecords;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** Says something of the rows of a table whose last column is what is read: their columns without that one, then what is said. */
final class TableScoring implements MapPartitionsFunction<Row, Row> {
    /** The last column. */
    static final String TEXT = "unroll text";

    private static final long serialVersionUID = 1L;

    private final String source;
    private final Shipped<LabellingModel> model;
    private final boolean probabilities;

    TableScoring(String source, Shipped<LabellingModel> model, boolean probabilities) {
        this.source = source;
        this.model = model;
        this.probabilities = probabilities;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        LabellingModel known = model.get();
        Reading reading = new Reading(source, known.rules(), rows);
        ExampleScorer scorer = known.scorer(probabilities ? ExampleScorer.Detail.ALL : ExampleScorer.Detail.SAID);
        PredictionColumns columns = new PredictionColumns(known.rules().says(), probabilities);
        return new Scored(reading, new ScoredRecords(scorer, reading), columns);
    }

    /** Counts the same rows, and those of which nothing will be said. */
    FlatMapFunction<Iterator<Row>, byte[]> look() {
        return new Look(source, model);
    }

    private static final class Look implements FlatMapFunction<Iterator<Row>, byte[]> {
        private static final long serialVersionUID = 1L;

        private final String source;
        private final Shipped<LabellingModel> model;

        Look(String source, Shipped<LabellingModel> model) {
            this.source = source;
            this.model = model;
        }

        @Override
        public Iterator<byte[]> call(Iterator<Row> rows) throws Exception {
            LabellingModel known = model.get();
            try {
                ReadableCount count = ReadableCount.of(
                        known.scorer(ExampleScorer.Detail.SAID)::faults,
                        new Forgetful(new Reading(source, known.rules(), rows)));
                return List.of(TaskAnswer.of(count.records(), count.rejected())).iterator();
            } catch (Exception e) {
                return List.of(TaskAnswer.of(SourceFaults.mistake(source, e).orElseThrow(() -> e)))
                        .iterator();
            }
        }
    }

    /** Records of rows that wait for nothing. */
    private record Forgetful(Reading reading) implements Iterator<Found> {
        @Override
        public boolean hasNext() {
            return reading.hasNext();
        }

        @Override
        public Found next() {
            Found found = reading.next();
            reading.waiting.remove();
            return found;
        }
    }

    /** Rows as records; each row waits until something is said of it. */
    private static final class Reading implements Iterator<Found> {
        private final String source;
        private final RowExamples read;
        private final Iterator<Row> rows;
        private final Deque<Row> waiting = new ArrayDeque<>();

        Reading(String source, ExampleRules rules, Iterator<Row> rows) {
            this.source = source;
            this.read = new RowExamples(rules.says(), "", LabelMap.NONE);
            this.rows = rows;
        }

        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public Found next() {
            Row row = rows.next();
            waiting.add(row);
            return read.example(source, "", ExampleRows.plain(row.get(row.length() - 1)), null);
        }
    }

    private static final class Scored implements Iterator<Row> {
        private final Reading reading;
        private final ScoredRecords records;
        private final PredictionColumns columns;

        Scored(Reading reading, ScoredRecords records, PredictionColumns columns) {
            this.reading = reading;
            this.records = records;
            this.columns = columns;
        }

        @Override
        public boolean hasNext() {
            return records.hasNext();
        }

        @Override
        public Row next() {
            ScoredRecords.Scored scored = records.next();
            Row row = reading.waiting.remove();
            List<@Nullable Object> values = new ArrayList<>();
            for (int c = 0; c < row.length() - 1; c++) {
                values.add(row.get(c));
            }
            columns.append(values, scored.said());
            return RowFactory.create(values.toArray());
        }
    }
}
