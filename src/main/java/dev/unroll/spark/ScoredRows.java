package dev.unroll.spark;

import dev.unroll.spark.IngestReport.Finding;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** What tasks do with rows of a Spark SQL source whose last column is the text in UTF-8: piece by piece, in their order. */
final class ScoredRows {
    /** Rows of a piece at most, so that like lengths find each other and memory stays small. */
    private static final int PIECE_ROWS = 4096;

    private static final long PIECE_BYTES = 1 << 20;

    private ScoredRows() {}

    /** Some rows, and their texts. */
    private static final class Piece {
        final List<Row> rows = new ArrayList<>();
        final List<byte @Nullable []> texts = new ArrayList<>();

        static Piece of(Iterator<Row> rows) {
            Piece piece = new Piece();
            long bytes = 0;
            while (piece.rows.size() < PIECE_ROWS && bytes < PIECE_BYTES && rows.hasNext()) {
                Row row = rows.next();
                byte[] text = row.getAs(row.length() - 1);
                piece.rows.add(row);
                piece.texts.add(text);
                bytes += text == null ? 0 : text.length;
            }
            return piece;
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
        public Iterator<byte[]> call(Iterator<Row> rows) {
            List<byte[]> answers = new ArrayList<>();
            try {
                while (rows.hasNext()) {
                    answers.add(model.get().answer(question, Piece.of(rows).texts, Finding.MISSING));
                }
            } catch (RuntimeException e) {
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
            return new Scored(rows, model.get(), detail);
        }
    }

    private static final class Scored implements Iterator<Row> {
        private final Iterator<Row> rows;
        private final ScoringModel model;
        private final ScoringModel.Detail detail;
        private final Deque<Row> ready = new ArrayDeque<>();

        Scored(Iterator<Row> rows, ScoringModel model, ScoringModel.Detail detail) {
            this.rows = rows;
            this.model = model;
            this.detail = detail;
        }

        @Override
        public boolean hasNext() {
            return !ready.isEmpty() || rows.hasNext();
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            if (ready.isEmpty()) {
                Piece piece = Piece.of(rows);
                List<ScoringModel.Score> scores =
                        model.score(piece.texts, detail).scores();
                for (int i = 0; i < scores.size(); i++) {
                    ready.add(row(piece.rows.get(i), scores.get(i)));
                }
            }
            return ready.remove();
        }

        private Row row(Row row, ScoringModel.Score score) {
            List<@Nullable Object> values = new ArrayList<>();
            for (int c = 0; c < row.length() - 1; c++) {
                values.add(row.get(c));
            }
            ScoreColumns.append(values, score, detail);
            return RowFactory.create(values.toArray());
        }
    }
}
