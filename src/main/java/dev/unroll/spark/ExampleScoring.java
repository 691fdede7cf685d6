package dev.unroll.spark;

import dev.unroll.data.Example;
import dev.unroll.data.ExampleRules;
import dev.unroll.data.Found;
import dev.unroll.data.Preprocessing;
import dev.unroll.data.Rejected;
import dev.unroll.spec.RecordFormats;
import dev.unroll.spec.Spec;
import dev.unroll.spec.UsageException;
import dev.unroll.train.scoring.ExampleScorer;
import dev.unroll.train.scoring.ReadableCount;
import dev.unroll.train.scoring.ScoredRecords;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Says something of labelled records, or of records like those: a row for each, in their order. */
public final class ExampleScoring implements AutoCloseable {
    private static final StructType RECORD = new StructType()
            .add("place", DataTypes.StringType)
            .add("key", DataTypes.StringType)
            .add("text", DataTypes.StringType);

    private final SparkSession session;
    private final JavaSparkContext context;
    private final Spec spec;
    private final ExampleRules rules;
    private final Shipped<LabellingModel> model;

    ExampleScoring(SparkSession session, Spec spec, Preprocessing learnt, float[] weights) {
        this.session = session;
        this.context = JavaSparkContext.fromSparkContext(session.sparkContext());
        this.spec = spec;
        this.rules = ExampleRules.of(spec).orElseThrow();
        this.model = new Shipped<>(context, new LabellingModel(spec, learnt, weights));
    }

    /**
     * Writes a row for each record: where it was found, its key if it has one, and what is said of it. All records are looked at once
     * before, so that a file that makes no sense is refused before there is any output.
     */
    public ReadableCount write(String key, String path, ScoreOutput output) {
        return spec.data().isRecords() ? files(key, path, output) : table(key, path, output);
    }

    /** The rows of a table with all their columns, and behind them what is said. */
    private ReadableCount table(String key, String path, ScoreOutput output) {
        Dataset<Row> all = new Rows(session, spec.data()).select(key, path);
        Column text = new ReadColumns(all, key, path).of(spec.data());
        PredictionColumns columns = new PredictionColumns(rules.says(), output.all());
        TableScoring scoring = new TableScoring(key + "=" + path, model, output.all());
        Dataset<Row> scored = all.withColumn(TableScoring.TEXT, text)
                .mapPartitions(scoring, Encoders.row(columns.behind(all.schema())));
        ReadableCount count;
        try {
            count = sum(all.withColumn(TableScoring.TEXT, text).toJavaRDD().mapPartitions(scoring.look()));
        } catch (RuntimeException e) {
            throw SourceFaults.mistake(key + "=" + path, e)
                    .<RuntimeException>map(mistake -> mistake)
                    .orElse(e);
        }
        output.save(output.format().equals("csv") ? flat(scored) : scored, key, path);
        return count;
    }

    private ReadableCount files(String key, String path, ScoreOutput output) {
        ExampleInput input = RecordFormats.isMadeUp(spec.data().format())
                ? MadeUpRecords.of(context, spec, key)
                : new ExampleFiles(context, spec).read(key, path);
        try (input) {
            ReadableCount count = sum(input.records().mapPartitions(new Look(model)));
            requireRecords(count.records(), key + "=" + path);
            PredictionColumns columns = new PredictionColumns(rules.says(), output.all());
            JavaRDD<Row> rows = input.records().mapPartitions(new Score(model, output.all()));
            Dataset<Row> scored = session.createDataFrame(rows, columns.behind(RECORD));
            boolean flat = output.format().equals("csv");
            output.save(flat ? flat(scored) : scored, key, path);
            return count;
        }
    }

    /** Refuses a source without records. */
    static void requireRecords(long records, String source) {
        if (records == 0) {
            throw new UsageException("nothing to score: " + source + " records=0", "name files of data.format");
        }
    }

    /** A task's answer: how many records there are, and of how many nothing will be said; or the mistake that ends the reading. */
    static byte[] look(Function<List<Example>, List<Optional<String>>> faults, Iterator<FoundRecord> found) {
        Records records = new Records(found);
        ReadableCount count;
        try {
            count = ReadableCount.of(faults, records);
        } catch (UsageException e) {
            return TaskAnswer.of(e);
        }
        byte[] mistake = records.mistake;
        return mistake == null ? TaskAnswer.of(count.records(), count.rejected()) : mistake;
    }

