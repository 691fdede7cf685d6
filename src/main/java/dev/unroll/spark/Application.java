package dev.unroll.spark;

import dev.unroll.data.Gunzip;
import dev.unroll.data.Preprocessing;
import dev.unroll.data.TurnSpec;
import dev.unroll.data.Vocabulary;
import dev.unroll.data.WordVectors;
import dev.unroll.data.format.Input;
import dev.unroll.data.format.VectorFile;
import dev.unroll.spec.Keys;
import dev.unroll.spec.Spec;
import dev.unroll.spec.UsageException;
import dev.unroll.train.Evaluation;
import dev.unroll.train.figures.FigureRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * One command's stay on Spark: a session with the defaults that suit us, and what runs on it.
 *
 * <p>A default applies only where nobody has set the value. A session that was there before is used and left running.
 */
public final class Application implements AutoCloseable {
    /**
     * Tasks wait for no place (shards are small beside a round's work); float arrays do not compress; a round's results may exceed
     * 1 GiB, since they are folded as they come.
     */
    private static final Map<String, String> DEFAULTS = new TreeMap<>(Map.of(
            "spark.master", "local[*,4]",
            "spark.locality.wait", "0s",
            "spark.broadcast.compress", "false",
            "spark.driver.maxResultSize", "0"));

    private final SparkSession session;
    private final JavaSparkContext context;
    private final boolean ours;

    private Application(SparkSession session, boolean ours) {
        this.session = session;
        this.context = JavaSparkContext.fromSparkContext(session.sparkContext());
        this.ours = ours;
    }

    /**
     * Opens a session.
     *
     * @param name shown to the cluster
     * @param settings the user's {@code spark.*}, as far as spark-submit has not been told already
     */
    public static Application open(String name, Map<String, String> settings) {
        SparkConf conf = new SparkConf();
        if (conf.contains("spark.remote") || settings.containsKey("spark.remote")) {
            throw new UsageException(
                    "Spark Connect has no RDDs, which Unroll needs: spark.remote="
                            + settings.getOrDefault("spark.remote", conf.get("spark.remote", "")),
                    "name the cluster itself with --master");
        }
        settings.forEach(conf::setIfMissing);
        DEFAULTS.forEach(conf::setIfMissing);
        conf.setIfMissing("spark.app.name", name);
        boolean ours = SparkSession.getActiveSession().isEmpty()
                && SparkSession.getDefaultSession().isEmpty();
        if (ours) {
            TaskSlots.listen(conf);
        }
        return new Application(SparkSession.builder().config(conf).getOrCreate(), ours);
    }

    /** The cluster. */
    public String master() {
        return context.master();
    }

    /** Tasks that can run at once, as far as the cluster has answered yet. */
    public int slots() {
        return TaskSlots.of(context);
    }

    /** Spark's version. */
    public String sparkVersion() {
        return context.version();
    }

    /** Says in Spark's UI what the next jobs are for. */
    public void describe(String description) {
        context.setJobGroup("unroll", description, false);
    }

    /** Where rewritten files of a corpus go; closed before the application is. */
    public Staging staging(Spec spec) {
        return new Staging(spec, context.hadoopConfiguration());
    }

    /** Reads corpora. */
    public Ingest ingest(Spec spec, Staging staging) {
        return new Ingest(session, spec, staging);
    }

    /** Rounds over these shards. */
    public SparkRounds rounds(ShardSet shards, RunSetup setup) {
        return new SparkRounds(context, shards.rdd(), setup);
    }

    /** Measures weights on these shards. */
    public Evaluation evaluation(ShardSet shards, RunSetup setup) {
        return new SparkEvaluation(context, shards.rdd(), shards.turns(), setup);
    }

    /**
     * Measures weights on a part of a corpus while training goes on: cut into as many lanes as training is, which fill the kernels,
     * at the price of a few more resets of the state than {@link #evaluation} has.
     */
    public Evaluation selection(ShardSet shards, RunSetup setup) {
        return new SparkEvaluation(context, shards.rdd(), TurnSpec.of(setup.spec()), setup);
    }

