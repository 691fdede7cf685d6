package dev.unroll.spark;

import dev.unroll.spec.UsageException;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** The columns that scoring adds. */
final class ScoreColumns {
    static final String LOG_PROBABILITY = "log_probability";
    static final String LENGTH = "length";
    static final String PERPLEXITY = "perplexity";
    static final String LOG_PROBABILITIES = "log_probabilities";

    private ScoreColumns() {}

    /** A table with the score's columns behind its own; a name that is taken is refused. */
    static StructType behind(StructType columns, ScoringModel.Detail detail) {
        StructType all = columns;
        for (String name : List.of(LOG_PROBABILITY, LENGTH, PERPLEXITY, LOG_PROBABILITIES)) {
            boolean taken = Arrays.stream(columns.fieldNames()).anyMatch(name::equalsIgnoreCase);
            boolean wanted = !name.equals(LOG_PROBABILITIES) || detail == ScoringModel.Detail.POSITIONS;
            if (taken && wanted) {
                throw new UsageException(
                        "column name is taken: column=" + name, "rename the input's column: scores use this name");
            }
        }
        all = all.add(LOG_PROBABILITY, DataTypes.DoubleType, true)
                .add(LENGTH, DataTypes.IntegerType, true)
                .add(PERPLEXITY, DataTypes.DoubleType, true);
        return detail == ScoringModel.Detail.POSITIONS
                ? all.add(LOG_PROBABILITIES, DataTypes.createArrayType(DataTypes.DoubleType, false), true)
                : all;
    }

    /** Their values; null where there is nothing to score, and for the perplexity of a line without units. */
    static void append(List<@Nullable Object> values, ScoringModel.Score score, ScoringModel.Detail detail) {
        boolean scored = score.length() >= 0;
        values.add(scored ? score.logProbability() : null);
        values.add(scored ? score.length() : null);
        values.add(score.length() > 0 ? StrictMath.exp(-score.logProbability() / score.length()) : null);
        if (detail == ScoringModel.Detail.POSITIONS) {
            values.add(scored ? Arrays.stream(score.positions()).boxed().toArray() : null);
        }
    }
}
