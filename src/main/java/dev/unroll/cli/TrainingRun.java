package dev.unroll.cli;

import dev.unroll.data.Preprocessing;
import dev.unroll.data.Schedule;
import dev.unroll.data.WordVectors;
import dev.unroll.data.format.Formats;
import dev.unroll.io.Checkpoint;
import dev.unroll.io.CrossValidationFiles;
import dev.unroll.io.MetricsLog;
import dev.unroll.nn.Network;
import dev.unroll.spark.Application;
import dev.unroll.spark.Corpus;
import dev.unroll.spark.MeasuredText;
import dev.unroll.spark.RunSetup;
import dev.unroll.spark.ShardSet;
import dev.unroll.spark.SparkRounds;
import dev.unroll.spark.Staging;
import dev.unroll.spec.Conf;
import dev.unroll.spec.Keys;
import dev.unroll.spec.Spec;
import dev.unroll.spec.Task;
import dev.unroll.spec.TrainSpec;
import dev.unroll.train.Evaluation;
import dev.unroll.train.Training;
import dev.unroll.train.TrainingListener;
import dev.unroll.train.TrainingState;
import dev.unroll.train.figures.FigureRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One run of {@code train}, from the configuration to the model directory. */
final class TrainingRun {
    private final Console console;
    private final Settings settings;
    private final Conf conf;
    private final Spec spec;
    private final OutputFolder output;

    /** Reads and checks the configuration. */
    TrainingRun(Console console, Settings settings, Conf conf, OutputFolder.Before before) {
        this.console = console;
        this.settings = settings;
        this.conf = conf;
        this.spec = Spec.from(conf);
        spec.data().requireTrain();
        Formats.check(spec);
        this.output = new OutputFolder(spec, before, conf.spark());
    }

    /**
     * Where a training has its place in a session.
     *
     * @param name before each line of its progress; empty where it is alone
     * @param staging whose staging folder it uses
     * @param begin is run when there is nothing left to refuse: from then on the output folder may be touched
     */
    record Place(String name, Spec staging, Runnable begin) {}

    /** Trains. What can be refused before there is a Spark session is. */
    void run() {
        ChosenKernels.get();
        output.check();
        Optional<Checkpoint> checkpoint = checkpoint();
        try (Application spark =
                Application.open("unroll train " + spec.output().model(), conf.spark())) {
            Ended ended = train(spark, new Place("", spec, () -> {}), checkpoint);
            new EndReport(console, settings, spec, ended.state())
                    .print(ended.result(), ended.progress(), spark.slots());
        }
    }

    /** Trains as a part of a cross-validation, which has looked at the output folder before; returns what its fold gave. */
    CrossValidationFiles.Fold run(Application spark, Place place) {
        Ended ended = train(spark, place, checkpoint());
        return ended.measure().fold(ended.result().baselines());
    }

    private Optional<Checkpoint> checkpoint() {
        Optional<Checkpoint> checkpoint = output.checkpoint();
        checkpoint.map(Resumption::new).ifPresent(before -> before.checkSpec(spec));
        return checkpoint;
    }

    /** What a training came to. */
    private record Ended(TrainingEnd.Result result, FinalMeasure measure, TrainingState state, Progress progress) {}

    private Ended train(Application spark, Place place, Optional<Checkpoint> checkpoint) {
        try (Staging staging = spark.staging(place.staging()).telling(LeftOutReport.on(console));
                Corpus corpus = corpus(spark, staging, checkpoint);
                MeasuredText test = test(spark, staging, corpus)) {
            return train(spark, place, staging, corpus, Optional.ofNullable(test), checkpoint);
        }
    }

    private Corpus corpus(Application spark, Staging staging, Optional<Checkpoint> checkpoint) {
        spark.describe("corpus");
        if (checkpoint.isEmpty()) {
            return spark.ingest(spec, staging).corpus();
        }
        Resumption before = new Resumption(checkpoint.get());
        Corpus corpus = spark.ingest(spec, staging).corpus(before.preprocessing(spec));
        before.checkCorpus(spec, corpus.fingerprint());
        return corpus;
    }

    /**
     * The text of {@code data.test}: looked for and counted now, since what is wrong with it must not cost a training. Or the fold
     * that is not trained on.
     */
    private @Nullable MeasuredText test(Application spark, Staging staging, Corpus corpus) {
        if (spec.data().folds().isOne()) {
            return spark.ingest(spec, staging).fold(corpus.preprocessing());
        }
        String path = spec.data().test();
        String key = Keys.DATA_TEST.name();
        return !spec.data().hasTest() ? null : spark.ingest(spec, staging).measured(key, path, corpus.preprocessing());
    }

