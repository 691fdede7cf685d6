package dev.unroll.train.baseline;

import dev.unroll.data.ExampleRules;
import dev.unroll.data.ExampleShardBuilder;
import dev.unroll.data.LabelSet;
import dev.unroll.data.Targets;
import dev.unroll.data.Vocabulary;
import dev.unroll.spec.VocabularySpec.Unit;
import java.util.ArrayList;
import java.util.List;

/** Which baselines suit what is to be said and what is read. */
public final class BaselineChoice {
    private static final int LONGEST_RUN_OF_LETTERS = 3;
    private static final int LONGEST_RUN_OF_WORDS = 2;

    private final LabelSet labels;
    private final Vocabulary vocabulary;
    private final ExampleShardBuilder.Widths widths;

    private BaselineChoice(LabelSet labels, Vocabulary vocabulary, ExampleShardBuilder.Widths widths) {
        this.labels = labels;
        this.vocabulary = vocabulary;
        this.widths = widths;
    }

    /**
     * The baselines of a task with nothing learnt yet, the simplest first.
     *
     * @param says what is to be said
     * @param labels the classes, none where numbers are said
     * @param vocabulary the units, nothing but the special ones where records have none
     * @param widths of the numbers that are read and said
     */
    public static List<Baseline> of(
            ExampleRules.Says says, LabelSet labels, Vocabulary vocabulary, ExampleShardBuilder.Widths widths) {
        if (says.classes() && labels.size() == 0) {
            return List.of();
        }
        BaselineChoice choice = new BaselineChoice(labels, vocabulary, widths);
        Targets.Level level = says.level();
        return switch (says) {
            case STEP_CLASS -> choice.stepClass();
            case RECORD_CLASS -> choice.recordClass();
            case STEP_CLASSES ->
                List.of(
                        new MajorityOfEach(level, labels.size()),
                        new Persistence(new MajorityOfEach(level, labels.size())));
            case RECORD_CLASSES -> List.of(new MajorityOfEach(level, labels.size()));
            case STEP_VALUES ->
                List.of(
                        new MeanPrediction(level, widths.values()),
                        new Persistence(new MeanPrediction(level, widths.values())));
            case RECORD_VALUES -> List.of(new MeanPrediction(level, widths.values()));
            case NEXT_VECTOR ->
                List.of(new VectorFrequency(widths.features()), new VectorPersistence(widths.features()));
            case UNITS, UNITS_OF_CLASS, UNITS_OF_NUMBERS -> List.of();
        };
    }

    private boolean hasUnits() {
        return vocabulary.size() > vocabulary.specials();
    }

    private List<Baseline> stepClass() {
        List<Baseline> baselines = new ArrayList<>();
        baselines.add(new Majority(Targets.Level.STEP, labels.size()));
        if (hasUnits() && vocabulary.kind() != Unit.NUCLEOTIDE) {
            baselines.add(new MostFrequentTag(vocabulary, labels.size()));
        }
        if (hasUnits() && MemorisedEntities.suits(labels)) {
            baselines.add(new MemorisedEntities(labels));
        }
        if (hasUnits() && vocabulary.kind() == Unit.NUCLEOTIDE && CodingRule.suits(labels)) {
            baselines.add(new CodingRule(vocabulary, labels));
        }
        addGaussian(baselines, Targets.Level.STEP);
        baselines.add(new Persistence(new Majority(Targets.Level.STEP, labels.size())));
        return List.copyOf(baselines);
    }

    private List<Baseline> recordClass() {
        List<Baseline> baselines = new ArrayList<>();
        baselines.add(new Majority(Targets.Level.RECORD, labels.size()));
        if (hasUnits()) {
            boolean words = vocabulary.kind() == Unit.WORD || vocabulary.kind() == Unit.KMER;
            baselines.add(new NaiveBayes(labels.size(), words ? LONGEST_RUN_OF_WORDS : LONGEST_RUN_OF_LETTERS));
        }
        if (hasUnits() && vocabulary.kind() == Unit.NUCLEOTIDE) {
            baselines.add(new PositionalNaiveBayes(labels.size(), vocabulary));
        }
        addGaussian(baselines, Targets.Level.RECORD);
        return List.copyOf(baselines);
    }

    private void addGaussian(List<Baseline> baselines, Targets.Level level) {
        if (widths.features() > 0) {
            baselines.add(new GaussianNaiveBayes(level, labels.size(), widths.features()));
        }
    }
}
