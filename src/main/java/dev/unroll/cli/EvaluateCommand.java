package dev.unroll.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.unroll.data.ExampleRules;
import dev.unroll.data.LabelSet;
import dev.unroll.nn.Loss;
import dev.unroll.spark.Application;
import dev.unroll.spark.LineScoring;
import dev.unroll.spark.LineTotals;
import dev.unroll.spark.MeasuredText;
import dev.unroll.spark.RunSetup;
import dev.unroll.spark.Staging;
import dev.unroll.spec.DataSpec.Context;
import dev.unroll.spec.Keys;
import dev.unroll.spec.Spec;
import dev.unroll.spec.Task;
import dev.unroll.spec.UsageException;
import dev.unroll.train.baseline.CodingRule;
import dev.unroll.train.figures.FigureRules;
import dev.unroll.train.figures.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evaluate}. */
@Command(
        name = "evaluate",
        description = "Measures a model on a text: nats, bits and perplexity per unit.",
        sortOptions = false,
        synopsisHeading = "usage: ",
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%n",
        footer = {
            "",
            "stream: the state is carried through the text, from zero at the beginning of each of evaluate.lanes pieces",
            "(one for 50,000 units; evaluate.lanes=1 for figures to compare with published ones).",
            "line: each line or record by itself; the sum is that of the rows that score writes.",
            "",
            "  " + Main.PROGRAM + " evaluate --model models/book --input test.txt",
            "  " + Main.PROGRAM + " evaluate --model models/book --input test.txt --json evaluate.lanes=1",
            ""
        })
final class EvaluateCommand implements Runnable {
    /** Stands behind a baseline's name in JSON that was measured now, and not when the model was trained. */
    private static final String ON_INPUT = "-input";

    private final Console console;

    @Mixin
    private ModelOption model = new ModelOption();

    @Mixin
    private ReadingWords words = new ReadingWords("data.", "evaluate.");

    @Option(
            names = "--context",
            paramLabel = "stream|line",
            description = "what a unit may depend on: all text before it, or its line; instead of evaluate.context")
    private String context = "";

    @Option(names = "--json", description = "one JSON object on one line instead of tables")
    private boolean json;

    EvaluateCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        ChosenKernels.get();
        Map<String, String> sparkSettings = words.conf().spark();
        LoadedModel loaded = model.open(sparkSettings);
        String[] settings = settings(loaded);
        Context asked = words.check(loaded, settings).evaluate().context();
        float[] weights = loaded.weights();
        if (!loaded.spec().predictsUnits()) {
            labelled(loaded, weights, sparkSettings);
            return;
        }
        if (loaded.spec().task() == Task.GENERATE && asked == Context.STREAM) {
            throw new UsageException(
                    "records are read one by one: evaluate.context=stream task="
                            + loaded.config().task(),
                    "it is for language models: leave it out");
        }
        boolean lines = asked == Context.LINE && ExampleRules.of(loaded.spec()).isEmpty();
        Measured measured;
        try (Application spark = Application.open("unroll evaluate " + words.input(), sparkSettings)) {
            spark.describe("evaluate");
            Spec spec = words.spec(loaded, spark, settings);
            measured = lines ? lines(loaded, weights, spark, spec) : shards(loaded, weights, spark, spec);
        }
        if (json) {
            printJson(
                    measured.byName(loaded.spec().vocabulary(), loaded.config().baselines()));
        } else {
            print(loaded, measured);
        }
    }

    /** What is told beside the words: a stream is read as one even where the model was trained on lines. */
    private String[] settings(LoadedModel loaded) {
        String key = Keys.EVALUATE_CONTEXT.name();
        String[] option = context.isEmpty() ? new String[0] : new String[] {key + "=" + context};
        Spec told = words.check(loaded, option);
        boolean linesAsStream =
                told.evaluate().context() == Context.STREAM && told.data().context() == Context.LINE;
        return linesAsStream
                ? new String[] {key + "=stream", "data.context=stream", "data.max-length=0", "data.too-long=window"}
                : option;
    }

    private Measured lines(LoadedModel loaded, float[] weights, Application spark, Spec spec) {
        try (Staging staging = spark.staging(spec);
                LineScoring scoring = spark.lineScoring(spec, staging, loaded.vocabulary(), weights)) {
            LineTotals totals = scoring.measure(ReadingWords.INPUT, words.input());
            say(Remarks.on(totals.found(), spec.data()));
            long ends = loaded.vocabulary().hasEnd() ? totals.ends() : 0;
            Loss loss = new Loss(-totals.logProbability(), totals.units());
            return new Measured(Context.LINE, loss, totals.unknown(), totals.lines(), ends);
        }
    }

    private Measured shards(LoadedModel loaded, float[] weights, Application spark, Spec spec) {
        RunSetup setup = RunSetup.of(UUID.randomUUID().toString(), spec, loaded.preprocessing());
        try (Staging staging = spark.staging(spec).telling(LeftOutReport.on(console));
                MeasuredText text = spark.ingest(spec, staging)
                        .measured(ReadingWords.INPUT, words.input(), loaded.preprocessing())) {
            say(Remarks.on(text.report(), spec.data()));
            Loss loss = spark.evaluation(text.shards(), setup).measure(weights);
            return Measured.of(loss, text.shards(), loaded.vocabulary());
        }
    }

    private void labelled(LoadedModel loaded, float[] weights, Map<String, String> sparkSettings) {
        if (!context.isEmpty()) {
            throw new UsageException(
                    "records are read one by one: --context=" + context + " task="
                            + loaded.config().task(),
                    "it is for language models of text: leave it out");
        }
        Result result;
        SortedMap<String, SortedMap<String, Double>> beside = new TreeMap<>();
        try (Application spark = Application.open("unroll evaluate " + words.input(), sparkSettings)) {
            spark.describe("evaluate");
            Spec spec = words.spec(loaded, spark);
            RunSetup setup = RunSetup.of(UUID.randomUUID().toString(), spec, loaded.preprocessing());
            try (Staging staging = spark.staging(spec).telling(LeftOutReport.on(console));
                    MeasuredText records = spark.ingest(spec, staging)
                            .measured(ReadingWords.INPUT, words.input(), loaded.preprocessing())) {
                say(Remarks.on(records.report(), spec.data()));
                FigureRules rules = LabelledMeasure.rules(spec, loaded.preprocessing());
                result = spark.figures(setup, rules, loaded.preprocessing())
                        .ofNetwork(records.shards(), weights)
                        .result();
                LabelSet labels = loaded.preprocessing().labels();
                spark.wholeSequences(spec)
                        .measured(ReadingWords.INPUT, words.input(), rules, labels)
                        .ifPresent(rule -> beside.put(
                                CodingRule.OF_SEQUENCES, rule.result().decisionsByName()));
            }
        }
        SortedMap<String, SortedMap<String, Double>> stored = loaded.config().baselines();
        if (json) {
            SortedMap<String, Object> figures = new TreeMap<>(result.byName());
            figures.put("task", loaded.config().task());
            SortedMap<String, SortedMap<String, Double>> baselines = new TreeMap<>(stored);
            beside.forEach((name, measured) -> baselines.put(name + ON_INPUT, measured));
            figures.put("baselines", baselines);
            printJson(figures);
            return;
        }
        FiguresTable table = new FiguresTable(result);
        console.print(table.heading(words.input()));
        table.lines(beside).forEach(console::print);
    }

    private void say(Remarks remarks) {
        remarks.line("input").ifPresent(console::say);
    }

    private void print(LoadedModel loaded, Measured measured) {
        MeasuredTable table = new MeasuredTable(loaded.spec());
        console.print(table.heading(words.input(), measured));
        table.lines(measured).forEach(console::print);
        List<String> ngrams = new ArrayList<>(table.baselines(loaded.config().baselines(), Baselines.HELD_OUT));
        if (!ngrams.isEmpty()) {
            console.print("");
            console.print("for comparison, n-grams fitted with the network, on the text held out then:");
            ngrams.forEach(console::print);
        }
    }

    private void printJson(Map<String, Object> figures) {
        try {
            console.print(new ObjectMapper().writeValueAsString(figures));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of numbers can always be written", e);
        }
    }
}
