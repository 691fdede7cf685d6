package dev.unroll.cli;

import dev.unroll.data.ExampleRules;
import dev.unroll.data.ExampleRules.Says;
import dev.unroll.data.ExampleShardBuilder.Widths;
import dev.unroll.data.LabelSet;
import dev.unroll.data.Preprocessing;
import dev.unroll.data.format.Formats;
import dev.unroll.data.format.SegmentClasses;
import dev.unroll.io.CrossValidationFiles;
import dev.unroll.spark.Corpus;
import dev.unroll.spark.ShardSet;
import dev.unroll.spark.SparkFigures;
import dev.unroll.spark.WholeSequences;
import dev.unroll.spec.Spec;
import dev.unroll.train.baseline.Baseline;
import dev.unroll.train.baseline.BaselineChoice;
import dev.unroll.train.baseline.CodingRule;
import dev.unroll.train.figures.FigureRules;
import dev.unroll.train.figures.Figures;
import dev.unroll.train.figures.Result;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What is said of labelled records, beside what the simplest models say. */
final class LabelledMeasure implements FinalMeasure {
    /** Stands behind a baseline's name where it was measured on {@code data.test}. */
    private static final String ON_TEST = "-test";

    private static final String HELD = "held-out records";
    private static final String TEST = "test records";

    private final Spec spec;
    private final Corpus corpus;
    private final Supplier<SparkFigures> spark;
    private final WholeSequences sequences;
    private final Map<String, ShardSet> sets = new LinkedHashMap<>();
    private final Map<String, Result> results = new LinkedHashMap<>();
    private final SortedMap<String, Figures> tested = new TreeMap<>();

    /**
     * @param test the records of {@code data.test}
     * @param spark measures; a new one each time
     * @param sequences measures what sees whole sequences, where there are such
     */
    LabelledMeasure(
            Spec spec, Corpus corpus, Optional<ShardSet> test, Supplier<SparkFigures> spark, WholeSequences sequences) {
        this.spec = spec;
        this.corpus = corpus;
        this.spark = spark;
        this.sequences = sequences;
        corpus.validation().ifPresent(held -> sets.put(HELD, held));
        test.ifPresent(text -> sets.put(TEST, text));
    }

    /** What is measured of a task. */
    static FigureRules rules(Spec spec, Preprocessing learnt) {
        Says says = ExampleRules.of(spec).orElseThrow().says();
        long seed = spec.train().seed();
        if (says.classes()) {
            LabelSet labels = learnt.labels();
            FigureRules.Classes classes = says == Says.STEP_CLASS && marksSpans(labels)
                    ? FigureRules.Classes.ofChunks(labels.names())
                    : FigureRules.Classes.of(labels.names());
            FigureRules rules = FigureRules.of(says, withPositive(spec, classes), seed);
            return spec.data().isGenome() ? rules.withBases(Formats.baseLabels(spec)) : rules;
        }
        return says == Says.NEXT_VECTOR ? FigureRules.ofNextVectors(seed) : FigureRules.of(says, learnt.values(), seed);
    }

    /** What is looked for: {@code data.positive-label}; of bases all labels of that class, by default of any. */
    private static FigureRules.Classes withPositive(Spec spec, FigureRules.Classes classes) {
        String label = spec.data().labels().positive();
        if (!spec.data().isGenome()) {
            return classes.withPositive(label);
        }
        SegmentClasses segments = SegmentClasses.of(Formats.baseLabels(spec), classes.names());
        BitSet positives = label.isEmpty() ? segments.notBackground() : segments.named(label);
        return classes.withPositives(positives.stream().boxed().toList());
    }

    private static boolean marksSpans(LabelSet labels) {
        return labels.names().stream().anyMatch(name -> name.startsWith("B-") || name.startsWith("I-"))
                && labels.names().stream()
                        .allMatch(name -> name.equals("O") || (name.length() > 1 && name.charAt(1) == '-'));
    }

    @Override
    public void network(float[] weights) {
        sets.forEach((name, set) -> {
            Figures figures = spark.get().ofNetwork(set, weights.clone());
            results.put(name, figures.result());
            keep(name, NETWORK, figures);
        });
    }

    @Override
    public SortedMap<String, SortedMap<String, Double>> baselines() {
        SortedMap<String, SortedMap<String, Double>> figures = new TreeMap<>();
        long limit = spec.evaluate().baselineUnits();
        if (limit > 0) {
            sets.forEach((name, set) -> spark.get()
                    .ofBaselines(choice(), corpus.training(), limit, set)
                    .forEach((baseline, measured) -> {
                        figures.put(
                                baseline + (name.equals(TEST) ? ON_TEST : ""),
                                measured.result().decisionsByName());
                        keep(name, baseline, measured);
                    }));
            FigureRules rules = rules(spec, corpus.preprocessing());
            sets.keySet().forEach(name -> codingRule(name, rules).ifPresent(measured -> {
                figures.put(
                        CodingRule.OF_SEQUENCES + (name.equals(TEST) ? ON_TEST : ""),
                        measured.result().decisionsByName());
                keep(name, CodingRule.OF_SEQUENCES, measured);
            }));
        }
        return figures;
    }

    private Optional<Figures> codingRule(String set, FigureRules rules) {
        LabelSet labels = corpus.preprocessing().labels();
        return set.equals(TEST) ? sequences.test(rules, labels) : sequences.heldOut(rules, labels);
    }

    private void keep(String set, String model, Figures figures) {
        if (set.equals(TEST)) {
            tested.put(model, figures);
        }
    }

    @Override
    public CrossValidationFiles.Fold fold(SortedMap<String, SortedMap<String, Double>> baselines) {
        SortedMap<String, SortedMap<String, Double>> figures = new TreeMap<>();
        SortedMap<String, byte[]> counts = new TreeMap<>();
        tested.forEach((model, measured) -> {
            Result result = measured.result();
            figures.put(model, model.equals(NETWORK) ? result.figuresByName() : result.decisionsByName());
            counts.put(model, measured.toBytes());
        });
        return new CrossValidationFiles.Fold(
                Objects.requireNonNull(tested.get(NETWORK)).result().seen().rows(), figures, counts);
    }

    private List<Baseline> choice() {
        Preprocessing learnt = corpus.preprocessing();
        Widths widths = new Widths(learnt.features().width(), learnt.values().width());
        return BaselineChoice.of(
                ExampleRules.of(spec).orElseThrow().says(), learnt.labels(), learnt.vocabulary(), widths);
    }

    @Override
    public List<Text> texts(SortedMap<String, SortedMap<String, Double>> baselines) {
        List<Text> texts = new ArrayList<>();
        results.forEach((name, result) -> {
            boolean test = name.equals(TEST);
            FiguresTable table = new FiguresTable(result);
            texts.add(new Text(table.heading(name), table.lines(of(baselines, test)), !test));
        });
        return texts;
    }

    /** The stored baselines of one of both parts, under their own names. */
    static SortedMap<String, SortedMap<String, Double>> of(
            SortedMap<String, SortedMap<String, Double>> stored, boolean test) {
        SortedMap<String, SortedMap<String, Double>> own = new TreeMap<>();
        stored.forEach((name, figures) -> {
            if (name.endsWith(ON_TEST) == test) {
                own.put(test ? name.substring(0, name.length() - ON_TEST.length()) : name, figures);
            }
        });
        return own;
    }
}
