package dev.unroll.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.unroll.data.ExampleRules;
import dev.unroll.spec.ScheduleSpec;
import dev.unroll.spec.Spec;
import dev.unroll.train.TrainingState;
import java.util.ArrayList;
import java.util.List;

/** What a finished training prints: samples, speed, figures, the weights' checksum, and what to do next. */
final class EndReport {
    private final Console console;
    private final Settings settings;
    private final Spec spec;
    private final TrainingState state;

    EndReport(Console console, Settings settings, Spec spec, TrainingState state) {
        this.console = console;
        this.settings = settings;
        this.spec = spec;
        this.state = state;
    }

    void print(TrainingEnd.Result result, Progress progress, int slots) {
        if (spec.predictsUnits()) {
            samples(result.samples());
        }
        if (progress.unitsPerSecond() > 0) {
            console.print("speed: " + Numbers.count(Math.round(progress.unitsPerSecond())) + " "
                    + UnitNames.counted(spec) + "s/s on " + Numbers.count(slots, "task slot") + ", "
                    + Numbers.time(progress.seconds()) + " in all, evaluations and checkpoints included");
            console.print("");
        }
        for (FinalMeasure.Text text : result.texts()) {
            console.print(text.heading());
            text.lines().forEach(console::print);
            if (text.chosen()) {
                console.print("  (by which the best weights were chosen, too)");
            }
            console.print("");
        }
        console.print("model.safetensors  sha256 " + result.digest());
        console.print("                   the same with --master local[1], or on any cluster");
        console.print("report.html        curves, figures and samples, in "
                + spec.output().model());
        console.print("");
        next(result.samples());
    }

    private void samples(List<ObjectNode> lines) {
        for (ObjectNode sample : lines) {
            console.print("--- " + SampleListener.heading(sample) + " ---");
            console.print(sample.path("text").asText());
        }
        console.print("---");
    }

    private void next(List<ObjectNode> starts) {
        String model = spec.output().model();
        Table table = new Table(Table.Side.LEFT);
        if (canGoOn()) {
            table.row("train on", longer().toString());
        }
        boolean records = ExampleRules.of(spec).isPresent();
        if (!records || !spec.predictsUnits()) {
            table.row(
                    "score",
                    new CommandWords()
                            .add("score", "--model", model, "--input", "FILE", "--output", "scores")
                            .toString());
        }
        if (records) {
            table.row(
                    "evaluate",
                    new CommandWords()
                            .add("evaluate", "--model", model, "--input", "FILE")
                            .toString());
        }
        if (spec.task().writes()) {
            table.row("sample", sample(model, starts).toString());
        }
        table.lines().forEach(console::print);
    }

    /** A sample of the first of these beginnings. */
    private static CommandWords sample(String model, List<ObjectNode> samples) {
        CommandWords words = new CommandWords().add("sample", "--model", model, "--count", "5");
        String given = samples.isEmpty()
                ? ""
                : samples.get(0).path(SampleListener.GIVEN).asText();
        return given.isEmpty() ? words : words.add("--given", given);
    }

    /** A cosine schedule knows its end and cannot be made longer; what patience has ended ends again at once. */
    private boolean canGoOn() {
        return spec.train().schedule().kind() != ScheduleSpec.Kind.COSINE && !state.isOutOfPatience(spec.train());
    }

    /** The same training with twice the length. */
    private CommandWords longer() {
        List<String> train =
                new ArrayList<>(List.of("train", "--config", settings.file().toString()));
        train.addAll(settings.words());
        train.add("--resume");
        train.add(
                spec.train().rounds() > 0
                        ? "train.rounds=" + 2 * spec.train().rounds()
                        : "train.epochs=" + 2 * spec.train().epochs());
        return new CommandWords().add(train);
    }
}
