package dev.unroll.spark;

import dev.unroll.spec.DataSpec;
import dev.unroll.spec.Keys;
import dev.unroll.spec.UsageException;
import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkThrowable;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/** The rows of any Spark SQL source. */
final class Rows {
    private final SparkSession session;
    private final DataSpec data;

    Rows(SparkSession session, DataSpec data) {
        this.session = session;
        this.data = data;
    }

    /** The texts of a source as records, kept for the second reading: a source may be slow, or select few of many rows. */
    RecordInput read(String key, String given) {
        Dataset<Row> rows = select(key, given);
        Dataset<Row> texts = rows.select(text(rows, key, given));
        IngestReport report = new IngestReport(files(texts, key, given), 0, 0, 0, 0, 0, 0, 0, 0);
        JavaRDD<byte @Nullable []> records =
                texts.toJavaRDD().map(new Bytes()).persist(StorageLevel.MEMORY_AND_DISK());
        return new RecordInput(key, given, records, report);
    }

    /** The rows of a source that meet {@code data.where}, with all their columns. */
    Dataset<Row> select(String key, String given) {
        Dataset<Row> rows = load(key, given);
        if (data.where().isEmpty()) {
            return rows;
        }
        try {
            return rows.where(data.where());
        } catch (Exception e) {
            throw refusal(e, "condition not understood: " + Keys.DATA_WHERE.name() + "=" + data.where()
                    + " columns=" + columns(rows), "write a Spark SQL condition on these columns");
        }
    }

    private Dataset<Row> load(String key, String given) {
        try {
            return session.read().format(data.format()).options(data.options()).load(literal(key, given));
        } catch (Exception e) {
            throw refusal(
                    e,
                    "source cannot be read: " + key + "=" + given + " data.format=" + data.format(),
                    "check the path, data.format and data.options.*");
        }
    }

    /** The path as Spark reads it: if a file of exactly this name is there, its signs are no wildcards. */
    private String literal(String key, String given) {
        if (given.chars().noneMatch(c -> "{}[]*?\\".indexOf(c) >= 0)) {
            return given;
        }
        Configuration configuration = session.sparkContext().hadoopConfiguration();
        FileSystem system = HadoopPaths.system(key, given, configuration);
        try {
            Path path = HadoopPaths.parse(given);
            return system.exists(path) ? given.replaceAll("[{}\\[\\]*?\\\\]", "\\\\$0") : given;
        } catch (IOException | IllegalArgumentException e) {
            return given;
        }
    }

    private Column text(Dataset<Row> rows, String key, String given) {
        String name = data.textColumn();
        Column column = column(rows, key, given, name);
        DataType type = rows.select(column).schema().fields()[0].dataType();
        if (type instanceof ArrayType || type instanceof MapType || type instanceof StructType) {
            throw new UsageException(
                    "column is not text: data.text-column=" + name + " type=" + type.simpleString(),
                    "name a column of strings");
        }
        boolean bytes = type instanceof StringType || type instanceof BinaryType;
        return (bytes ? column : column.cast("string")).cast("binary");
    }

    private static Column column(Dataset<Row> rows, String key, String given, String name) {
        boolean exact = Arrays.asList(rows.columns()).contains(name);
        try {
            Column column = functions.col(exact ? "`" + name.replace("`", "``") + "`" : name);
            rows.select(column);
            return column;
        } catch (Exception e) {
            throw refusal(
                    e,
                    "no such column: data.text-column=" + name + " columns=" + columns(rows) + " " + key + "=" + given,
                    "name one of them; a csv file without a header has _c0, _c1, ...");
        }
    }

    /** The user's mistake behind what Spark threw; anything else goes on as it is. */
    private static UsageException refusal(Exception thrown, String problem, String hint) {
        if (thrown instanceof SparkThrowable spark && spark.getCondition() != null && !spark.isInternalError()) {
            return new UsageException(problem + " cause=" + HadoopPaths.firstLine(thrown), hint);
        }
        throw new IllegalStateException(problem, thrown);
    }

    private static String columns(Dataset<Row> rows) {
        return String.join(",", rows.columns());
    }

    private static long files(Dataset<Row> rows, String key, String given) {
        try {
            return rows.inputFiles().length;
        } catch (Exception e) {
            throw refusal(e, "source cannot be listed: " + key + "=" + given, "check the path and its permissions");
        }
    }

    private static final class Bytes implements Function<Row, byte @Nullable []> {
        private static final long serialVersionUID = 1L;

        @Override
        public byte @Nullable [] call(Row row) {
            return row.getAs(0);
        }
    }
}
