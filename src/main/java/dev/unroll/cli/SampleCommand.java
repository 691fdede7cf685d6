package dev.unroll.cli;

import dev.unroll.data.Given;
import dev.unroll.data.UnitIds;
import dev.unroll.infer.Draw;
import dev.unroll.infer.Sampler;
import dev.unroll.infer.VectorSampler;
import dev.unroll.spec.UsageException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sample}. */
@Command(
        name = "sample",
        description = "Draws new text from a model.",
        sortOptions = false,
        synopsisHeading = "usage: ",
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%n",
        footer = {
            "",
            "Sample i is the same text whatever the count. Where the model reads lines, a sample ends with its line;",
            "in running text a line end ends nothing. Where it reads tunes, a sample is a tune; where it reads piano"
                    + " rolls,",
            "all samples are one line of JSON, in the form that is read, under the name test.",
            "",
            "  " + Main.PROGRAM + " sample --model models/book --count 3 --temperature 0.8",
            "  " + Main.PROGRAM + " sample --model models/book --prime 'Once upon a time' --length 200",
            "  " + Main.PROGRAM + " sample --model models/names --count 5 --given label=Russian",
            ""
        })
final class SampleCommand implements Runnable {
    private static final String PRIME_FILE = "--prime-file";

    private final Console console;

    @Mixin
    private ModelOption model = new ModelOption();

    @Mixin
    private SparkWords words = new SparkWords();

    @Option(names = "--count", paramLabel = "N", defaultValue = "1", description = "how many samples (1)")
    private int count;

    @Option(
            names = "--length",
            paramLabel = "L",
            defaultValue = "0",
            description = "units of a sample at most (500; words and k-mers 100, tunes 5000, piano rolls 200)")
    private int length;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            defaultValue = "1",
            description = "below 1 more careful, above 1 more daring, 0 always the likeliest unit (1)")
    private double temperature;

    @Option(
            names = "--top-k",
            paramLabel = "K",
            defaultValue = "0",
            description = "draw from the K likeliest units only; 0 = from all (0)")
    private int topK;

    @Option(
            names = "--top-p",
            paramLabel = "P",
            defaultValue = "1",
            description = "draw from the likeliest units that together have probability P (1)")
    private double topP;

    @Option(
            names = "--prime",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "text that comes before each sample, printed too")
    private String prime = "";

    @Option(
            names = PRIME_FILE,
            paramLabel = "FILE",
            defaultValue = "",
            description = "the same from a file in UTF-8; where the model reads lines, without its last line end")
    private String primeFile = "";

    @Option(
            names = "--given",
            paramLabel = "WHAT",
            defaultValue = "",
            description = "task=generate: what samples begin from, label=NAME, x=NUMBER or x=NUMBER,NUMBER,...")
    private String given = "";

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "names the draws (1)")
    private long seed;

    @Option(names = "--unk", description = "may draw the unknown unit, too")
    private boolean unknown;

    SampleCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        require("--count", count, count >= 1, "a whole number from 1 on");
        require("--length", length, length >= 0, "a whole number from 1 on");
        require("--temperature", temperature, temperature >= 0 && temperature < 1e6, "a number from 0 on");
        require("--top-k", topK, topK >= 0, "a whole number from 0 on");
        require("--top-p", topP, topP > 0 && topP <= 1, "a number above 0, at most 1");
        LoadedModel loaded = model.open(words.settings());
        loaded.requireWriting("sample");
        if (loaded.spec().predictsVectors()) {
            vectors(loaded);
            return;
        }
        Given start = new GivenOption(loaded.spec(), loaded.preprocessing()).parse(given);
        TextSamples samples = new TextSamples(loaded.spec(), loaded.preprocessing());
        String before = primeFile.isEmpty() ? prime : primeText(samples);
        Draw draw = new Draw(temperature, topK, topP, unknown ? -1 : UnitIds.UNKNOWN);
        int[] primeUnits = samples.prime(before);
        long strange = Arrays.stream(primeUnits)
                .filter(unit -> unit == UnitIds.UNKNOWN)
                .count();
        if (strange > 0) {
            console.say("warning: the model does not know " + strange + " of the " + primeUnits.length + " units of "
                    + (primeFile.isEmpty() ? "--prime" : PRIME_FILE));
        }
        Sampler.Range range =
                new Sampler.Range(primeUnits, length == 0 ? samples.usualLength() : length, samples.end(), seed, start);
        List<String> texts = samples.draw(loaded.weights(), count, draw, range);
        for (int i = 0; i < count; i++) {
            if (count > 1) {
                console.print("--- sample " + (i + 1) + " ---");
            }
            console.print(samples.join(before, texts.get(i)));
        }
    }

    private String primeText(TextSamples samples) {
        if (!prime.isEmpty()) {
            throw new UsageException(
                    "settings contradict each other: --prime=" + prime + " " + PRIME_FILE + "=" + primeFile,
                    "give one of both");
        }
        return samples.wholeText(PRIME_FILE, Path.of(primeFile));
    }

    private void vectors(LoadedModel loaded) {
        String format = loaded.spec().data().format();
        refuse("--top-k", topK != 0, format);
        refuse("--top-p", topP != 1, format);
        refuse("--prime", !prime.isEmpty(), format);
        refuse(PRIME_FILE, !primeFile.isEmpty(), format);
        refuse("--given", !given.isEmpty(), format);
        refuse("--unk", unknown, format);
        int steps = length == 0 ? VectorSamples.USUAL_LENGTH : length;
        console.print(VectorSamples.json(loaded, count, new VectorSampler.Range(steps, temperature, seed)));
    }

    private static void refuse(String option, boolean given, String format) {
        if (given) {
            throw new UsageException(
                    "not an option for this model: " + option + " data.format=" + format,
                    "each note is drawn by itself: --count, --length, --temperature and --seed are for this model");
        }
    }

    private static void require(String option, Number value, boolean good, String values) {
        if (!good) {
            throw new UsageException("value out of range: " + option + "=" + value, "set " + option + " to " + values);
        }
    }
}
