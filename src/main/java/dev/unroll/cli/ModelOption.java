package dev.unroll.cli;

import picocli.CommandLine.Option;

/** {@code --model DIR}. */
final class ModelOption {
    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR",
            description = "a model directory: the output.model of a training")
    private String directory = "";

    /** Opens the model; whatever is wrong with it is refused. */
    LoadedModel open() {
        return LoadedModel.open(directory);
    }

    /** The directory, as it was given. */
    String directory() {
        return directory;
    }
}
