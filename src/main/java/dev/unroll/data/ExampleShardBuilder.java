package dev.unroll.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Collects the examples of a shard in any order and encodes them in one: by key, then by content, so that the shard is the same
 * however they came.
 *
 * <p>Memory: twice the examples.
 */
public final class ExampleShardBuilder {
    private static final Comparator<Entry> ORDER = Comparator.<Entry, byte[]>comparing(
                    Entry::key, Arrays::compareUnsigned)
            .thenComparing(Entry::content, Arrays::compareUnsigned);

    private final ExampleRules rules;
    private final Widths widths;
    private final Vocabulary vocabulary;
    private final Vocabulary characters;
    private final LabelSet labels;
    private final List<Entry> entries = new ArrayList<>();
    private boolean keyed;

    private record Entry(byte[] key, byte[] content) {}

    /**
     * Numbers that every record has.
     *
     * @param features F, a step
     * @param values numbers to be said
     */
    public record Widths(int features, int values) implements Serializable {}

    /** A builder without examples, of whose words no character is read. */
    public ExampleShardBuilder(ExampleRules rules, Widths widths, Vocabulary vocabulary, LabelSet labels) {
        this(rules, widths, vocabulary, Vocabulary.ofCharacters(Map.of()), labels);
    }

    /**
     * A builder without examples.
     *
     * @param characters that words are written in, of {@link Vocabulary#ofCharacters}
     */
    public ExampleShardBuilder(
            ExampleRules rules, Widths widths, Vocabulary vocabulary, Vocabulary characters, LabelSet labels) {
        this.rules = rules;
        this.widths = widths;
        this.vocabulary = vocabulary;
        this.characters = characters;
        this.labels = labels;
    }

    /** Lets the shard keep the keys of its examples. */
    public void keepKeys() {
        keyed = true;
    }

    /**
     * Adds an example that {@link ExampleCounter} counted.
     *
     * @param key orders the examples
     * @param content as {@link ExampleCodec} wrote it; kept
     */
    public void add(byte[] key, byte[] content) {
        entries.add(new Entry(key, content));
    }

    /** The shard of this number. */
    public Shard build(int index) {
        entries.sort(ORDER);
        ExampleUnits units = new ExampleUnits(rules.units(), vocabulary);
        SpellingCollector spellings = new SpellingCollector(rules, characters);
        List<Example> examples = new ArrayList<>(entries.size());
        int[] starts = new int[entries.size() + 1];
        for (int r = 0; r < entries.size(); r++) {
            Example example = ExampleCodec.fromBytes("", entries.get(r).content);
            Example.Reading reading = example.reading();
            boolean cut = reading.text().length > 0 || reading.featureWidth() == 0;
            int steps = cut ? units.read(reading) : reading.steps();
            starts[r + 1] = Math.addExact(starts[r], steps);
            if (cut) {
                spellings.add(reading, steps);
            }
            examples.add(example);
        }
        Annotation annotation = rules.says().units()
                ? Annotation.ofGiven(targets(examples, starts))
                : new Annotation(
                                widths.features(),
                                features(examples, starts),
                                targets(examples, starts),
                                spellings.build())
                        .withKeys(keys(examples));
        int known = units.ids().size() == 0 ? 0 : vocabulary.size();
        return Shard.ofExamples(index, known, units.ids(), starts, annotation);
    }

    private String[] keys(List<Example> examples) {
        return keyed ? examples.stream().map(Example::key).toArray(String[]::new) : new String[0];
    }

    private float[] features(List<Example> examples, int[] starts) {
        float[] all = new float[Math.multiplyExact(starts[examples.size()], widths.features())];
        for (int r = 0; r < examples.size(); r++) {
            float[] own = examples.get(r).reading().features();
            System.arraycopy(own, 0, all, starts[r] * widths.features(), own.length);
        }
        return all;
    }

    /** What the labels of these examples are: to be said, or to begin from. */
    private Targets targets(List<Example> examples, int[] starts) {
        ExampleRules.Says says = rules.says().labels();
        if (says == ExampleRules.Says.NEXT_VECTOR || says == ExampleRules.Says.UNITS) {
            return Targets.NONE;
        }
        boolean steps = says.level() == Targets.Level.STEP;
        int rows = steps ? starts[examples.size()] : examples.size();
        if (says.classes() && !says.several()) {
            int[] ids = new int[rows];
            Arrays.fill(ids, MiniBatch.NONE);
            for (int r = 0; r < examples.size(); r++) {
                classes(examples.get(r).labels(), ids, steps ? starts[r] : r);
            }
            return new Targets.Classes(says.level(), ids);
        }
        int width = says.classes() ? labels.size() : widths.values();
        float[] values = new float[Math.multiplyExact(rows, width)];
        Arrays.fill(values, Float.NaN);
        for (int r = 0; r < examples.size(); r++) {
            numbers(examples.get(r).labels(), values, (steps ? starts[r] : r) * width);
        }
        return new Targets.Values(says.level(), width, values);
    }

    private void classes(Labels given, int[] ids, int at) {
        if (given instanceof Labels.OfSteps ofSteps) {
            int[] known = ofSteps.names().stream().mapToInt(labels::id).toArray();
            for (int t = 0; t < ofSteps.ids().length; t++) {
                int id = ofSteps.ids()[t];
                ids[at + t] = id < 0 ? MiniBatch.NONE : known[id];
            }
        } else if (given instanceof Labels.OfRecord record && !record.names().isEmpty()) {
            ids[at] = labels.id(record.names().get(0));
        }
    }

    /** 0 and 1 for classes that do not exclude each other; numbers as they are. */
    private void numbers(Labels given, float[] values, int at) {
        int k = labels.size();
        if (given instanceof Labels.Values numbers) {
            System.arraycopy(numbers.values(), 0, values, at, numbers.values().length);
        } else if (given instanceof Labels.OfRecord record && !record.names().isEmpty()) {
            Arrays.fill(values, at, at + k, 0f);
            record.names().forEach(name -> mark(values, at, name));
        } else if (given instanceof Labels.OfSteps ofSteps) {
            for (int t = 0; t < ofSteps.ids().length; t++) {
                if (ofSteps.ids()[t] >= 0) {
                    Arrays.fill(values, at + t * k, at + t * k + k, 0f);
                    mark(values, at + t * k, ofSteps.name(t));
                }
            }
        } else if (given instanceof Labels.SetsOfSteps sets) {
            for (int t = 0; t < sets.sets().length; t++) {
                long set = sets.sets()[t];
                if (set >= 0) {
                    Arrays.fill(values, at + t * k, at + t * k + k, 0f);
                }
                for (int i = 0; set > 0 && i < sets.names().size(); i++) {
                    if ((set >>> i & 1) == 1) {
                        mark(values, at + t * k, sets.names().get(i));
                    }
                }
            }
        }
    }

    private void mark(float[] values, int at, String name) {
        int id = labels.id(name);
        if (id >= 0) {
            values[at + id] = 1f;
        }
    }
}
