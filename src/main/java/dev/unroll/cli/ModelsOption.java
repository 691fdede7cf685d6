package dev.unroll.cli;

import dev.unroll.spec.UsageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** {@code --model DIR}, once or several times. */
final class ModelsOption {
    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR",
            description =
                    "a model directory: the output.model of a training; several with --gradient-flow, to compare them")
    private List<String> directories = new ArrayList<>();

    /** Opens the only one with these {@code spark.*} settings. */
    LoadedModel open(Map<String, String> settings) {
        if (directories.size() > 1) {
            throw new UsageException(
                    "more than one model: --model=" + String.join(" --model=", directories),
                    "only --gradient-flow compares models: name one");
        }
        return LoadedModel.open(directories.get(0), settings);
    }

    /** Opens all of them, each under a name of its own: the last part of its directory, or all of it where that would not do. */
    Map<String, LoadedModel> all(Map<String, String> settings) {
        List<String> names = directories.stream().map(ModelsOption::lastPart).toList();
        boolean distinct = new LinkedHashSet<>(names).size() == names.size();
        Map<String, LoadedModel> models = new LinkedHashMap<>();
        for (String directory : directories) {
            String name = distinct ? lastPart(directory) : directory;
            if (models.put(name, LoadedModel.open(directory, settings)) != null) {
                throw new UsageException("model twice: --model=" + directory, "name each model once");
            }
        }
        return models;
    }

    private static String lastPart(String directory) {
        String path = directory.replaceAll("/+$", "");
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
