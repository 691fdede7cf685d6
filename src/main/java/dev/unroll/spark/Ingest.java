package dev.unroll.spark;

import dev.unroll.data.ExampleRules;
import dev.unroll.data.FoldSplit;
import dev.unroll.data.Preprocessing;
import dev.unroll.data.Vocabulary;
import dev.unroll.spec.Keys;
import dev.unroll.spec.RecordFormats;
import dev.unroll.spec.Spec;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Turns what the configuration names into shards on the cluster; nothing of the corpus passes through the driver. */
public final class Ingest {
    private static final String TRAIN = Keys.DATA_TRAIN.name();

    private final Spec spec;
    private final JavaSparkContext context;
    private final TextFiles files;
    private final StreamIngest streams;
    private final RecordIngest records;
    private final Rows rows;
    private final Optional<ExampleIngest> examples;
    private final Genomes genomes;

    /**
     * @param session of the application
     * @param spec what to read, and how
     * @param staging where rewritten files go; it must stay open as long as the shards are used
     */
    public Ingest(SparkSession session, Spec spec, Staging staging) {
        this.spec = spec;
        this.context = JavaSparkContext.fromSparkContext(session.sparkContext());
        this.files = new TextFiles(context, spec, staging);
        this.streams = new StreamIngest(context, spec);
        this.records = new RecordIngest(context, spec, staging);
        this.rows = new Rows(session, spec.data());
        this.genomes = new Genomes(context, spec);
        this.examples = ExampleRules.of(spec).map(rules -> new ExampleIngest(context, spec, rules, staging));
    }

    /** The corpus of a new training: its units and labels are counted. */
    public Corpus corpus() {
        return corpus(Optional.empty());
    }

    /** The corpus of a training that goes on with what it has learnt before. */
    public Corpus corpus(Preprocessing known) {
        return corpus(Optional.of(known));
    }

    private Corpus corpus(Optional<Preprocessing> known) {
        String train = spec.data().requireTrain();
        Corpus corpus = examples.isPresent()
                ? examples.get()
                        .corpus(trained(spec.data().isGenome() ? genomes.training() : examples(TRAIN, train)), known)
                : text(train, known.map(Preprocessing::vocabulary));
        Optional<MeasuredText> heldOut = heldOut(corpus.preprocessing());
        if (heldOut.isEmpty()) {
            return corpus;
        }
        MeasuredText held = heldOut.get();
        return new Corpus(
                corpus.preprocessing(), corpus.training(), Optional.of(held.shards()), corpus.report(), held.report());
    }

    /** What is held out and no part of the corpus by its hash. */
    private Optional<MeasuredText> heldOut(Preprocessing learnt) {
        if (spec.data().isGenome()) {
            return genomes.validation().map(held -> examples.orElseThrow().measured(held.input(), learnt));
        }
        return spec.data().validationPath().map(path -> measured(Keys.DATA_VALIDATION.name(), path, learnt));
    }

    private Corpus text(String train, Optional<Vocabulary> known) {
        if (spec.data().isRunningText()) {
            return streams.corpus(files.read(TRAIN, train), known);
        }
        RecordInput all = records(TRAIN, train);
        try {
            return records.corpus(spec.data().folds().isOne() ? folds().trained(all) : all, known);
        } finally {
            all.records().unpersist(false);
        }
    }

    private ExampleInput trained(ExampleInput all) {
        return spec.data().folds().isOne() ? folds().trained(all) : all;
    }

    /** The records of {@code data.fold}, which are measured with what was learnt of the others. */
    public MeasuredText fold(Preprocessing learnt) {
        String train = spec.data().requireTrain();
        if (examples.isPresent()) {
            return examples.get().measured(folds().measured(examples(TRAIN, train)), learnt);
        }
        RecordInput all = records(TRAIN, train);
        try {
            return records.measured(folds().measured(all), learnt.vocabulary());
        } finally {
            all.records().unpersist(false);
        }
    }

    /** How {@code data.folds} deals out the records of {@code data.train}. */
    public FoldCounts foldCounts() {
        String train = spec.data().requireTrain();
        if (examples.isPresent()) {
            try (ExampleInput all = examples(TRAIN, train)) {
                return folds().ofExamples(all.records());
            }
        }
        try (RecordInput all = records(TRAIN, train)) {
            return folds().ofTexts(all.records());
        }
    }

    private Folds folds() {
        return new Folds(FoldSplit.of(spec.data().folds()));
    }

    /**
     * What is to be measured with what a training has learnt before, such as {@code data.test}.
     *
     * @param key the key or option that names it, for messages
     * @param path a file, directory or glob; empty: sequences of {@code data.train} that are measured only
     */
    public MeasuredText measured(String key, String path, Preprocessing learnt) {
        if (examples.isPresent()) {
            return examples.get().measured(examples(key, path), learnt);
        }
        return spec.data().isRunningText()
                ? streams.measured(files.read(key, path), learnt.vocabulary())
                : records.measured(records(key, path), learnt.vocabulary());
    }

    private ExampleInput examples(String key, String path) {
        if (spec.data().isGenome()) {
            return genomes.measured(key, path).input();
        }
        if (RecordFormats.isMadeUp(spec.data().format())) {
            return MadeUpRecords.of(context, spec, key);
        }
        return spec.data().isRecords()
                ? new ExampleFiles(context, spec).read(key, path)
                : new ExampleRows(rows, spec).read(key, path);
    }

    private RecordInput records(String key, String path) {
        if (spec.data().isRecords()) {
            return Tunes.read(new ExampleFiles(context, spec).read(key, path));
        }
        return spec.data().isText() ? Lines.read(context, spec, files.read(key, path)) : rows.read(key, path);
    }
}
