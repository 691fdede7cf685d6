package dev.unroll.spark;

import dev.unroll.spark.IngestReport.Finding;
import dev.unroll.spec.UsageException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** What tasks do with records of files that are nothing but text, such as tunes: piece by piece, in their order. */
final class ScoredTunes {
    /** Columns before the score's. */
    static final StructType COLUMNS =
            new StructType().add("place", DataTypes.StringType).add("text", DataTypes.StringType);

    /** Records of a piece at most, so that like lengths find each other and memory stays small. */
    private static final int PIECE_RECORDS = 4096;

    private static final long PIECE_BYTES = 1 << 20;

    private ScoredTunes() {}

    /** Some records, and their texts; what is none has no text. */
    private static final class Piece {
        final List<FoundRecord> records = new ArrayList<>();
        final List<byte @Nullable []> texts = new ArrayList<>();
        byte @Nullable [] mistake;

        static Piece of(Iterator<FoundRecord> records) {
            Piece piece = new Piece();
            long bytes = 0;
            while (piece.records.size() < PIECE_RECORDS && bytes < PIECE_BYTES && records.hasNext()) {
                FoundRecord record = records.next();
                if (record.isMistake()) {
                    piece.mistake = record.bytes();
                    break;
                }
                byte[] text = record.isRecord() ? record.example().reading().text() : null;
                piece.records.add(record);
                piece.texts.add(text);
                bytes += text == null ? 0 : text.length;
            }
            return piece;
        }
    }

    /** The answer of each piece of a partition; a mistake is the last. */
    static final class Answers implements FlatMapFunction<Iterator<FoundRecord>, byte[]> {
        private static final long serialVersionUID = 1L;

        private final Shipped<ScoringModel> model;
        private final ScoringModel.Question question;

        Answers(Shipped<ScoringModel> model, ScoringModel.Question question) {
            this.model = model;
            this.question = question;
        }

        @Override
        public Iterator<byte[]> call(Iterator<FoundRecord> records) {
            List<byte[]> answers = new ArrayList<>();
            try {
                while (records.hasNext()) {
                    Piece piece = Piece.of(records);
                    answers.add(
                            piece.mistake == null
                                    ? model.get().answer(question, piece.texts, Finding.UNUSABLE)
                                    : piece.mistake);
                }
            } catch (UsageException e) {
                answers.add(TaskAnswer.of(e));
            }
            return answers.iterator();
        }
    }

    /** A row of each record: where it was found, its text, its score. */
    static final class ToRows implements FlatMapFunction<Iterator<FoundRecord>, Row> {
        private static final long serialVersionUID = 1L;

        private final Shipped<ScoringModel> model;
        private final ScoringModel.Detail detail;

        ToRows(Shipped<ScoringModel> model, ScoringModel.Detail detail) {
            this.model = model;
            this.detail = detail;
        }

        @Override
        public Iterator<Row> call(Iterator<FoundRecord> records) {
            return new Scored(records, model.get(), detail);
        }
    }

    private static final class Scored implements Iterator<Row> {
        private final Iterator<FoundRecord> records;
        private final ScoringModel model;
        private final ScoringModel.Detail detail;
        private final Deque<Row> ready = new ArrayDeque<>();

        Scored(Iterator<FoundRecord> records, ScoringModel model, ScoringModel.Detail detail) {
            this.records = records;
            this.model = model;
            this.detail = detail;
        }

        @Override
        public boolean hasNext() {
            return !ready.isEmpty() || records.hasNext();
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            if (ready.isEmpty()) {
                Piece piece = Piece.of(records);
                if (piece.mistake != null) {
                    throw new IllegalStateException("input has changed since it was looked at");
                }
                List<ScoringModel.Score> scores =
                        model.score(piece.texts, detail).scores();
                for (int i = 0; i < scores.size(); i++) {
                    ready.add(row(piece.records.get(i), scores.get(i)));
                }
            }
            return ready.remove();
        }

        private Row row(FoundRecord record, ScoringModel.Score score) {
            List<@Nullable Object> values = new ArrayList<>();
            values.add(record.place());
            values.add(
                    record.isRecord()
                            ? new String(record.example().reading().text(), StandardCharsets.UTF_8)
                            : record.text());
            ScoreColumns.append(values, score, detail);
            return RowFactory.create(values.toArray());
        }
    }
}