    /** What tasks have answered in all. */
    static ReadableCount sum(JavaRDD<byte[]> answers) {
        long records = 0;
        long rejected = 0;
        for (byte[] answer : answers.collect()) {
            long[] numbers = TaskAnswer.numbers(answer);
            records += numbers[0];
            rejected += numbers[1];
        }
        return new ReadableCount(records, rejected);
    }

    /** Arrays and maps as JSON, since CSV has none. */
    private static Dataset<Row> flat(Dataset<Row> rows) {
        List<Column> columns = new ArrayList<>();
        for (StructField field : rows.schema().fields()) {
            Column column = functions.col("`" + field.name().replace("`", "``") + "`");
            boolean nested = field.dataType() instanceof ArrayType || field.dataType() instanceof MapType;
            columns.add(nested ? functions.to_json(column).as(field.name()) : column);
        }
        return rows.select(columns.toArray(new Column[0]));
    }

    @Override
    public void close() {
        model.destroy();
    }

    /** Records of a partition, and those of which nothing will be said; a mistake is the answer. */
    private static final class Look implements FlatMapFunction<Iterator<FoundRecord>, byte[]> {
        private static final long serialVersionUID = 1L;

        private final Shipped<LabellingModel> model;

        Look(Shipped<LabellingModel> model) {
            this.model = model;
        }

        @Override
        public Iterator<byte[]> call(Iterator<FoundRecord> found) {
            return List.of(look(model.get().scorer(ExampleScorer.Detail.SAID)::faults, found))
                    .iterator();
        }
    }

    private static final class Score implements FlatMapFunction<Iterator<FoundRecord>, Row> {
        private static final long serialVersionUID = 1L;

        private final Shipped<LabellingModel> model;
        private final boolean probabilities;

        Score(Shipped<LabellingModel> model, boolean probabilities) {
            this.model = model;
            this.probabilities = probabilities;
        }

        @Override
        public Iterator<Row> call(Iterator<FoundRecord> found) {
            LabellingModel known = model.get();
            ExampleScorer scorer = known.scorer(probabilities ? ExampleScorer.Detail.ALL : ExampleScorer.Detail.SAID);
            return new RecordRows(
                    scorer,
                    new Records(found),
                    new PredictionColumns(known.rules().says(), probabilities));
        }
    }

    /** What was found, up to a mistake. */
    private static final class Records implements Iterator<Found> {
        private final Iterator<FoundRecord> found;
        private byte @Nullable [] mistake;

        Records(Iterator<FoundRecord> found) {
            this.found = found;
        }

        @Override
        public boolean hasNext() {
            return found.hasNext();
        }

        @Override
        public Found next() {
            FoundRecord next = found.next();
            if (next.isMistake()) {
                mistake = next.bytes();
                return new Rejected("", "the reading ends here", "");
            }
            return next.found();
        }
    }

    private static final class RecordRows implements Iterator<Row> {
        private final Records read;
        private final ScoredRecords records;
        private final PredictionColumns columns;

        RecordRows(ExampleScorer scorer, Records read, PredictionColumns columns) {
            this.read = read;
            this.records = new ScoredRecords(scorer, read);
            this.columns = columns;
        }

        @Override
        public boolean hasNext() {
            return records.hasNext();
        }

        @Override
        public Row next() {
            ScoredRecords.Scored scored = records.next();
            if (read.mistake != null) {
                throw new IllegalStateException("input has changed since it was looked at");
            }
            Found found = scored.found();
            List<@Nullable Object> values = new ArrayList<>();
            values.add(found.place());
            String key = found instanceof Example example ? example.key() : "";
            values.add(key.isEmpty() ? null : key);
            values.add(found instanceof Example example ? text(example.reading()) : ((Rejected) found).text());
            columns.append(values, scored.said());
            return RowFactory.create(values.toArray());
        }

        /** A text, or units with spaces between; null where only numbers are read. */
        private static @Nullable String text(Example.Reading reading) {
            byte[] utf8 = reading.text();
            if (reading.ends().length == 0) {
                return utf8.length == 0 && reading.featureWidth() > 0 ? null : new String(utf8, StandardCharsets.UTF_8);
            }
            StringBuilder units = new StringBuilder();
            int from = 0;
            for (int end : reading.ends()) {
                units.append(from == 0 ? "" : " ").append(new String(utf8, from, end - from, StandardCharsets.UTF_8));
                from = end;
            }
            return units.toString();
        }
    }
}
