package dev.unroll.spark;

import dev.unroll.spark.IngestReport.Finding;
import dev.unroll.spec.DataSpec;
import dev.unroll.spec.Keys;
import dev.unroll.spec.NearestKey;
import dev.unroll.spec.UsageException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/** The rows of any Spark SQL source. */
final class Rows {
    /** Spark's own sources of files: their paths are found by our rules. */
    private static final Set<String> FILES = Set.of("avro", "binaryfile", "csv", "json", "orc", "parquet", "xml");

    /** Spark's own option that takes paths as they stand. */
    private static final String GLOBS = "__globPaths__";

    /** Holds what Spark could not read of a line. */
    private static final String CORRUPT = "unroll corrupt record";

    private final SparkSession session;
    private final DataSpec data;

    Rows(SparkSession session, DataSpec data) {
        this.session = session;
        this.data = data;
    }

    /** The texts of a source as records, kept for the second reading: a source may be slow, or select few of many rows. */
    RecordInput read(String key, String given) {
        Dataset<Row> rows = select(key, given);
        Column text = text(rows, key, given);
        Dataset<Row> texts = rows.select(text);
        IngestReport report = IngestReport.NONE.with(Finding.FILES, files(texts, key, given));
        JavaRDD<SourceRecord> records =
                texts.toJavaRDD().mapPartitions(new Texts(key + "=" + given)).persist(StorageLevel.MEMORY_AND_DISK());
        return new RecordInput(key, given, records, Optional.of(rows.where(text.isNull())), report, () -> {});
    }

    /** Whether they are read from files. */
    boolean isFiles() {
        return FILES.contains(data.format().toLowerCase(Locale.ROOT));
    }

    /** The rows of a source that meet {@code data.where}, with all their columns. */
    Dataset<Row> select(String key, String given) {
        return where(load(key, given, Optional.empty()));
    }

    /** The same; of CSV with a last column that holds the lines whose fields are not as many as the columns. */
    Dataset<Row> selectWhole(String key, String given) {
        Dataset<Row> rows = load(key, given, Optional.empty());
        boolean lines = data.format().equalsIgnoreCase("csv")
                && data.options().getOrDefault("mode", "permissive").equalsIgnoreCase("permissive")
                && rows.columns().length > 0;
        return where(lines ? load(key, given, Optional.of(rows.schema().add(CORRUPT, DataTypes.StringType))) : rows);
    }

    /** The column of such lines, if there is one. */
    Optional<Column> corrupt(Dataset<Row> rows) {
        return Arrays.asList(rows.columns()).contains(CORRUPT)
                ? Optional.of(functions.col("`" + CORRUPT + "`"))
                : Optional.empty();
    }

    private Dataset<Row> where(Dataset<Row> rows) {
        if (data.where().isEmpty()) {
            return rows;
        }
        try {
            return rows.where(data.where());
        } catch (Exception e) {
            throw refusal(
                    e,
                    "condition not understood: " + Keys.DATA_WHERE.name() + "=" + data.where() + " columns="
                            + columns(rows),
                    "write a Spark SQL condition on these columns");
        }
    }

    private Dataset<Row> load(String key, String given, Optional<StructType> schema) {
        DataFrameReader reader = session.read().format(data.format()).options(data.options());
        if (schema.isPresent()) {
            reader = reader.schema(schema.get()).option("columnNameOfCorruptRecord", CORRUPT);
        }
        boolean files = isFiles();
        Configuration configuration = session.sparkContext().hadoopConfiguration();
        String[] paths = files ? CorpusFiles.paths(key, given, configuration) : new String[] {given};
        try {
            return (files ? reader.option(GLOBS, false) : reader).load(paths);
        } catch (Exception e) {
            throw refusal(
                    e,
                    "source cannot be read: " + key + "=" + given + " data.format=" + data.format(),
                    "check the path, data.format and data.options.*");
        }
    }

    /** The column that holds the text, as bytes of UTF-8. */
    Column text(Dataset<Row> rows, String key, String given) {
        String name = data.textColumn();
        Column column = column(rows, key, given, "data.text-column=" + name, name);
        DataType type = rows.select(column).schema().fields()[0].dataType();
        if (type instanceof ArrayType || type instanceof MapType || type instanceof StructType) {
            throw new UsageException(
                    "column is not text: data.text-column=" + name + " type=" + type.simpleString(),
                    "name a column of strings");
        }
        boolean bytes = type instanceof StringType || type instanceof BinaryType;
        return (bytes ? column : column.cast("string")).cast("binary");
    }

    /** A column by its name; {@code option} says who named it. */
    static Column column(Dataset<Row> rows, String key, String given, String option, String name) {
        boolean exact = Arrays.asList(rows.columns()).contains(name);
        try {
            Column column = functions.col(exact ? "`" + name.replace("`", "``") + "`" : name);
            rows.select(column);
            return column;
        } catch (Exception e) {
            String problem = "no such column: " + option + " columns=" + columns(rows) + " " + key + "=" + given;
            if (SourceFaults.cause(e).isEmpty()) {
                throw new IllegalStateException(problem, e);
            }
            String near = NearestKey.among(List.of(rows.columns()), name)
                    .map(known -> "the nearest is " + known)
                    .orElse("the source has none");
            throw new UsageException(
                    problem, near + "; a csv file has names with data.options.header=true, otherwise _c0, _c1, ...");
        }
    }

    /** The user's mistake behind what Spark threw; anything else goes on as it is. */
    private static UsageException refusal(Exception thrown, String problem, String hint) {
        return SourceFaults.cause(thrown)
                .map(cause -> new UsageException(problem + " cause=" + cause, hint))
                .orElseThrow(() -> new IllegalStateException(problem, thrown));
    }

    private static String columns(Dataset<Row> rows) {
        return String.join(",", rows.columns());
    }

    /** How many files rows are read from. */
    long files(Dataset<Row> rows, String key, String given) {
        try {
            return rows.inputFiles().length;
        } catch (Exception e) {
            throw refusal(e, "source cannot be listed: " + key + "=" + given, "check the path and its permissions");
        }
    }

    /** Texts as records; a row that cannot be read is a mistake, and the last. */
    private static final class Texts implements FlatMapFunction<Iterator<Row>, SourceRecord> {
        private static final long serialVersionUID = 1L;

        private final String source;

        Texts(String source) {
            this.source = source;
        }

        @Override
        public Iterator<SourceRecord> call(Iterator<Row> rows) {
            return new Reading<>(rows, new Maker(source));
        }
    }

    private static final class Maker implements Reading.Maker<Row, SourceRecord> {
        private final String source;

        Maker(String source) {
            this.source = source;
        }

        @Override
        public SourceRecord record(Row row) {
            byte[] text = row.getAs(0);
            return text == null ? SourceRecord.MISSING : SourceRecord.of(text);
        }

        @Override
        public SourceRecord mistake(Exception thrown) {
            return SourceRecord.of(SourceFaults.mistake(source, thrown)
                    .orElseThrow(() -> new IllegalStateException("source cannot be read: " + source, thrown)));
        }
    }
}