    /** The same by the figure that {@code train.select} names; DNA is read on one strand. */
    public Evaluation selection(ShardSet shards, RunSetup setup, FigureRules rules) {
        return new FigureSelection(
                new SparkFigures(context, setup, rules, null),
                shards,
                rules,
                setup.spec().train().select());
    }

    /** The vectors of {@code network.embedding.file} for the words of this vocabulary, if there is such a file. */
    public Optional<WordVectors> wordVectors(Spec spec, Vocabulary vocabulary) {
        String path = spec.network().words().vectors();
        if (path.isEmpty()) {
            return Optional.empty();
        }
        String key = Keys.NETWORK_EMBEDDING_FILE.name();
        CorpusFiles.CorpusFile file = CorpusFiles.resolve(key, path, context.hadoopConfiguration())
                .files()
                .get(0);
        Path place = new Path(URI.create(file.uri()));
        try (InputStream in = Gunzip.unpacked(
                file.name(),
                HadoopPaths.system(place, context.hadoopConfiguration()).open(place))) {
            Input input = new Input(file.name(), in, StandardCharsets.UTF_8);
            return Optional.of(VectorFile.read(input, vocabulary, spec.network().embedding()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read: " + key + "=" + path, e);
        }
    }

    /** Measures what is said of labelled records, on both strands where they were trained on. */
    public SparkFigures figures(RunSetup setup, FigureRules rules, Preprocessing learnt) {
        return new SparkFigures(
                context,
                setup,
                rules,
                LabellingModel.otherStrand(
                        setup.spec(), learnt.vocabulary(), learnt.labels().names()));
    }

    /** Measures what sees whole sequences. */
    public WholeSequences wholeSequences(Spec spec) {
        return new WholeSequences(context, spec);
    }

    /** Refuses a place where scores cannot go; {@code key} is the option that names it. */
    public void check(String key, ScoreOutput output) {
        output.check(key, session);
    }

    /** Says something of records with a model. */
    public ExampleScoring exampleScoring(Spec spec, Preprocessing learnt, float[] weights) {
        return new ExampleScoring(session, spec, learnt, weights);
    }

    /** Says something of the words in CoNLL's files with a model. */
    public SentenceScoring sentenceScoring(Spec spec, Preprocessing learnt, float[] weights) {
        return new SentenceScoring(context, spec, learnt, weights);
    }

    /** Says something of the bases in files of FASTA with a model. */
    public GenomeScoring genomeScoring(Spec spec, Preprocessing learnt, float[] weights) {
        return new GenomeScoring(context, spec, learnt, weights);
    }

    /** Scores records of vectors with a model. */
    public VectorScoring vectorScoring(Spec spec, Preprocessing learnt, float[] weights) {
        return new VectorScoring(session, spec, learnt, weights);
    }

    /** Scores lines, rows and tunes with a model. */
    public LineScoring lineScoring(Spec spec, Staging staging, Vocabulary vocabulary, float[] weights) {
        return new LineScoring(session, spec, staging, vocabulary, weights);
    }

    /**
     * A folder that all executors see, for commands without an output directory of their own: the temporary folder of this machine
     * where all is local, else {@code .unroll-staging} in the user's home on the default file system, as YARN does.
     */
    public String scratch() {
        if (context.isLocal()) {
            return System.getProperty("java.io.tmpdir") + "/unroll-staging-" + System.getProperty("user.name");
        }
        try {
            return FileSystem.get(context.hadoopConfiguration()).getHomeDirectory() + "/.unroll-staging";
        } catch (IOException e) {
            throw new UncheckedIOException("default file system cannot be reached", e);
        }
    }

    @Override
    public void close() {
        if (ours) {
            session.stop();
        }
    }
}
