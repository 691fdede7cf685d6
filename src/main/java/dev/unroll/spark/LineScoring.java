package dev.unroll.spark;

import dev.unroll.data.Transcoder;
import dev.unroll.data.UnitRules;
import dev.unroll.data.Vocabulary;
import dev.unroll.spec.DataSpec;
import dev.unroll.spec.Spec;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Scores lines of text, rows or tunes, each by itself and in their order. A line's score does not depend on the others, nor on how they
 * are spread over tasks.
 */
public final class LineScoring implements AutoCloseable {
    /** The name of the text's column while it is with the others. */
    private static final String TEXT = "unroll: the text in UTF-8";

    private final SparkSession session;
    private final JavaSparkContext context;
    private final Spec spec;
    private final Staging staging;
    private final Shipped<ScoringModel> model;

    LineScoring(SparkSession session, Spec spec, Staging staging, Vocabulary vocabulary, float[] weights) {
        this.session = session;
        this.context = JavaSparkContext.fromSparkContext(session.sparkContext());
        this.spec = spec;
        this.staging = staging;
        this.model = new Shipped<>(context, new ScoringModel(spec, vocabulary, weights));
    }

    /**
     * The sum of all scores, blocks of lines or pieces of a table added in their order.
     *
     * @param key the option that names the text, for messages
     * @param path a file, directory or glob
     */
    public LineTotals measure(String key, String path) {
        if (spec.data().isRecords()) {
            ScoredTunes.Answers totals = new ScoredTunes.Answers(model, ScoringModel.Question.TOTALS);
            try (ExampleInput tunes = new ExampleFiles(context, spec).read(key, path)) {
                return LineTotals.of(
                                key, path, tunes.records().mapPartitions(totals).collect())
                        .plus(tunes.report());
            }
        }
        if (!spec.data().isText()) {
            Dataset<Row> rows = table(key, path);
            ScoredRows.Answers totals = new ScoredRows.Answers(key + "=" + path, model, ScoringModel.Question.TOTALS);
            return LineTotals.of(
                    key, path, rows.toJavaRDD().mapPartitions(totals).collect());
        }
        try (TextLines lines = lines(key, path)) {
            ScoredLines.Answers totals = new ScoredLines.Answers(lines.source(), model, ScoringModel.Question.TOTALS);
            return LineTotals.of(key, path, lines.blocks().map(totals).collect())
                    .plus(lines.report());
        }
    }

    /**
     * Writes a row for each line: its number, its name where sequences of bases are scored, and its text, or the columns of its row; of a
     * tune its place and text; then log-probability, length, perplexity. All are looked at once before, so that what is wrong with them is
     * said, or refused, before there is any output.
     */
    public LineFindings write(String key, String path, ScoreOutput output) {
        ScoringModel.Detail detail = output.all() ? ScoringModel.Detail.POSITIONS : ScoringModel.Detail.SUM;
        if (spec.data().isRecords()) {
            return tunes(key, path, output, detail);
        }
        if (!spec.data().isText()) {
            Dataset<Row> rows = table(key, path);
            StructType columns = new StructType(
                    Arrays.copyOf(rows.schema().fields(), rows.schema().length() - 1));
            StructType all = ScoreColumns.behind(columns, detail);
            ScoredRows.Answers look = new ScoredRows.Answers(key + "=" + path, model, ScoringModel.Question.FINDINGS);
            LineFindings found = checked(
                    key,
                    path,
                    LineFindings.of(rows.toJavaRDD().mapPartitions(look).collect()));
            output.save(rows.mapPartitions(new ScoredRows.ToRows(model, detail), Encoders.row(all)), key, path);
            return found;
        }
        StructType all =
                ScoreColumns.behind(ScoredLines.columns(spec.vocabulary().unit()), detail);
        try (TextLines lines = lines(key, path)) {
            ScoredLines.Answers look = new ScoredLines.Answers(lines.source(), model, ScoringModel.Question.FINDINGS);
            List<LineFindings> blocks = LineFindings.of(lines.blocks().map(look).collect());
            LineFindings found = checked(key, path, blocks);
            Shipped<long[]> first = new Shipped<>(context, TextLines.firstLines(blocks));
            try {
                ScoredLines.ToRows rows = new ScoredLines.ToRows(lines.source(), model, first, detail);
                output.save(session.createDataFrame(lines.blocks().flatMap(rows), all), key, path);
            } finally {
                first.destroy();
            }
            return found.plus(lines.report());
        }
    }

    private LineFindings tunes(String key, String path, ScoreOutput output, ScoringModel.Detail detail) {
        ScoredTunes.Answers look = new ScoredTunes.Answers(model, ScoringModel.Question.FINDINGS);
        try (ExampleInput tunes = new ExampleFiles(context, spec).read(key, path)) {
            LineFindings found = LineFindings.sum(
                    LineFindings.of(tunes.records().mapPartitions(look).collect()));
            StructType all = ScoreColumns.behind(ScoredTunes.COLUMNS, detail);
            ScoredTunes.ToRows rows = new ScoredTunes.ToRows(model, detail);
            output.save(session.createDataFrame(tunes.records().mapPartitions(rows), all), key, path);
            return found.plus(tunes.report());
        }
    }

    private LineFindings checked(String key, String path, List<LineFindings> parts) {
        LineFindings found = LineFindings.sum(parts);
        if (spec.data().invalidUtf8() == DataSpec.InvalidUtf8.FAIL) {
            found.requireWellFormed(key + "=" + path, spec.data().isText() ? "line" : "row");
        }
        return found;
    }

    private TextLines lines(String key, String path) {
        TextFiles.Ready ready = new TextFiles(context, spec, staging).read(key, path, Transcoder.Purpose.SCORING);
        return new TextLines(context, ready, UnitRules.of(spec));
    }

    /** The rows with their text in UTF-8 behind the other columns. */
    private Dataset<Row> table(String key, String path) {
        Rows source = new Rows(session, spec.data());
        Dataset<Row> rows = source.select(key, path);
        return rows.withColumn(TEXT, source.text(rows, key, path));
    }

    @Override
    public void close() {
        model.destroy();
    }
}
