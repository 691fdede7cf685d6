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
import dev.unroll.spec.Spec;
import dev.unroll.spec.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code inspect --gradient-flow}: reads some records of a text, follows their losses back, prints and draws what it finds. */
final class FlowInspection {
    private static final String OUTPUT = "--output";

    private final Console console;
    private final ModelOption model;
    private final FlowOptions options;

    FlowInspection(Console console, ModelOption model, FlowOptions options) {
        this.console = console;
        this.model = model;
        this.options = options;
    }

    /** @param given words beside the options */
    void run(List<String> given) {
        options.check();
        ChosenKernels.get();
        ReadingWords words = new ReadingWords(options.input(), given, "data.");
        Map<String, String> settings = words.conf().spark();
        LoadedModel loaded = model.open(settings);
        Spec asked = words.check(loaded);
        Optional<Place> place = place(settings);
        FlowMeasure measure = new FlowMeasure(loaded.network(), loaded.weights(), limits(asked));
        String records;
        try (Application spark = Application.open("unroll inspect " + options.input(), settings)) {
            spark.describe("gradient flow");
            records = read(words.spec(loaded, spark), spark, loaded, measure);
        }
        FlowMeans means = measure.means();
        if (means.records() == 0) {
            throw new UsageException(
                    "no record has such a loss: " + ReadingWords.INPUT + "=" + options.input() + " --step="
                            + options.step(),
                    "name a text, or a step that its records have");
        }
        FlowFigures figures = new FlowFigures(means, options.input(), what(loaded, records, means));
        figures.lines().forEach(console::print);
        place.ifPresent(where ->
                where.write(figures.svg(StartReport.describe(loaded.spec().network()))));
    }

    private FlowMeasure.Limits limits(Spec spec) {
        int piece = options.step() == GradientFlow.LAST ? spec.train().steps() : options.step();
        return new FlowMeasure.Limits(options.step(), options.records(), Math.max(1, piece));
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

    private String what(LoadedModel loaded, String records, FlowMeans means) {
        String unit = UnitNames.of(loaded.spec().vocabulary());
        String step = options.step() == GradientFlow.LAST ? "the last " + unit : unit + " " + options.step();
        return "gradient of the loss of " + step + " by the states k steps before it, mean norm over "
                + Numbers.count(means.records(), records);
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
