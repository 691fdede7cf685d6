package dev.unroll.spark;

import dev.unroll.data.Example;
import dev.unroll.data.ExampleBatch;
import dev.unroll.data.ExampleRules;
import dev.unroll.data.Preprocessing;
import dev.unroll.data.Standardisation;
import dev.unroll.data.Vocabulary;
import dev.unroll.spec.Spec;
import dev.unroll.train.Worker;
import dev.unroll.train.scoring.ReadableCount;
import dev.unroll.train.scoring.VectorScorer;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Scores records of vectors, such as pieces of music: a row for each, in their order. */
public final class VectorScoring implements AutoCloseable {
    private static final int PIECE_RECORDS = 256;

    private final SparkSession session;
    private final JavaSparkContext context;
    private final Spec spec;
    private final Shipped<Model> model;

    VectorScoring(SparkSession session, Spec spec, Preprocessing learnt, float[] weights) {
        this.session = session;
        this.context = JavaSparkContext.fromSparkContext(session.sparkContext());
        this.spec = spec;
        this.model = new Shipped<>(context, new Model(spec, learnt, weights));
    }

    /**
     * Writes a row for each record: its place; log-probability, steps, mean negative log-probability of the steps from the second on;
     * if wanted that of each step; or why there is no score. All records are looked at once before, so that a file that makes no sense is
     * refused before there is any output.
     */
    public ReadableCount write(String key, String path, ScoreOutput output) {
        try (ExampleInput input = new ExampleFiles(context, spec).read(key, path)) {
            ReadableCount count = ExampleScoring.sum(input.records().mapPartitions(new Look(model)));
            ExampleScoring.requireRecords(count.records(), key + "=" + path);
            StructType columns = new StructType()
                    .add("place", DataTypes.StringType)
                    .add("log_probability", DataTypes.DoubleType)
                    .add("steps", DataTypes.IntegerType)
                    .add("nll_per_step", DataTypes.DoubleType);
            if (output.all()) {
                columns = columns.add("log_probabilities", DataTypes.createArrayType(DataTypes.DoubleType, false));
            }
            columns = columns.add("rejected", DataTypes.StringType);
            output.save(
                    session.createDataFrame(input.records().mapPartitions(new Score(model, output.all())), columns),
                    key,
                    path);
            return count;
        }
    }

    @Override
    public void close() {
        model.destroy();
    }

    /** A model on its way to the tasks that score with it. */
    private static final class Model implements Serializable {
        private static final long serialVersionUID = 1L;

        private final RunSetup setup;
        private final ExampleRules rules;
        private final int width;
        private final float[] weights;

        Model(Spec spec, Preprocessing learnt, float[] weights) {
            this.setup = RunSetup.of(UUID.randomUUID().toString(), spec, learnt);
            this.rules = ExampleRules.of(spec).orElseThrow();
            this.width = learnt.features().width();
            this.weights = weights;
        }

        VectorScorer scorer() {
            ExecutorState state = ExecutorState.of(setup);
            ExampleBatch.Reads reads = new ExampleBatch.Reads(
                    rules,
                    Vocabulary.ofCharacters(Map.of()),
                    Vocabulary.ofCharacters(Map.of()),
                    0,
                    Standardisation.none(width));
            Worker.Round round = new Worker.Round(0, 0, weights, new float[0][], 0);
            return new VectorScorer(state.scoringNetwork(), reads, state.scoringPool(), round);
        }
    }

    /** Records of a partition, and those without a score; a mistake is the answer. */
    private static final class Look implements FlatMapFunction<Iterator<FoundRecord>, byte[]> {
        private static final long serialVersionUID = 1L;

        private final Shipped<Model> model;

        Look(Shipped<Model> model) {
            this.model = model;
        }

        @Override
        public Iterator<byte[]> call(Iterator<FoundRecord> found) {
            return List.of(ExampleScoring.look(model.get().scorer()::faults, found))
                    .iterator();
        }
    }

    private static final class Score implements FlatMapFunction<Iterator<FoundRecord>, Row> {
        private static final long serialVersionUID = 1L;

        private final Shipped<Model> model;
        private final boolean positions;

        Score(Shipped<Model> model, boolean positions) {
            this.model = model;
            this.positions = positions;
        }

        @Override
        public Iterator<Row> call(Iterator<FoundRecord> found) {
            return new Scored(found, model.get().scorer(), positions);
        }
    }

    private static final class Scored implements Iterator<Row> {
        private final Iterator<FoundRecord> found;
        private final VectorScorer scorer;
        private final boolean positions;
        private final Deque<Row> ready = new ArrayDeque<>();

        Scored(Iterator<FoundRecord> found, VectorScorer scorer, boolean positions) {
            this.found = found;
            this.scorer = scorer;
            this.positions = positions;
        }

        @Override
        public boolean hasNext() {
            return !ready.isEmpty() || found.hasNext();
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            if (ready.isEmpty()) {
                score();
            }
            return ready.remove();
        }

        private void score() {
            List<FoundRecord> piece = new ArrayList<>();
            List<Example> examples = new ArrayList<>();
            while (piece.size() < PIECE_RECORDS && found.hasNext()) {
                FoundRecord record = found.next();
                if (record.isMistake()) {
                    throw new IllegalStateException("input has changed since it was looked at");
                }
                piece.add(record);
                if (record.isRecord()) {
                    examples.add(record.example());
                }
            }
            Iterator<VectorScorer.Score> scores = scorer.scores(examples).iterator();
            for (FoundRecord record : piece) {
                ready.add(row(
                        record.place(),
                        record.isRecord() ? scores.next() : new VectorScorer.Score(new double[0], record.reason())));
            }
        }

        private Row row(String place, VectorScorer.Score score) {
            double[] steps = score.steps();
            boolean scored = score.fault().isEmpty();
            List<@Nullable Object> values = new ArrayList<>();
            values.add(place);
            values.add(scored ? score.sum() : null);
            values.add(scored ? steps.length : null);
            values.add(scored && steps.length > 1 ? (steps[0] - score.sum()) / (steps.length - 1) : null);
            if (positions) {
                values.add(scored ? Arrays.stream(steps).boxed().toArray() : null);
            }
            values.add(scored ? null : score.fault());
            return RowFactory.create(values.toArray());
        }
    }
}
