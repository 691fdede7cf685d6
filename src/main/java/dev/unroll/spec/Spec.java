package dev.unroll.spec;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * Everything a user can set, checked: what is in here can be trained.
 *
 * @param task {@code task}
 * @param data {@code data.*}
 * @param vocabulary {@code vocabulary.*}
 * @param network {@code network.*}
 * @param train {@code train.*}
 * @param evaluate {@code evaluate.*}
 * @param output {@code output.*}
 */
public record Spec(
        Task task,
        DataSpec data,
        VocabularySpec vocabulary,
        NetworkSpec network,
        TrainSpec train,
        EvaluateSpec evaluate,
        OutputSpec output)
        implements Serializable {
    /** Checks what the parts ask of each other. */
    public Spec {
        boolean stream = task == Task.LANGUAGE_MODEL && data.context() == DataSpec.Context.STREAM;
        TaskRules.check(task, network, train.steps());
        network.words().check(task, vocabulary.unit());
        TaskRules.check(task, data);
        train.classWeights().check(network.head());
        Rule.used(
                Keys.TRAIN_CLASS_WEIGHTS,
                train.classWeights().toString(),
                task != Task.LANGUAGE_MODEL && task != Task.GENERATE,
                "task=" + Words.of(task) + " has no classes: leave it out");
        TaskRules.check(task, data, network.given());
        TaskRules.checkNext(task, data, network);
        data.dna().check(task, data.format(), vocabulary.unit(), network.head().output());
        Rule.agree(
                Keys.TRAIN_STEPS,
                train.steps(),
                !stream || train.steps() > 0,
                "a stream has no end to wait for: set train.steps from 1 on, or data.context=line");
        boolean plateau = train.schedule().kind() == ScheduleSpec.Kind.PLATEAU;
        String hint = "it waits for held-out text to improve, and there is none: set data.validation, or leave it out";
        Rule.agree(Keys.TRAIN_PATIENCE, train.patience(), train.patience() == 0 || data.holdsOut(), hint);
        Rule.agree(Keys.TRAIN_SCHEDULE, Words.of(train.schedule().kind()), !plateau || data.holdsOut(), hint);
        Rule.used(
                Keys.TRAIN_SELECT,
                train.select(),
                data.holdsOut(),
                "it chooses by held-out records, and there are none: set data.validation, or leave it out");
        Rule.used(
                Keys.TRAIN_SELECT,
                train.select(),
                !task.writes(),
                "all figures of task=" + Words.of(task) + " say the same as its loss: leave it out");
        Rule.agree(
                Keys.DATA_EOS,
                data.eos(),
                !data.eos() || !stream || vocabulary.unit() != VocabularySpec.Unit.BYTE,
                "a stream of bytes keeps every byte as it is: leave it out, or set data.context=line");
    }

    /** Whether each unit of a text is predicted from those before it, and nothing else is said. */
    public boolean predictsUnits() {
        return task.writes() && !data.isVectors();
    }

    /** Whether each vector of a record is predicted from those before it. */
    public boolean predictsVectors() {
        return task == Task.LANGUAGE_MODEL && data.isVectors();
    }

    /** Where rewritten input goes: {@code data.staging}, by default {@code .staging} in the model directory. */
    public String stagingDirectory() {
        return data.staging().isEmpty() ? output.requireModel() + "/.staging" : data.staging();
    }

    /** Reads a whole configuration; every mistake is refused. */
    public static Spec from(Conf conf) {
        return SpecReader.read(conf);
    }

    /** The resolved configuration, sorted by key; secrets among the reader's options are {@code ***}. */
    public SortedMap<String, String> toProperties() {
        return SpecWriter.write(this);
    }

    /**
     * What stands in the way of resuming a run of this specification with another one: a line {@code key: old -> new} for
     * each, empty if nothing does.
     */
    public List<String> differences(Spec other) {
        SortedMap<String, String> mine = toProperties();
        SortedMap<String, String> others = other.toProperties();
        List<String> names = new ArrayList<>(mine.keySet());
        others.keySet().stream().filter(name -> !mine.containsKey(name)).forEach(names::add);
        names.sort(null);
        List<String> lines = new ArrayList<>();
        for (String name : names) {
            String before = mine.getOrDefault(name, "");
            String after = others.getOrDefault(name, "");
            if (!before.equals(after) && !mayChange(name)) {
                lines.add(name + ": " + before + " -> " + after);
            }
        }
        return lines;
    }

    private boolean mayChange(String name) {
        Key key = Keys.named(name).orElseThrow();
        boolean endMatters = train.schedule().kind() == ScheduleSpec.Kind.COSINE;
        return key.mayChangeOnResume() && !(key.effect() == Key.Effect.LENGTH && endMatters);
    }
}
