package dev.unroll.spark;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** The rows of records whose texts are scored piece by piece, in their order: each record's own columns, then its score's. */
final class ScoredTexts<T> implements Iterator<Row> {
    private final Iterator<T> records;
    private final Source<T> source;
    private final ScoringModel model;
    private final ScoringModel.Detail detail;
    private final Deque<Row> ready = new ArrayDeque<>();

    ScoredTexts(Iterator<T> records, Source<T> source, ScoringModel model, ScoringModel.Detail detail) {
        this.records = records;
        this.source = source;
        this.model = model;
        this.detail = detail;
    }

    /** What there is to know of a kind of records. */
    interface Source<T> {
        /** UTF-8; null: this is nothing to be scored. */
        byte @Nullable [] text(T record);

        /** Appends the columns before the score's. */
        void describe(T record, List<@Nullable Object> values);

        /** The answer of a task that ends with this record, which stands for the user's mistake; null: it does not. */
        default byte @Nullable [] mistake(T record) {
            return null;
        }
    }

    /** Some records, and their texts. */
    static final class Piece<T> {
        /** Records at most, so that like lengths find each other and memory stays small. */
        private static final int RECORDS = 4096;

        private static final long BYTES = 1 << 20;

        final List<T> records = new ArrayList<>();
        final List<byte @Nullable []> texts = new ArrayList<>();
        byte @Nullable [] mistake;

        /** The next ones, up to a mistake. */
        static <T> Piece<T> of(Iterator<T> records, Source<T> source) {
            Piece<T> piece = new Piece<>();
            long bytes = 0;
            while (piece.mistake == null && piece.records.size() < RECORDS && bytes < BYTES && records.hasNext()) {
                T record = records.next();
                piece.mistake = source.mistake(record);
                if (piece.mistake == null) {
                    byte[] text = source.text(record);
                    piece.records.add(record);
                    piece.texts.add(text);
                    bytes += text == null ? 0 : text.length;
                }
            }
            return piece;
        }
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
            Piece<T> piece = Piece.of(records, source);
            if (piece.mistake != null) {
                throw new IllegalStateException("input has changed since it was looked at");
            }
            List<ScoringModel.Score> scores = model.score(piece.texts, detail).scores();
            for (int i = 0; i < scores.size(); i++) {
                ready.add(row(piece.records.get(i), scores.get(i)));
            }
        }
        return ready.remove();
    }

    private Row row(T record, ScoringModel.Score score) {
        List<@Nullable Object> values = new ArrayList<>();
        source.describe(record, values);
        ScoreColumns.append(values, score, detail);
        return RowFactory.create(values.toArray());
    }
}
