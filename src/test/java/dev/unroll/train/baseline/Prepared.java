package dev.unroll.train.baseline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unroll.data.Example;
import dev.unroll.data.ExampleCodec;
import dev.unroll.data.ExampleCounter;
import dev.unroll.data.ExampleRules;
import dev.unroll.data.ExampleRules.Says;
import dev.unroll.data.ExampleShardBuilder;
import dev.unroll.data.LabelSet;
import dev.unroll.data.Labels;
import dev.unroll.data.Shard;
import dev.unroll.data.Targets;
import dev.unroll.data.UnitRules;
import dev.unroll.data.Vocabulary;
import dev.unroll.spec.DataSpec;
import dev.unroll.spec.VocabularySpec;
import dev.unroll.spec.VocabularySpec.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Units and labels of counted examples, and shards of examples in the order in which they are given. */
final class Prepared {
    private final ExampleRules rules;
    private final Vocabulary vocabulary;
    private final LabelSet labels;
    private final ExampleShardBuilder.Widths widths;

    private Prepared(ExampleRules rules, ExampleCounter.Count count) {
        this.rules = rules;
        this.vocabulary = Vocabulary.build(rules.units(), count.units());
        this.labels = LabelSet.of(count.labels().keySet());
        this.widths =
                new ExampleShardBuilder.Widths(Math.max(0, count.featureWidth()), Math.max(0, count.valueWidth()));
    }

    /** Every unit and label of these examples is known. */
    static Prepared of(Says says, Unit unit, List<Example> counted) {
        return of(says, unit, 1, counted);
    }

    /** Units that these examples have so often, and all their labels. */
    static Prepared of(Says says, Unit unit, long minCount, List<Example> counted) {
        UnitRules units = new UnitRules(
                new VocabularySpec(unit, 6, 0, minCount, false, VocabularySpec.Normalize.NONE),
                DataSpec.Context.LINE,
                false,
                DataSpec.InvalidUtf8.REPLACE,
                0,
                DataSpec.TooLong.REJECT);
        ExampleRules rules = new ExampleRules(units, says);
        ExampleCounter counter = new ExampleCounter(rules);
        counted.forEach(example -> assertEquals(Optional.empty(), counter.add(example), example.place()));
        return new Prepared(rules, counter.count());
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    LabelSet labels() {
        return labels;
    }

    List<Baseline> baselines() {
        return BaselineChoice.of(rules.says(), labels, vocabulary, widths);
    }

    /** The baseline of this name. */
    Baseline baseline(String name) {
        return baselines().stream()
                .filter(baseline -> baseline.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Shard shard(List<Example> examples) {
        return shard(0, examples);
    }

    Shard shard(int index, List<Example> examples) {
        ExampleShardBuilder builder = new ExampleShardBuilder(rules, widths, vocabulary, labels);
        for (int i = 0; i < examples.size(); i++) {
            builder.add(String.format("%09d", i).getBytes(UTF_8), ExampleCodec.toBytes(examples.get(i)));
        }
        return Shard.fromBytes(builder.build(index).toBytes());
    }

    /** Fits a baseline on all of a shard. */
    static <B extends Baseline> B fit(B baseline, Shard shard) {
        new Fitting(List.of(baseline), Long.MAX_VALUE).add(shard);
        return baseline;
    }

    /** The labels that a baseline names for a record, with a space between. */
    String said(Baseline baseline, Example example) {
        Targets.Classes said = (Targets.Classes) baseline.predict(shard(List.of(example)), 0);
        List<String> names = new ArrayList<>();
        for (int id : said.ids()) {
            names.add(labels.names().get(id));
        }
        return String.join(" ", names);
    }

    /** A text with a class; empty: with none. */
    static Example text(String label, String text) {
        Labels labels = label.isEmpty() ? Labels.NONE : new Labels.OfRecord(List.of(label));
        return new Example(text, "", Example.Reading.ofText(text.getBytes(UTF_8)), labels);
    }

    /** {@code Harry/B-PER met/O}; a word without a label has none. */
    static Example tagged(String sentence) {
        StringBuilder text = new StringBuilder();
        List<Integer> ends = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (String token : sentence.split(" ")) {
            int slash = token.indexOf('/');
            text.append(slash < 0 ? token : token.substring(0, slash));
            ends.add(text.toString().getBytes(UTF_8).length);
            labels.add(slash < 0 ? "" : token.substring(slash + 1));
        }
        int[] ids = labels.stream()
                .mapToInt(label -> label.isEmpty() ? -1 : labels.indexOf(label))
                .toArray();
        Example.Reading reading = Example.Reading.ofUnits(
                text.toString().getBytes(UTF_8),
                ends.stream().mapToInt(Integer::intValue).toArray());
        return new Example(sentence, "", reading, new Labels.OfSteps(List.copyOf(labels), ids));
    }

    /** Steps of numbers with labels, or with one label for all of them. */
    static Example numbers(int width, float[] features, Labels labels) {
        return new Example("numbers", "", Example.Reading.ofFeatures(width, features), labels);
    }
}
