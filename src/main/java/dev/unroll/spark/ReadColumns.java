package dev.unroll.spark;

import dev.unroll.spec.DataSpec;
import dev.unroll.spec.Keys;
import dev.unroll.spec.UsageException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;

/** What is read of a table's rows: a column of texts or arrays, or the numbers of several columns as a record of one step. */
final class ReadColumns {
    private final Dataset<Row> all;
    private final String key;
    private final String given;

    /**
     * @param all the table
     * @param key the configuration key that names it, for messages
     * @param given its value
     */
    ReadColumns(Dataset<Row> all, String key, String given) {
        this.all = all;
        this.key = key;
        this.given = given;
    }

    /** One column for {@code data.text-column} or {@code data.feature-columns}. */
    Column of(DataSpec data) {
        String features = data.labels().features();
        return features.isEmpty()
                ? ExampleRows.column(all, key, given, Keys.DATA_TEXT_COLUMN.name(), data.textColumn())
                : step(features.split(",", -1));
    }

    /** Numbers as they are where all columns have such; otherwise all as texts, which are read as numbers row by row. */
    private Column step(String[] names) {
        List<Column> numbers = new ArrayList<>();
        List<Column> texts = new ArrayList<>();
        boolean written = false;
        for (String name : names) {
            String option = Keys.DATA_FEATURE_COLUMNS.name() + "=" + name.strip();
            Column column = Rows.column(all, key, given, option, name.strip());
            DataType type = all.select(column).schema().fields()[0].dataType();
            written |= type instanceof StringType;
            if (!(type instanceof StringType || type instanceof NumericType || type instanceof BooleanType)) {
                throw new UsageException(
                        "column has no single number: " + option + " type=" + type.simpleString(),
                        "name columns of numbers; arrays of numbers are read by data.text-column");
            }
            numbers.add(column.cast("double"));
            texts.add(type instanceof BooleanType ? column.cast("int").cast("string") : column.cast("string"));
        }
        return functions.array(functions.array((written ? texts : numbers).toArray(new Column[0])));
    }
}
