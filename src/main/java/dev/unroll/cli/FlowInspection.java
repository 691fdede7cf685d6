package dev.unroll.cli;

import dev.unroll.data.ExampleRules;
import dev.unroll.data.RecordContent;
import dev.unroll.infer.FlowMeasure;
import dev.unroll.io.Store;
import dev.unroll.nn.FlowMeans;
import dev.unroll.nn.GradientFlow;
import dev.unroll.spark.Application;
import dev.unroll.spark.MeasuredText;
import dev.unroll.spark.ShardSet;
import dev.unroll.spark.Staging;
import dev.unroll.spark.Stores;
import dev.unroll.spec.HeadSpec;
import dev.unroll.spec.Pool;
import dev.unroll.spec.Spec;
import dev.unroll.spec.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code inspect --gradient-flow}: reads some records of a text, follows their losses back through one model or several, prints and draws
 * what it finds.
 */
final class FlowInspection {
    private static final String OUTPUT = "--output";

    private final Console console;
    private final ModelsOption models;
    private final FlowOptions options;

    FlowInspection(Console console, ModelsOption models, FlowOptions options) {
        this.console = console;
        this.models = models;
        this.options = options;
    }

    /** @param given words beside the options */
    void run(List<String> given) {
        options.check();
        ChosenKernels.get();
        ReadingWords words = new ReadingWords(options.input(), given, "data.");
        Map<String, String> settings = words.conf().spark();
        List<Followed> followed = new ArrayList<>();
        models.all(settings)
                .forEach((name, model) -> followed.add(new Followed(name, model, measure(model, words.check(model)))));
        Optional<Place> place = place(settings);
        List<FlowFigures.Flow> flows = new ArrayList<>();
        try (Application spark = Application.open("unroll inspect " + options.input(), settings)) {
            spark.describe("gradient flow");
            followed.forEach(one -> flows.add(flow(one, words, spark)));
        }
        FlowFigures figures = new FlowFigures(options.input(), flows);
        Optional<String> picture = place.map(where -> figures.svg());
        figures.lines().forEach(console::print);
        place.ifPresent(where -> picture.ifPresent(where::write));
    }

    private FlowMeasure measure(LoadedModel model, Spec asked) {
        int piece = options.step() == GradientFlow.LAST ? asked.train().steps() : options.step();
        FlowMeasure.Limits limits = new FlowMeasure.Limits(options.step(), options.records(), Math.max(1, piece));
        return new FlowMeasure(model.network(), model.weights(), limits);
    }

    /** A model under its name, and what is found of it. */
    private record Followed(String name, LoadedModel model, FlowMeasure measure) {}

    private FlowFigures.Flow flow(Followed followed, ReadingWords words, Application spark) {
        LoadedModel model = followed.model();
        String records = read(words.spec(model, spark), spark, model, followed.measure());
        FlowMeans means = followed.measure().means();
        if (means.records() == 0) {
            throw new UsageException(
                    "no record has such a loss: " + ReadingWords.INPUT + "=" + options.input() + " --step="
                            + options.step(),
                    "name a text, or a step that its records have");
        }
        String network = new NetworkWords(model.spec(), model.preprocessing()).layers();
        return new FlowFigures.Flow(followed.name(), network, what(model, records, means), means);
    }

    /** Takes records as long as there is room, and says what they are. */
    private String read(Spec spec, Application spark, LoadedModel loaded, FlowMeasure measure) {
        try (Staging staging = spark.staging(spec);
                MeasuredText text = spark.ingest(spec, staging)
                        .measured(ReadingWords.INPUT, options.input(), loaded.preprocessing())) {
            Remarks.on(text.report(), spec.data()).line("input").ifPresent(console::say);
            ShardSet shards = text.shards();
            RecordContent content = loaded.preprocessing()
                    .content(ExampleRules.of(loaded.spec()).map(ExampleRules::says));
            for (int s = 0; s < shards.count() && !measure.isFull(); s++) {
                measure.add(shards.shard(s), content);
            }
            return shards.records() > 0 ? "record" : "piece";
        }
    }

    private String what(LoadedModel model, String records, FlowMeans means) {
        HeadSpec head = model.spec().network().head();
        String over = ", mean norm over " + Numbers.count(means.records(), records);
        if (head.crf() || head.pool() != Pool.NONE) {
            return "gradient of a record's loss by the states k steps before its end" + over;
        }
        String unit =
                model.preprocessing().units() > 0 ? UnitNames.of(model.spec().vocabulary()) : "step";
        String step = options.step() == GradientFlow.LAST ? "the last " + unit : unit + " " + options.step();
        return "gradient of the loss of " + step + " by the states k steps before it" + over;
    }

    private Optional<Place> place(Map<String, String> settings) {
        String output = options.output();
        if (output.isEmpty()) {
            return Optional.empty();
        }
        int slash = output.lastIndexOf('/');
        String folder = slash < 0 ? "." : output.substring(0, slash + 1);
        return Optional.of(new Place(Stores.open(OUTPUT, folder, settings), output.substring(slash + 1)));
    }

    /** A file of a folder on any file system. */
    private record Place(Store folder, String name) {
        void write(String text) {
            try {
                folder.create(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write: " + OUTPUT + "=" + folder.locate(name), e);
            }
        }
    }
}
