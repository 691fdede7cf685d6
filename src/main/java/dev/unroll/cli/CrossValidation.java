package dev.unroll.cli;

import dev.unroll.data.ExampleRules;
import dev.unroll.data.format.Formats;
import dev.unroll.io.CrossValidationFiles.Fold;
import dev.unroll.spark.Application;
import dev.unroll.spark.FoldCounts;
import dev.unroll.spark.Staging;
import dev.unroll.spec.Conf;
import dev.unroll.spec.Keys;
import dev.unroll.spec.Spec;
import dev.unroll.spec.UsageException;
import dev.unroll.train.figures.FigureRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One run of {@code train} with {@code data.folds}: a training for each fold in a folder of its own, one after the other in one session,
 * then the figures of all.
 *
 * @implNote What is left of a fold is in its folder, and the summary follows from these files alone. So a run that was stopped goes on at
 * the fold that has none, from its newest checkpoint, and ends in the same bits.
 */
final class CrossValidation {
    private final Console console;
    private final Settings settings;
    private final Conf conf;
    private final Spec spec;
    private final CrossValidationFolder folder;

    /** Reads and checks the configuration. */
    CrossValidation(Console console, Settings settings, OutputFolder.Before before) {
        this.console = console;
        this.settings = settings;
        this.conf = settings.read();
        this.spec = Spec.from(conf);
        spec.data().requireTrain();
        Formats.check(spec);
        this.folder = new CrossValidationFolder(spec, before, conf.spark());
    }

    /** Trains all folds that are not finished. What can be refused before there is a Spark session is. */
    void run() {
        ChosenKernels.get();
        folder.check();
        try (Application spark =
                Application.open("unroll train " + spec.output().model(), conf.spark())) {
            FoldCounts counts = count(spark);
            folder.checkCorpus(counts.fingerprint());
            int all = spec.data().folds().folds();
            List<Fold> folds = new ArrayList<>();
            for (int fold = 1; fold <= all; fold++) {
                String name = "fold " + fold + " of " + all;
                Optional<Fold> finished = folder.finished(fold);
                console.say(name + ": " + (finished.isPresent() ? "finished before" : folder.model(fold)));
                folds.add(finished.isPresent() ? finished.get() : train(spark, fold, name, counts));
            }
            CrossValidationFigures figures = figures(folds);
            folder.end(counts.fingerprint(), figures.byName(counts.byFold()));
            new CrossValidationTable(spec, figures).lines(counts.records()).forEach(console::print);
            console.print("");
            console.print("cross-validation.json  all figures of all folds, in "
                    + spec.output().model());
        }
    }

    private FoldCounts count(Application spark) {
        spark.describe("folds");
        try (Staging staging = spark.staging(spec)) {
            FoldCounts counts = spark.ingest(spec, staging).foldCounts();
            long empty =
                    counts.byFold().stream().filter(records -> records == 0).count();
            if (empty > 0) {
                throw new UsageException(
                        "corpus is too small for so many folds: " + Keys.DATA_FOLDS.name() + "="
                                + spec.data().folds().folds() + " data.train="
                                + spec.data().train() + " records=" + counts.records() + " empty-folds=" + empty,
                        "set data.folds lower, or name a larger corpus");
            }
            return counts;
        }
    }

    private Fold train(Application spark, int fold, String name, FoldCounts counts) {
        Conf own = settings.read(
                List.of(Keys.DATA_FOLD.name() + "=" + fold, Keys.OUTPUT_MODEL.name() + "=" + folder.model(fold)));
        TrainingRun.Place place = new TrainingRun.Place(name + "  ", spec, () -> folder.begin(counts.fingerprint()));
        Fold measured = new TrainingRun(console, settings, own, folder.beforeFold()).run(spark, place);
        folder.write(fold, measured);
        return measured;
    }

    /** The figures of the records of all folds together need what each fold has learnt of its labels. */
    private CrossValidationFigures figures(List<Fold> folds) {
        if (ExampleRules.of(spec).isEmpty()) {
            return CrossValidationFigures.ofLosses(folds);
        }
        List<FigureRules> rules = new ArrayList<>();
        for (int fold = 1; fold <= folds.size(); fold++) {
            LoadedModel model = LoadedModel.open(folder.model(fold), conf.spark());
            rules.add(LabelledMeasure.rules(model.spec(), model.preprocessing()));
        }
        return CrossValidationFigures.ofLabels(folds, rules);
    }
}
