package dev.unroll.cli;

import dev.unroll.spec.Conf;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code --config FILE key=value ...}: the words that make a configuration. */
final class Settings {
    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "the configuration, such as conf/char-lm.conf")
    private Path file = Path.of("");

    @Parameters(
            paramLabel = "key=value",
            arity = "0..*",
            description = "settings that win over FILE; docs/configuration.md lists all keys")
    private List<String> words = List.of();

    /** The file with the words over it. */
    Conf read() {
        return Conf.read(file, words);
    }

    /** The same with further settings over it. */
    Conf read(List<String> more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(more);
        return Conf.read(file, all);
    }

    /** The file, as it was given. */
    Path file() {
        return file;
    }

    /** The words, as they were given. */
    List<String> words() {
        return words;
    }
}
