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
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
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
        Dataset<Row> all = rows.selectWhole(key, given);
        List<Column> columns = new ArrayList<>();
        columns.add(new ReadColumns(all, key, given).of(data));
        columns.add(column(all, key, given, Keys.DATA_LABEL_COLUMN.name(), labels.column()));
        int keys = labels.key().isEmpty() ? -1 : columns.size();
        if (keys >= 0) {
            columns.add(column(all, key, given, Keys.DATA_KEY_COLUMN.name(), labels.key()));
        }
        Optional<Column> whole = rows.corrupt(all);
        int corrupt = whole.isEmpty() ? -1 : columns.size();
        whole.ifPresent(columns::add);
        int place = rows.isFiles() ? columns.size() : -1;
        if (rows.isFiles()) {
            columns.addAll(RowPlaces.columns());
        }
        Dataset<Row> chosen = all.select(columns.toArray(new Column[0]));
        RowExamples read = new RowExamples(rules.says(), labels.several(), LabelMap.parse(labels.map()));
        JavaRDD<FoundRecord> records = chosen.toJavaRDD()
                .mapPartitions(new Records(key + "=" + given, read, new Columns(keys, corrupt, place)))
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

    /** Where what is read of a row stands; -1: nowhere. */
    private record Columns(int key, int corrupt, int place) implements Serializable {}

    private static final class Records implements FlatMapFunction<Iterator<Row>, FoundRecord> {
        private static final long serialVersionUID = 1L;

        private final String source;
        private final RowExamples read;
        private final Columns columns;

        Records(String source, RowExamples read, Columns columns) {
            this.source = source;
            this.read = read;
            this.columns = columns;
        }

        @Override
        public Iterator<FoundRecord> call(Iterator<Row> rows) {
            return new Reading<>(rows, new Maker(source, read, columns));
        }
    }

    private static final class Maker implements Reading.Maker<Row, FoundRecord> {
        private final String source;
        private final RowExamples read;
        private final Columns columns;
        private final RowPlaces places;

        Maker(String source, RowExamples read, Columns columns) {
            this.source = source;
            this.read = read;
            this.columns = columns;
            this.places = new RowPlaces(source, columns.place());
        }

        @Override
        public FoundRecord record(Row row) {
            boolean keyed = columns.key() >= 0 && !row.isNullAt(columns.key());
            String key = keyed ? row.get(columns.key()).toString() : "";
            String place = places.next(row) + (key.isEmpty() ? "" : " key=" + key);
            return columns.corrupt() >= 0 && !row.isNullAt(columns.corrupt())
                    ? FoundRecord.rejected(place, "fields are not as many as columns", row.getString(columns.corrupt()))
                    : FoundRecord.of(read.example(place, key, plain(row.get(0)), plain(row.get(1))));
        }

        @Override
        public FoundRecord mistake(Exception thrown) {
            return FoundRecord.of(SourceFaults.mistake(source, thrown)
                    .orElseThrow(() -> new IllegalStateException("source cannot be read: " + source, thrown)));
        }
    }
}
