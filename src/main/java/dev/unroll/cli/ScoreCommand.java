package dev.unroll.cli;

import dev.unroll.data.ExampleRules;
import dev.unroll.spark.ScoreOutput;
import dev.unroll.spec.UsageException;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code score}. */
@Command(
        name = "score",
        description = "Scores each line of a text, or each row of a Spark SQL source, by itself: a Spark job.",
        sortOptions = false,
        synopsisHeading = "usage: ",
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%n",
        footer = {
            "",
            "Writes as many rows as there are lines, in their order: index (from 0) and text, or the columns of the row;",
            "then log_probability in nats, length in units (the line's end included), perplexity per unit.",
            "With models of nucleotides and k-mers a row is a FASTA record, be it empty, with the first word of its",
            "header as its name; in a file without any header a row is a line.",
            "With a model of tunes a row is a tune, with where it was found in the place of the index; with one of piano",
            "rolls a piece: log_probability, steps, and nll_per_step over the steps from the second on.",
            "With a model of labelled records: where each was found, its key, its text, what is said of it and how surely;",
            "arrays where each step has an answer (as JSON in csv), --probabilities for all labels, rejected for why not.",
            "conll: the sentences of data.format=conll or conllu as files of the same names, with a column more.",
            "bed, gff3: a file of segments for each file of data.format=fasta; bedgraph: the probability of --class.",
            "",
            "  " + Main.PROGRAM + " score --model models/book --input lines.txt --output scores",
            "  " + Main.PROGRAM + " score --model models/book --input 'mails/*.csv' --output scores --format csv"
                    + " data.format=csv \\",
            "      data.options.header=true data.text-column=body",
            ""
        })
final class ScoreCommand implements Runnable {
    private final Console console;

    @Mixin
    private ModelOption model = new ModelOption();

    @Mixin
    private ReadingWords words = new ReadingWords("data.");

    @Option(names = "--output", required = true, paramLabel = "PATH", description = "a new directory")
    private String output = "";

    @Option(
            names = "--format",
            paramLabel = ScoreFormat.NAMES,
            defaultValue = "parquet",
            description = "of the output (parquet)")
    private String format = "";

    @Option(names = "--positions", description = "the log-probability of each unit, too, as an array")
    private boolean positions;

    @Option(names = "--probabilities", description = "labelled records: those of all labels, too, as a map")
    private boolean probabilities;

    @Option(
            names = "--class",
            paramLabel = "NAME",
            description = "bedgraph: a label, or what labels have in common, such as CDS or CDS+")
    private String shown = "";

    @Option(names = "--overwrite", description = "replace scores that are in the output directory")
    private boolean overwrite;

    ScoreCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        ChosenKernels.get();
        ScoreFormat chosen = ScoreFormat.of(format);
        chosen.checkOptions(positions, probabilities, shown);
        Map<String, String> settings = new TreeMap<>(words.conf().spark());
        LoadedModel loaded = model.open(settings);
        chosen.check(words.check(loaded), loaded.config().task());
        if (console.terminal()) {
            settings.putIfAbsent("spark.ui.showConsoleProgress", "true");
        }
        float[] weights = loaded.weights();
        boolean labelled = !loaded.spec().task().writes();
        refuse(loaded);
        refuseOptions(loaded, labelled);
        ScoreOutput target = new ScoreOutput(output, format, positions || probabilities, overwrite);
        ScoreRequest request = new ScoreRequest(loaded, weights, words, settings, target);
        if (loaded.spec().predictsUnits()) {
            new LineScores(request, console).write();
        } else if (chosen.isTable()) {
            new RecordScores(request, console).write();
        } else if (chosen == ScoreFormat.CONLL) {
            new FileScores(request, console).sentences();
        } else {
            new FileScores(request, console).genome(chosen.genome().orElseThrow(), shown);
        }
    }

    private static void refuse(LoadedModel loaded) {
        if (loaded.spec().predictsUnits() && ExampleRules.of(loaded.spec()).isPresent()) {
            throw new UsageException(
                    "score is not for this model: task=" + loaded.config().task() + " data.format="
                            + loaded.spec().data().format(),
                    "evaluate measures records that begin from labels");
        }
    }

    private void refuseOptions(LoadedModel loaded, boolean labelled) {
        if (labelled ? positions : probabilities) {
            throw new UsageException(
                    "not an option for this model: " + (labelled ? "--positions" : "--probabilities") + " task="
                            + loaded.config().task(),
                    labelled
                            ? "it is for language models; --probabilities gives those of all labels"
                            : "a language model has --positions");
        }
    }
}
