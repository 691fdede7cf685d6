package dev.unroll.spark;

import dev.unroll.spark.IngestReport.Finding;
import dev.unroll.spec.UsageException;
import dev.unroll.spec.VocabularySpec.Unit;
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
    private ScoredLines() {}

    /** Columns of a text's rows before the score's; sequences of bases have the names of their headers. */
    static StructType columns(Unit unit) {
        StructType index = new StructType().add("index", DataTypes.LongType, false);
        StructType named = unit.isBases() ? index.add("name", DataTypes.StringType, true) : index;
        return named.add("text", DataTypes.StringType, true);
    }

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
                return model.get()
                        .answer(
                                question,
                                TextLines.Block.of(source.get(), block).texts(),
                                Finding.REJECTED);
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
            TextLines.Block lines = TextLines.Block.of(source.get(), block);
            boolean named = source.get().rules().vocabulary().unit().isBases();
            List<ScoringModel.Score> scores =
                    model.get().score(lines.texts(), detail).scores();
            List<Row> rows = new ArrayList<>(scores.size());
            long first = firstLines.get()[block];
            for (int i = 0; i < scores.size(); i++) {
                List<@Nullable Object> values = new ArrayList<>();
                byte[] line = lines.texts().get(i);
                values.add(first + i);
                if (named) {
                    values.add(lines.names().get(i));
                }
                values.add(line == null ? null : new String(line, StandardCharsets.UTF_8));
                ScoreColumns.append(values, scores.get(i), detail);
                rows.add(RowFactory.create(values.toArray()));
            }
            return rows.iterator();
        }
    }
}
