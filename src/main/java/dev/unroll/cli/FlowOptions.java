package dev.unroll.cli;

import dev.unroll.nn.GradientFlow;
import dev.unroll.spec.UsageException;
import picocli.CommandLine.Option;

/** {@code --gradient-flow --input PATH ...}. */
final class FlowOptions {
    private static final String ENDING = ".svg";

    @Option(names = "--gradient-flow", description = "how far back the loss of a step reaches, on the text of --input")
    private boolean asked;

    @Option(names = ReadingWords.INPUT, paramLabel = "PATH", description = "a file, directory or glob")
    private String input = "";

    @Option(
            names = "--step",
            paramLabel = "S",
            defaultValue = "0",
            description = "the loss of step S of each record, counted from 1; 0 = of its last step (0)")
    private int step;

    @Option(
            names = "--records",
            paramLabel = "N",
            defaultValue = "256",
            description = "records, or pieces of a running text, at most (256)")
    private int records = 256;

    @Option(names = "--output", paramLabel = "FILE.svg", defaultValue = "", description = "a picture of it, too")
    private String output = "";

    /** The text. */
    String input() {
        return input;
    }

    /** s from 1 on, or {@link GradientFlow#LAST}. */
    int step() {
        return step;
    }

    /** Records at most. */
    int records() {
        return records;
    }

    /** Where the picture goes; empty for nowhere. */
    String output() {
        return output;
    }

    /** Refuses what is incomplete, and values that make no sense. */
    void check() {
        if (!asked || input.isEmpty()) {
            String missing = asked ? ReadingWords.INPUT + " PATH" : "--gradient-flow";
            throw new UsageException(
                    "missing: " + missing, "gradient flow is asked for by --gradient-flow --input PATH, both of them");
        }
        require("--step", step, step >= GradientFlow.LAST, "a whole number from 0 on");
        require("--records", records, records >= 1, "a whole number from 1 on");
        require("--output", output, output.isEmpty() || output.endsWith(ENDING), "a file that ends in " + ENDING);
    }

    private static void require(String option, Object value, boolean good, String values) {
        if (!good) {
            throw new UsageException("value out of range: " + option + "=" + value, "set " + option + " to " + values);
        }
    }
}
