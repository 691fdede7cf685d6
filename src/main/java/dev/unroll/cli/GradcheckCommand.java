package dev.unroll.cli;

import dev.unroll.check.DoubleNetwork;
import dev.unroll.check.GradientCheck;
import dev.unroll.check.MadeUpBatch;
import dev.unroll.check.MadeUpCorpus;
import dev.unroll.data.MiniBatch;
import dev.unroll.data.Preprocessing;
import dev.unroll.math.RandomStream;
import dev.unroll.math.RandomStream.Purpose;
import dev.unroll.nn.Carry;
import dev.unroll.nn.Dropout;
import dev.unroll.nn.Layout;
import dev.unroll.nn.Network;
import dev.unroll.nn.PackedNetwork;
import dev.unroll.spark.RunSetup;
import dev.unroll.spec.NearestKey;
import dev.unroll.spec.Spec;
import dev.unroll.spec.Task;
import dev.unroll.spec.UsageException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gradcheck}. */
@Command(
        name = "gradcheck",
        description = "Holds the gradient of this very network against numeric differences in double precision.",
        sortOptions = false,
        synopsisHeading = "usage: ",
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%n",
        footer = {
            "",
            "On a small made-up mini-batch of sequences that end early, some steps and a whole record without a label;",
            "so no corpus is read, and without vocabulary.size there are " + MadeUpCorpus.UNITS + " units.",
            "The time grows with the number of weights: network.hidden=16 checks the same code in seconds.",
            "Exit status 1 if a slot fails.",
            "",
            "  " + Main.PROGRAM + " gradcheck --config conf/char-lm.conf network.hidden=16",
            "  " + Main.PROGRAM + " gradcheck --config conf/pos.conf network.hidden=8 network.crf=true",
            "  " + Main.PROGRAM + " gradcheck --config conf/char-lm.conf network.hidden=16 --break output.b",
            ""
        })
final class GradcheckCommand implements Callable<Integer> {
    private static final float BROKEN = 1.01f;
    private static final double SECONDS_WORTH_SAYING = 5;

    /** The first ones run before the JVM has compiled the code. */
    private static final int TRIALS = 20;

    private final Console console;

    @Mixin
    private Settings settings = new Settings();

    @Option(
            names = "--break",
            paramLabel = "SLOT",
            defaultValue = "",
            description = "make this slot's gradient 1 %% too large, to see the check fail")
    private String broken = "";

    GradcheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Spec spec = Spec.from(settings.read());
        if (isOfText(spec) && spec.vocabulary().size() == 0) {
            console.say("vocabulary.size is not set: checking with " + MadeUpCorpus.UNITS + " units");
        }
        Preprocessing learnt = MadeUpCorpus.of(spec);
        if (!isOfText(spec)) {
            NetworkWords words = new NetworkWords(spec, learnt);
            console.say("made up: " + words.reads() + "; said is " + words.says());
        }
        Network network = RunSetup.of("", spec, learnt).trainingNetwork();
        long seed = spec.train().seed();
        float[] weights = network.initialWeights(seed);
        MiniBatch batch = MadeUpBatch.of(network, seed);
        Dropout dropout = new Dropout(seed, 0, 0, 0, 0, 0);
        float[] gradient = new float[weights.length];
        PackedNetwork packed = network.allocate(ChosenKernels.get());
        network.load(weights, packed);
        Network.Window window = new Network.Window(batch, carry(network, batch.lanes(), seed), dropout);
        network.train(packed, new Network.Window(batch, window.carry().copy(), dropout), network.workspace(), gradient);
        if (!broken.isEmpty()) {
            breakSlot(network.layout(), gradient);
        }
        sayHowLong(network, window, weights);
        return report(new GradientCheck(network, window, seed).run(weights, gradient));
    }

    /** Whether units alone are read, and nothing said but the next of them. */
    private static boolean isOfText(Spec spec) {
        return spec.task() == Task.LANGUAGE_MODEL && spec.predictsUnits();
    }

    private static Carry carry(Network network, int lanes, long seed) {
        RandomStream draws = RandomStream.of(seed, Purpose.CHECK, -3);
        Carry carry = network.zeroCarry(lanes);
        for (int s = 0; s < carry.states().length; s++) {
            float[] state = carry.states()[s];
            for (int i = 0; i < state.length; i++) {
                state[i] = draws.uniform(s, i) - 0.5f;
            }
        }
        return carry;
    }

    private void breakSlot(Layout layout, float[] gradient) {
        List<String> names = layout.slots().stream().map(Layout.Slot::name).toList();
        if (!names.contains(broken)) {
            throw new UsageException(
                    "no such slot: --break=" + broken,
                    "the nearest slot is " + NearestKey.among(names, broken).orElse(""));
        }
        Layout.Slot slot = layout.slot(broken);
        for (int i = slot.offset(); i < slot.offset() + slot.size(); i++) {
            gradient[i] *= BROKEN;
        }
    }

    /** Measures a loss of the slow network, of which the check needs a known number. */
    private void sayHowLong(Network network, Network.Window window, float[] weights) {
        double[] w = new double[weights.length];
        for (int i = 0; i < w.length; i++) {
            w[i] = weights[i];
        }
        double seconds = 0;
        for (int trial = 0; trial < TRIALS && seconds < 1; trial++) {
            long before = System.nanoTime();
            new DoubleNetwork(network, w).loss(window);
            seconds = (System.nanoTime() - before) / 1e9;
        }
        long losses = 2L * GradientCheck.DIRECTIONS;
        for (Layout.Slot slot : network.layout().slots()) {
            losses += 2L * Math.min(slot.size(), GradientCheck.COORDINATES);
        }
        if (losses * seconds > SECONDS_WORTH_SAYING) {
            console.say("this takes about " + Numbers.time(losses * seconds) + ": "
                    + Numbers.count(losses) + " losses of " + Numbers.count(weights.length) + " weights in double"
                    + " precision; a smaller network.hidden is faster");
        }
    }

    private int report(List<GradientCheck.Line> lines) {
        Table table = new Table(Table.Side.RIGHT);
        table.row("slot", "worst difference", "");
        for (GradientCheck.Line line : lines) {
            table.row(line.place(), String.format(Locale.ROOT, "%.1e", line.worst()), line.passed() ? "ok" : "FAILED");
        }
        table.lines().forEach(console::print);
        console.print(String.format(
                Locale.ROOT, "  relative to each slot's largest gradient; allowed are %.0e", GradientCheck.TOLERANCE));
        List<String> failed = lines.stream()
                .filter(line -> !line.passed())
                .map(GradientCheck.Line::place)
                .toList();
        if (failed.isEmpty()) {
            return 0;
        }
        console.say("error: gradient differs from numeric differences: " + String.join(", ", failed));
        return Failures.FAILED;
    }
}