    /** What lies in the output folder is touched only when there is nothing left to refuse. */
    private Ended train(
            Application spark,
            Place place,
            Staging staging,
            Corpus corpus,
            Optional<MeasuredText> test,
            Optional<Checkpoint> checkpoint) {
        RunSetup setup = newRun(corpus);
        Network network = setup.trainingNetwork();
        new DriverMemory(spec.train(), network.layout().size())
                .check(spark.slots(), Runtime.getRuntime().maxMemory());
        StartReport report = new StartReport(spec);
        report.corpus(corpus, test).forEach(console::say);
        report.training(network, spark, corpus).forEach(console::say);
        Schedule schedule = Schedule.of(spec, corpus.training().summaries());
        float[] weights = network.initialWeights(spec.train().seed());
        if (checkpoint.isEmpty()) {
            spark.wordVectors(spec, corpus.vocabulary()).ifPresent(vectors -> begin(network, vectors, weights));
        }
        TrainingState state = new TrainingState(spec.train(), weights, schedule.start());
        Evaluation evaluation = corpus.validation()
                .map(held -> selection(spark, held, corpus, setup))
                .orElse(Evaluation.NONE);
        try (SparkRounds rounds = spark.rounds(corpus.training(), setup)) {
            Training.Setting setting = new Training.Setting(
                    network.layout(),
                    schedule,
                    corpus.training().targets(),
                    rounds,
                    evaluation,
                    output.checkpoints(),
                    Resumption.identity(spec, corpus));
            MetricsListener metrics = new MetricsListener(
                    output.metrics(), Clock.systemUTC(), spec.train().checkpointEvery());
            Optional<SampleListener> samples = samples(corpus, state, metrics);
            Progress progress = new Progress(
                    spec.train(),
                    spec.task() == Task.REGRESS ? "loss" : "nats",
                    ProgressDisplay.on(console).after(place.name()),
                    System::nanoTime);
            List<TrainingListener> listeners = new ArrayList<>(List.of(progress, metrics));
            samples.ifPresent(listeners::add);
            Training training = new Training(spec.train(), setting, state, listeners);
            checkpoint.ifPresent(training::restore);
            place.begin().run();
            output.begin();
            begin(metrics, spark, corpus, state);
            LeftOutReport.keep(staging.leftOut(), output.model()).forEach(console::say);
            double epochs =
                    (double) state.units() / Math.max(1, corpus.training().targets());
            double done = Progress.done(spec.train(), state.round(), epochs);
            samples.ifPresent(listener -> listener.begin(done));
            progress.begin(done);
            try {
                training.run();
            } finally {
                progress.end();
            }
            samples.ifPresent(SampleListener::end);
            spark.describe("final evaluation");
            TrainingEnd end = new TrainingEnd(console, spec, corpus, state, output);
            FinalMeasure measure = measure(spark, corpus, test.map(MeasuredText::shards));
            return new Ended(end.write(measure), measure, state, progress);
        }
    }

    private Evaluation selection(Application spark, ShardSet held, Corpus corpus, RunSetup setup) {
        return spec.train().select().equals(TrainSpec.LOSS)
                ? spark.selection(held, setup)
                : spark.selection(held, setup, LabelledMeasure.rules(spec, corpus.preprocessing()));
    }

    /** Known words begin with the vectors they were given. */
    private void begin(Network network, WordVectors vectors, float[] weights) {
        vectors.copyInto(weights, network.layout().slot("embedding.E").offset());
        console.say("word vectors: " + Numbers.count(vectors.read()) + " read, "
                + Numbers.count(vectors.found(), "word") + " begin with theirs, "
                + Numbers.count(vectors.found() - vectors.exact()) + " of them found in lower case");
    }

    private FinalMeasure measure(Application spark, Corpus corpus, Optional<ShardSet> test) {
        if (spec.predictsUnits()) {
            return new LanguageModelMeasure(spec, corpus, test, text -> spark.evaluation(text, newRun(corpus)));
        }
        FigureRules rules = LabelledMeasure.rules(spec, corpus.preprocessing());
        Preprocessing learnt = corpus.preprocessing();
        return new LabelledMeasure(
                spec, corpus, test, () -> spark.figures(newRun(corpus), rules, learnt), spark.wholeSequences(spec));
    }

    /** What writes shows what it writes, if it is text. */
    private Optional<SampleListener> samples(Corpus corpus, TrainingState state, MetricsListener metrics) {
        return spec.predictsUnits()
                ? Optional.of(new SampleListener(spec, state, corpus.preprocessing(), metrics))
                : Optional.empty();
    }

    /** A name under which no JVM has kept anything yet. */
    private RunSetup newRun(Corpus corpus) {
        return RunSetup.of(UUID.randomUUID().toString(), spec, corpus.preprocessing());
    }

    /** The first line of this process in {@code metrics.jsonl}. */
    private void begin(MetricsListener metrics, Application spark, Corpus corpus, TrainingState state) {
        boolean resumed = state.round() > 0;
        try {
            if (resumed) {
                console.say("resumed after round " + Numbers.count(state.round()));
                output.metrics().cutBackTo(state.round());
            } else {
                output.metrics().delete();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot cut metrics.jsonl back", e);
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("version", Version.number());
        fields.put("java", System.getProperty("java.version"));
        fields.put("spark", spark.sparkVersion());
        fields.put("kernels", ChosenKernels.get().name());
        fields.put("master", spark.master());
        fields.put("slots", spark.slots());
        fields.put("corpus_fingerprint", corpus.fingerprint());
        fields.put("spec", spec.toProperties());
        metrics.note(resumed ? "resume" : MetricsLog.START, state.round(), fields);
    }
}
