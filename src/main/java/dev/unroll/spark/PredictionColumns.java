package dev.unroll.spark;

import dev.unroll.data.ExampleRules.Says;
import dev.unroll.data.Prediction;
import dev.unroll.data.Targets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What is said of a record as columns: {@code label} and {@code confidence}, or {@code labels} where several can be said, or
 * {@code value}; for steps arrays of the same, under the same names in the plural. Then {@code probabilities}, a map by label, if asked
 * for; last {@code rejected}, the reason why nothing is said. Where a table has a column of that name, {@code predicted_} stands before it.
 */
final class PredictionColumns {
    private final Says says;
    private final boolean probabilities;

    PredictionColumns(Says says, boolean probabilities) {
        this.says = says;
        this.probabilities = probabilities;
    }

    private boolean steps() {
        return says.level() == Targets.Level.STEP;
    }

    private DataType ofRows(DataType row) {
        return steps() ? DataTypes.createArrayType(row) : row;
    }

    /** The columns behind others. */
    StructType behind(StructType others) {
        StructType all = others;
        if (says.numbers()) {
            all = with(all, steps() ? "values" : "value", ofRows(DataTypes.createArrayType(DataTypes.FloatType)));
        } else if (says.several()) {
            all = with(all, "labels", ofRows(DataTypes.createArrayType(DataTypes.StringType)));
        } else {
            all = with(all, steps() ? "labels" : "label", ofRows(DataTypes.StringType));
            all = with(all, "confidence", ofRows(DataTypes.FloatType));
        }
        if (probabilities && says.classes()) {
            DataType map = DataTypes.createMapType(DataTypes.StringType, DataTypes.FloatType);
            all = with(all, "probabilities", ofRows(map));
        }
        return with(all, "rejected", DataTypes.StringType);
    }

    /** With a column more, whose name is not one of the others': a table of true labels often has one of the same. */
    private static StructType with(StructType others, String name, DataType type) {
        String free = name;
        while (isTaken(others, free)) {
            free = "predicted_" + free;
        }
        return others.add(free, type);
    }

    private static boolean isTaken(StructType columns, String name) {
        return Arrays.stream(columns.fieldNames()).anyMatch(name::equalsIgnoreCase);
    }

    /** Appends the values of these columns. */
    void append(List<@Nullable Object> row, Prediction said) {
        int from = row.size();
        StructType own = behind(new StructType());
        for (int c = 0; c < own.length(); c++) {
            row.add(null);
        }
        int last = row.size() - 1;
        if (said instanceof Prediction.None none) {
            row.set(last, none.reason());
        } else if (said instanceof Prediction.Values values) {
            row.set(from, each(values.rows(), r -> numbers(values, r)));
        } else if (said instanceof Prediction.Sets sets) {
            row.set(from, each(sets.rows(), r -> sets.labels(r).toArray()));
            if (probabilities) {
                row.set(from + 1, each(sets.rows(), r -> byName(sets.names(), sets.probabilities(), r)));
            }
        } else if (said instanceof Prediction.Classes classes) {
            row.set(from, each(classes.rows(), classes::name));
            row.set(from + 1, each(classes.rows(), r -> classes.confidence()[r]));
            if (probabilities) {
                row.set(from + 2, each(classes.rows(), r -> byName(classes.names(), classes.probabilities(), r)));
            }
        }
    }

    @FunctionalInterface
    private interface OfRow {
        Object get(int row);
    }

    private Object each(int rows, OfRow value) {
        if (!steps()) {
            return value.get(0);
        }
        Object[] all = new Object[rows];
        for (int r = 0; r < rows; r++) {
            all[r] = value.get(r);
        }
        return all;
    }

    private static Object numbers(Prediction.Values values, int row) {
        return Arrays.copyOfRange(values.values(), row * values.width(), (row + 1) * values.width());
    }

    private static Object byName(List<String> names, float[] all, int row) {
        Map<String, Float> byName = new LinkedHashMap<>();
        for (int id = 0; id < names.size(); id++) {
            byName.put(names.get(id), all[row * names.size() + id]);
        }
        return CollectionConverters.asScala(byName);
    }
}
