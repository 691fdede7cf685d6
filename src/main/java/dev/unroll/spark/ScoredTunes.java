package dev.unroll.spark;

import dev.unroll.spark.IngestReport.Finding;
import dev.unroll.spec.UsageException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** What tasks do with records of files that are nothing but text, such as tunes: piece by piece, in their order. */
final class ScoredTunes {
    /** Columns before the score's. */
    static final StructType COLUMNS =
            new StructType().add("place", DataTypes.StringType).add("text", DataTypes.StringType);

    private ScoredTunes() {}

    /** Tunes, and what is none. */
    private enum Tunes implements ScoredTexts.Source<FoundRecord> {
        INSTANCE;

        @Override
        public byte @Nullable [] text(FoundRecord record) {
            return record.isRecord() ? record.example().reading().text() : null;
        }

        @Override
        public void describe(FoundRecord record, List<@Nullable Object> values) {
            byte[] text = text(record);
            values.add(record.place());
            values.add(text == null ? record.text() : new String(text, StandardCharsets.UTF_8));
        }

        @Override
        public byte @Nullable [] mistake(FoundRecord record) {
            return record.isMistake() ? record.bytes() : null;
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
                    ScoredTexts.Piece<FoundRecord> piece = ScoredTexts.Piece.of(records, Tunes.INSTANCE);
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
            return new ScoredTexts<>(records, Tunes.INSTANCE, model.get(), detail);
        }
    }
}
