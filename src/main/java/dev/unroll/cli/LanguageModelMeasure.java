package dev.unroll.cli;

import dev.unroll.io.CrossValidationFiles;
import dev.unroll.nn.Loss;
import dev.unroll.spark.Corpus;
import dev.unroll.spark.ShardSet;
import dev.unroll.spec.Spec;
import dev.unroll.train.Evaluation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** A language model beside its n-grams. */
final class LanguageModelMeasure implements FinalMeasure {
    private final Spec spec;
    private final Corpus corpus;
    private final Function<ShardSet, Evaluation> evaluate;
    private final SortedMap<String, ShardSet> sets = new TreeMap<>();
    private final Map<String, Measured> measured = new LinkedHashMap<>();

    /**
     * @param evaluate how weights are measured on shards
     * @param test the text of {@code data.test}
     */
    LanguageModelMeasure(Spec spec, Corpus corpus, Optional<ShardSet> test, Function<ShardSet, Evaluation> evaluate) {
        this.spec = spec;
        this.corpus = corpus;
        this.evaluate = evaluate;
        corpus.validation().ifPresent(held -> sets.put(Baselines.HELD_OUT, held));
        test.ifPresent(text -> sets.put(Baselines.TEST, text));
    }

    @Override
    public void network(float[] weights) {
        sets.forEach((name, text) -> {
            Loss loss = evaluate.apply(text).measure(weights.clone());
            measured.put(name, Measured.of(loss, text, corpus.vocabulary()));
        });
    }

    @Override
    public SortedMap<String, SortedMap<String, Double>> baselines() {
        return Baselines.fit(spec, corpus, sets);
    }

    @Override
    public CrossValidationFiles.Fold fold(SortedMap<String, SortedMap<String, Double>> baselines) {
        Measured test = Objects.requireNonNull(measured.get(Baselines.TEST));
        SortedMap<String, SortedMap<String, Double>> figures = new TreeMap<>();
        figures.put(NETWORK, Measured.byName(test.nats()));
        Baselines.natsByContext(baselines, Baselines.TEST)
                .forEach((context, nats) -> figures.put(Baselines.name(context), Measured.byName(nats)));
        return new CrossValidationFiles.Fold(test.loss().terms(), figures, new TreeMap<>());
    }

    @Override
    public List<Text> texts(SortedMap<String, SortedMap<String, Double>> baselines) {
        MeasuredTable table = new MeasuredTable(spec);
        List<Text> texts = new ArrayList<>();
        measured.forEach((name, figures) -> {
            boolean held = name.equals(Baselines.HELD_OUT);
            String heading = table.heading(held ? "held-out text" : "test text", figures);
            texts.add(new Text(heading, table.lines(figures, baselines, name), held));
        });
        return texts;
    }
}
