package dev.unroll.cli;

import java.util.Map;
import picocli.CommandLine.Option;

/** {@code --model DIR}. */
final class ModelOption {
    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR",
            description = "a model directory: the output.model of a training")
    private String directory = "";

    /** Opens the model with these {@code spark.*} settings; whatever is wrong with it is refused. */
    LoadedModel open(Map<String, String> settings) {
        return LoadedModel.open(directory, settings);
    }
}
