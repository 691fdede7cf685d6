package dev.unroll.cli;

import dev.unroll.data.Vocabulary;
import dev.unroll.io.ModelConfig;
import dev.unroll.io.ModelDirectory;
import dev.unroll.nn.Layout;
import dev.unroll.spec.Key;
import dev.unroll.spec.Keys;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code inspect}. */
@Command(
        name = "inspect",
        description =
                "Shows what a model directory holds: network, vocabulary, where it comes from, figures, configuration.",
        sortOptions = false,
        synopsisHeading = "usage: ",
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%n",
        footer = {
            "",
            "docs/model-format.md says how to read the files without this program.",
            "",
            "With --gradient-flow, instead: how large the gradient of one step's loss is by the states k steps before",
            "it, the mean over some records. Records of a running text are pieces of it, of train.steps units or of",
            "--step; how the text is read is told by data.* as in evaluate, for instance data.context=line. Several",
            "models stand beside each other, in one table and one picture.",
            "",
            "  " + Main.PROGRAM + " inspect --model models/book",
            "  " + Main.PROGRAM + " inspect --model models/book --gradient-flow --input test.txt --output flow.svg",
            "  " + Main.PROGRAM
                    + " inspect --model models/rnn --model models/gru --model models/lstm --gradient-flow \\",
            "      --input adding --output flow.svg",
            ""
        })
final class InspectCommand implements Runnable {
    private final Console console;

    @Mixin
    private ModelsOption model = new ModelsOption();

    @Mixin
    private SparkWords words = new SparkWords();

    @ArgGroup(exclusive = false)
    private @Nullable FlowOptions flow;

    InspectCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        FlowOptions options = flow;
        if (options != null) {
            new FlowInspection(console, model, options).run(words.given());
        } else {
            show();
        }
    }

    private void show() {
        LoadedModel loaded = model.open(words.settings());
        loaded.weights();
        Layout layout = loaded.network().layout();
        ModelConfig.Provenance provenance = loaded.config().provenance();
        Table facts = new Table(Table.Side.LEFT);
        facts.row("task", loaded.config().task());
        NetworkWords network = new NetworkWords(loaded.spec(), loaded.preprocessing());
        facts.row("network", network.layers());
        facts.row("reads", network.reads());
        facts.row("says", network.says());
        facts.row(
                "parameters",
                Numbers.count(layout.size()) + ", " + Numbers.megabytes(4L * layout.size()) + " in "
                        + ModelDirectory.WEIGHTS);
        facts.row("sha256", loaded.digest());
        if (loaded.preprocessing().units() > 0) {
            Vocabulary vocabulary = loaded.vocabulary();
            facts.row("vocabulary", Numbers.count(vocabulary.size()) + ": " + NetworkWords.names(vocabulary.units()));
        }
        facts.row(
                "trained",
                Numbers.count(provenance.rounds(), "round") + ", "
                        + Numbers.count(provenance.units(), UnitNames.counted(loaded.spec())) + ", seed "
                        + provenance.seed() + ", by version " + provenance.version());
        facts.row("corpus", "fingerprint " + provenance.corpusFingerprint());
        facts.lines().forEach(console::print);
        slots(layout);
        baselines(loaded);
        configuration(loaded.config().spec());
    }

    private void slots(Layout layout) {
        console.print("");
        console.print("slots");
        Table table = new Table(Table.Side.RIGHT);
        for (Layout.Slot slot : layout.slots()) {
            String shape = slot.shape().stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
            table.row(slot.name(), shape, Numbers.count(slot.size()));
        }
        table.lines().forEach(console::print);
    }

    private void baselines(LoadedModel loaded) {
        SortedMap<Integer, Double> ngrams =
                Baselines.natsByContext(loaded.config().baselines(), Baselines.HELD_OUT);
        if (!ngrams.isEmpty()) {
            console.print("");
            console.print("n-grams on the held-out text, nats per "
                    + UnitNames.of(loaded.spec().vocabulary()));
            Table table = new Table(Table.Side.RIGHT);
            ngrams.forEach((context, nats) -> table.row("context " + context, Numbers.nats(nats)));
            table.lines().forEach(console::print);
        }
    }

    private void configuration(Map<String, String> spec) {
        console.print("");
        console.print("configuration (all other keys have their defaults)");
        Table table = new Table(Table.Side.LEFT);
        spec.forEach((name, value) -> {
            if (Keys.named(name).map(key -> !isDefault(key, value)).orElse(true)) {
                table.row(name, value);
            }
        });
        table.lines().forEach(console::print);
    }

    /** Numbers are stored as they are printed, which need not be as the default is written. */
    private static boolean isDefault(Key key, String value) {
        if (key.fallback().equals(value)) {
            return true;
        }
        try {
            return Double.parseDouble(key.fallback()) == Double.parseDouble(value);
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
