package dev.unroll.spark;

import dev.unroll.spec.UsageException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** What tasks do with a block of text lines: answer a question about them, or make a row of each. */
final class ScoredLines {
    /** Columns of a text's rows before the score's. */
    static final StructType COLUMNS =
            new StructType().add("index", DataTypes.LongType, false).add("text", DataTypes.StringType, true);

    private ScoredLines() {}

    /** The answer of each block. */
    static final class Answers implements Function<Integer, byte[]> {
        private static final long serialVersionUID = 1L;

        private final Shipped<TextSource> source;
        private final Shipped<ScoringModel> model;
        private final ScoringModel.Question question;

        Answers(Shipped<TextSource> source, Shipped<ScoringModel> model, ScoringModel.Question question) {
            this.source = source;
            this.model = model;
            this.question = question;
        }

        @Override
        public byte[] call(Integer block) {
            try {
                return model.get().answer(question, TextLines.of(source.get(), block));
            } catch (UsageException e) {
                return TaskAnswer.of(e);
            }
        }
    }

    /** The rows of a block. */
    static final class ToRows implements FlatMapFunction<Integer, Row> {
        private static final long serialVersionUID = 1L;

        private final Shipped<TextSource> source;
        private final Shipped<ScoringModel> model;
        private final Shipped<long[]> firstLines;
        private final ScoringModel.Detail detail;

        ToRows(
                Shipped<TextSource> source,
                Shipped<ScoringModel> model,
                Shipped<long[]> firstLines,
                ScoringModel.Detail detail) {
            this.source = source;
            this.model = model;
            this.firstLines = firstLines;
            this.detail = detail;
        }

        @Override
        public Iterator<Row> call(Integer block) {
            List<byte @Nullable []> lines = TextLines.of(source.get(), block);
            List<ScoringModel.Score> scores = model.get().score(lines, detail);
            List<Row> rows = new ArrayList<>(scores.size());
            long first = firstLines.get()[block];
            for (int i = 0; i < scores.size(); i++) {
                List<@Nullable Object> values = new ArrayList<>();
                byte[] line = lines.get(i);
                values.add(first + i);
                values.add(line == null ? null : new String(line, StandardCharsets.UTF_8));
                ScoreColumns.append(values, scores.get(i), detail);
                rows.add(RowFactory.create(values.toArray()));
            }
            return rows.iterator();
        }
    }
}
