package dev.unroll.cli;

import dev.unroll.data.ExampleRules;
import dev.unroll.spark.Application;
import dev.unroll.spec.Conf;
import dev.unroll.spec.Keys;
import dev.unroll.spec.Spec;
import dev.unroll.spec.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code --input PATH key=value ...}: which text a model is used on, and how it is read. */
final class ReadingWords {
    /** The input's name in messages. */
    static final String INPUT = "--input";

    private static final Set<String> OF_THE_CORPUS = Set.of(
            Keys.DATA_WHERE.name(),
            Keys.DATA_TRAIN.name(),
            Keys.DATA_VALIDATION.name(),
            Keys.DATA_TEST.name(),
            Keys.DATA_CONTIGS_TRAIN.name(),
            Keys.DATA_CONTIGS_VALIDATION.name(),
            Keys.DATA_CONTIGS_TEST.name());

    private static final Set<String> TOLD_ANEW = Set.of(
            Keys.DATA_FORMAT.name(),
            Keys.DATA_ENCODING.name(),
            Keys.DATA_WHERE.name(),
            Keys.DATA_TEXT_COLUMN.name(),
            Keys.DATA_MAX_LENGTH.name(),
            Keys.DATA_TOO_LONG.name(),
            Keys.DATA_TRAIN.name(),
            Keys.DATA_VALIDATION.name(),
            Keys.DATA_TEST.name());

    private final List<String> families;

    @Option(names = INPUT, required = true, paramLabel = "PATH", description = "a file, directory or glob")
    private String input = "";

    @Parameters(
            paramLabel = "key=value",
            arity = "0..*",
            description = "how the text is read, where it is not plain text in UTF-8: data.format=csv and so on")
    private List<String> words = List.of();

    /** @param families beginnings of the keys that the command reads anew, beside {@code spark.*} */
    ReadingWords(String... families) {
        this.families = List.of(families);
    }

    /** The words of a command that reads a text only if it is told to. */
    ReadingWords(String input, List<String> words, String family) {
        this(family);
        this.input = input;
        this.words = words;
    }

    /** The text, as it was given. */
    String input() {
        return input;
    }

    /** The {@code spark.*} words. */
    Conf conf() {
        words.forEach(this::check);
        return Conf.of(Map.of(), words);
    }

    private void check(String word) {
        if (!word.startsWith(Keys.SPARK) && families.stream().noneMatch(word::startsWith)) {
            String known = families.stream().map(family -> family + "*").collect(Collectors.joining(" and "));
            throw new UsageException(
                    "not a setting of this command: word=" + word,
                    "only " + known + " may differ from the training, as key=value");
        }
    }

    /** The model's configuration with these words and others over it, and a place to unpack texts where none is named. */
    Spec spec(LoadedModel model, Application spark, String... more) {
        List<String> all = new ArrayList<>(List.of(more));
        if (check(model, more).data().staging().isEmpty()) {
            all.add(Keys.DATA_STAGING.name() + "=" + spark.scratch());
        }
        return check(model, all.toArray(new String[0]));
    }

    /** The same before there is a session, to refuse mistakes early. */
    Spec check(LoadedModel model, String... more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return Spec.from(Conf.of(unitsOf(model), all));
    }

    /**
     * What a unit is comes from the model. How the training's files looked does not: a condition on its rows or a longest length
     * would silently drop text, another charset would garble it, and most texts are plain. Records with labels, or of a format of their
     * own, do look as they did.
     */
    private SortedMap<String, String> unitsOf(LoadedModel model) {
        SortedMap<String, String> properties = new TreeMap<>(model.config().spec());
        boolean records =
                ExampleRules.of(model.spec()).isPresent() || model.spec().data().isRecords();
        properties
                .keySet()
                .removeIf(name -> records
                        ? OF_THE_CORPUS.contains(name)
                        : TOLD_ANEW.contains(name) || name.startsWith(Keys.OPTIONS));
        return properties;
    }
}
