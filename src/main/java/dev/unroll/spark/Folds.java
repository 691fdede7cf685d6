package dev.unroll.spark;

import dev.unroll.data.FoldSplit;
import dev.unroll.data.Hash64;
import dev.unroll.spec.Keys;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function;

/**
 * Deals records out to the folds of a cross-validation. What should have been a record and is none belongs to no fold: it is counted, and
 * refused where that is wished, with the part that is trained on.
 */
final class Folds {
    private static final int NO_FOLD = 0;

    private final FoldSplit split;

    Folds(FoldSplit split) {
        this.split = split;
    }

    private enum Part {
        TRAINED,
        MEASURED;

        boolean has(int fold, FoldSplit split) {
            return (fold == split.fold()) == (this == MEASURED);
        }
    }

    /** What is trained on. */
    ExampleInput trained(ExampleInput all) {
        return new ExampleInput(
                all.key(), all.given(), examples(all.records(), Part.TRAINED), all.report(), all.release());
    }

    /** What is measured. */
    ExampleInput measured(ExampleInput all) {
        return new ExampleInput(
                Keys.DATA_FOLD.name(),
                Integer.toString(split.fold()),
                examples(all.records(), Part.MEASURED),
                IngestReport.NONE,
                all.release());
    }

    /** What is trained on; the records that it comes from stay open. */
    RecordInput trained(RecordInput all) {
        return new RecordInput(
                all.key(),
                all.given(),
                texts(all.records(), Part.TRAINED),
                all.withoutText(),
                all.report(),
                all.release());
    }

    /** What is measured; the records that it comes from stay open. */
    RecordInput measured(RecordInput all) {
        return new RecordInput(
                Keys.DATA_FOLD.name(),
                Integer.toString(split.fold()),
                texts(all.records(), Part.MEASURED),
                Optional.empty(),
                IngestReport.NONE,
                all.release());
    }

    private JavaRDD<FoundRecord> examples(JavaRDD<FoundRecord> all, Part part) {
        return all.filter(new ExamplesOf(split, part));
    }

    private JavaRDD<SourceRecord> texts(JavaRDD<SourceRecord> all, Part part) {
        return all.filter(new TextsOf(split, part));
    }

    /** How many records each fold has. */
    FoldCounts ofExamples(JavaRDD<FoundRecord> all) {
        return merged(all.mapPartitions(new CountExamples(split)));
    }

    /** How many records each fold has. */
    FoldCounts ofTexts(JavaRDD<SourceRecord> all) {
        return merged(all.mapPartitions(new CountTexts(split)));
    }

    private FoldCounts merged(JavaRDD<byte[]> answers) {
        FoldCounts all = FoldCounts.none(split.folds());
        for (byte[] answer : answers.collect()) {
            all = all.plus(FoldCounts.of(TaskAnswer.numbers(answer)));
        }
        return all;
    }

    private static int fold(FoundRecord record, FoldSplit split) {
        return record.isRecord() ? split.of(record.example().reading()) : NO_FOLD;
    }

    private static int fold(SourceRecord record, FoldSplit split) {
        return record.hasText() ? split.of(record.bytes()) : NO_FOLD;
    }

    private static final class ExamplesOf implements Function<FoundRecord, Boolean> {
        private static final long serialVersionUID = 1L;

        private final FoldSplit split;
        private final Part part;

        ExamplesOf(FoldSplit split, Part part) {
            this.split = split;
            this.part = part;
        }

        @Override
        public Boolean call(FoundRecord record) {
            return part.has(fold(record, split), split);
        }
    }

    private static final class TextsOf implements Function<SourceRecord, Boolean> {
        private static final long serialVersionUID = 1L;

        private final FoldSplit split;
        private final Part part;

        TextsOf(FoldSplit split, Part part) {
            this.split = split;
            this.part = part;
        }

        @Override
        public Boolean call(SourceRecord record) {
            return part.has(fold(record, split), split);
        }
    }

    private static final class CountExamples implements FlatMapFunction<Iterator<FoundRecord>, byte[]> {
        private static final long serialVersionUID = 1L;

        private final FoldSplit split;

        CountExamples(FoldSplit split) {
            this.split = split;
        }

        @Override
        public Iterator<byte[]> call(Iterator<FoundRecord> records) {
            FoldCounts counts = FoldCounts.none(split.folds());
            while (records.hasNext()) {
                FoundRecord record = records.next();
                if (record.isMistake()) {
                    return List.of(record.bytes()).iterator();
                }
                if (record.isRecord()) {
                    counts.add(fold(record, split), Hash64.of(record.bytes()));
                }
            }
            return List.of(TaskAnswer.of(counts.toNumbers())).iterator();
        }
    }

    private static final class CountTexts implements FlatMapFunction<Iterator<SourceRecord>, byte[]> {
        private static final long serialVersionUID = 1L;

        private final FoldSplit split;

        CountTexts(FoldSplit split) {
            this.split = split;
        }

        @Override
        public Iterator<byte[]> call(Iterator<SourceRecord> records) {
            FoldCounts counts = FoldCounts.none(split.folds());
            while (records.hasNext()) {
                SourceRecord record = records.next();
                if (record.isMistake()) {
                    return List.of(record.bytes()).iterator();
                }
                if (record.hasText()) {
                    counts.add(fold(record, split), Hash64.of(record.bytes()));
                }
            }
            return List.of(TaskAnswer.of(counts.toNumbers())).iterator();
        }
    }
}
