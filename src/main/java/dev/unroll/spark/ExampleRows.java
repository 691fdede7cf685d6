package dev.unroll.spark;

import dev.unroll.data.ExampleRules;
import dev.unroll.data.format.LabelMap;
import dev.unroll.data.format.RowExamples;
import dev.unroll.spark.IngestReport.Finding;
import dev.unroll.spec.DataSpec;
import dev.unroll.spec.Keys;
import dev.unroll.spec.LabelSpec;
import dev.unroll.spec.Spec;
import dev.unroll.spec.UsageException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Labelled records as rows of any Spark SQL source: what is read, its label and perhaps its key stand in columns. */
final class ExampleRows {
    private final Rows rows;
    private final DataSpec data;
    private final ExampleRules rules;

    ExampleRows(Rows rows, Spec spec) {
        this.rows = rows;
        this.data = spec.data();
        this.rules = ExampleRules.of(spec).orElseThrow();
    }

    /** The rows of a source, kept for the second reading. */
    ExampleInput read(String key, String given) {
        LabelSpec labels = data.labels();
        if (labels.column().isEmpty()) {
            throw new UsageException(
                    "no column of labels: data.label-column= data.format=" + data.format(),
                    "name the column that says what is to be learnt");
        }
        Dataset<Row> all = rows.select(key, given);
        List<Column> columns = new ArrayList<>();
        columns.add(new ReadColumns(all, key, given).of(data));
        columns.add(column(all, key, given, Keys.DATA_LABEL_COLUMN.name(), labels.column()));
        if (!labels.key().isEmpty()) {
            columns.add(column(all, key, given, Keys.DATA_KEY_COLUMN.name(), labels.key()));
        }
        Dataset<Row> chosen = all.select(columns.toArray(new Column[0]));
        RowExamples read = new RowExamples(rules.says(), labels.several(), LabelMap.parse(labels.map()));
        JavaRDD<FoundRecord> records = chosen.toJavaRDD()
                .mapPartitions(new Records(key + "=" + given, read))
                .persist(StorageLevel.MEMORY_AND_DISK());
        IngestReport report = IngestReport.NONE.with(Finding.FILES, rows.files(chosen, key, given));
        return new ExampleInput(key, given, records, report, () -> records.unpersist(false));
    }

    /** A column of text, numbers, or arrays of them; whatever else becomes text. */
    static Column column(Dataset<Row> all, String key, String given, String option, String name) {
        Column column = Rows.column(all, key, given, option + "=" + name, name);
        DataType type = all.select(column).schema().fields()[0].dataType();
        DataType inner = type;
        while (inner instanceof ArrayType array) {
            inner = array.elementType();
        }
        boolean known = inner instanceof StringType || inner instanceof NumericType || inner instanceof BinaryType;
        if (!known && type instanceof ArrayType) {
            throw new UsageException(
                    "column cannot be read: " + option + "=" + name + " type=" + type.simpleString(),
                    "name a column of text, of numbers, or of arrays of them");
        }
        return known ? column : column.cast("string");
    }

    /** Spark's sequences as lists. */
    static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Seq<?> seq) {
            List<@Nullable Object> list = new ArrayList<>();
            CollectionConverters.asJava(seq).forEach(element -> list.add(plain(element)));
            return list;
        }
        return value;
    }

    private static final class Records implements FlatMapFunction<Iterator<Row>, FoundRecord> {
        private static final long serialVersionUID = 1L;

        private final String source;
        private final RowExamples read;

        Records(String source, RowExamples read) {
            this.source = source;
            this.read = read;
        }

        @Override
        public Iterator<FoundRecord> call(Iterator<Row> rows) {
            return new Reading(source, read, rows);
        }
    }

    private static final class Reading implements Iterator<FoundRecord> {
        private final String source;
        private final RowExamples read;
        private final Iterator<Row> rows;
        private @Nullable FoundRecord mistake;
        private boolean ended;

        Reading(String source, RowExamples read, Iterator<Row> rows) {
            this.source = source;
            this.read = read;
            this.rows = rows;
        }

        @Override
        public boolean hasNext() {
            if (ended || mistake != null) {
                return !ended;
            }
            try {
                return rows.hasNext();
            } catch (Exception e) {
                mistake = mistake(e);
                return true;
            }
        }

        @Override
        public FoundRecord next() {
            FoundRecord last = mistake;
            if (last == null) {
                try {
                    return record(rows.next());
                } catch (Exception e) {
                    last = mistake(e);
                }
            }
            ended = true;
            return last;
        }

        private FoundRecord record(Row row) {
            String key = row.length() < 3 || row.isNullAt(2) ? "" : row.get(2).toString();
            String place = source + (key.isEmpty() ? "" : " key=" + key);
            return FoundRecord.of(read.example(place, key, plain(row.get(0)), plain(row.get(1))));
        }

        private FoundRecord mistake(Exception thrown) {
            return FoundRecord.of(SourceFaults.mistake(source, thrown)
                    .orElseThrow(() -> new IllegalStateException("source cannot be read: " + source, thrown)));
        }
    }
}
