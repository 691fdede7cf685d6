package dev.unroll.spark;

import dev.unroll.spark.IngestReport.Finding;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** What tasks do with rows of a Spark SQL source whose last column is the text in UTF-8: piece by piece, in their order. */
final class ScoredRows {
    private ScoredRows() {}

    /** The last column is the text, those before it are kept. */
    private enum Columns implements ScoredTexts.Source<Row> {
        INSTANCE;

        @Override
        public byte @Nullable [] text(Row row) {
            return row.getAs(row.length() - 1);
        }

        @Override
        public void describe(Row row, List<@Nullable Object> values) {
            for (int c = 0; c < row.length() - 1; c++) {
                values.add(row.get(c));
            }
        }
    }

    /** The answer of each piece of a partition; a mistake is the last. */
    static final class Answers implements FlatMapFunction<Iterator<Row>, byte[]> {
        private static final long serialVersionUID = 1L;

        private final String source;
        private final Shipped<ScoringModel> model;
        private final ScoringModel.Question question;

        Answers(String source, Shipped<ScoringModel> model, ScoringModel.Question question) {
            this.source = source;
            this.model = model;
            this.question = question;
        }

        @Override
        public Iterator<byte[]> call(Iterator<Row> rows) throws Exception {
            List<byte[]> answers = new ArrayList<>();
            try {
                while (rows.hasNext()) {
                    answers.add(model.get()
                            .answer(question, ScoredTexts.Piece.of(rows, Columns.INSTANCE).texts, Finding.MISSING));
                }
            } catch (Exception e) {
                answers.add(TaskAnswer.of(SourceFaults.mistake(source, e).orElseThrow(() -> e)));
            }
            return answers.iterator();
        }
    }

    /** The rows with their scores, without the text at the end. */
    static final class ToRows implements MapPartitionsFunction<Row, Row> {
        private static final long serialVersionUID = 1L;

        private final Shipped<ScoringModel> model;
        private final ScoringModel.Detail detail;

        ToRows(Shipped<ScoringModel> model, ScoringModel.Detail detail) {
            this.model = model;
            this.detail = detail;
        }

        @Override
        public Iterator<Row> call(Iterator<Row> rows) {
            return new ScoredTexts<>(rows, Columns.INSTANCE, model.get(), detail);
        }
    }
}
