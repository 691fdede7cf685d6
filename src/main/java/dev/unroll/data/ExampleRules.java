package dev.unroll.data;

import dev.unroll.spec.Output;
import dev.unroll.spec.Pool;
import dev.unroll.spec.Spec;
import dev.unroll.spec.VocabularySpec;
import dev.unroll.spec.WordSpec;
import java.io.Serializable;
import java.util.Optional;

/**
 * What examples must have to be used.
 *
 * @param units how texts are cut into units that their source has not cut
 * @param says what is to be said
 * @param words what is read of words besides their units
 */
public record ExampleRules(UnitRules units, Says says, WordSpec words) implements Serializable {
    /** What is to be said about a record. */
    public enum Says {
        /** A class of each step. */
        STEP_CLASS(Targets.Level.STEP, false),
        /** Any number of classes of each step. */
        STEP_CLASSES(Targets.Level.STEP, true),
        /** Numbers for each step. */
        STEP_VALUES(Targets.Level.STEP, false),
        /** A class of the record. */
        RECORD_CLASS(Targets.Level.RECORD, false),
        /** Any number of classes of the record. */
        RECORD_CLASSES(Targets.Level.RECORD, true),
        /** Numbers for the record. */
        RECORD_VALUES(Targets.Level.RECORD, false),
        /** Each step's numbers from those before. */
        NEXT_VECTOR(Targets.Level.STEP, false);

        private final Targets.Level level;
        private final boolean several;

        Says(Targets.Level level, boolean several) {
            this.level = level;
            this.several = several;
        }

        /** Whether it is said of steps or of records. */
        public Targets.Level level() {
            return level;
        }

        /** Whether classes do not exclude each other. */
        public boolean several() {
            return several;
        }

        /** Whether classes are said, by name. */
        public boolean classes() {
            return this == STEP_CLASS || this == STEP_CLASSES || this == RECORD_CLASS || this == RECORD_CLASSES;
        }

        /** Whether numbers are said that the source gives. */
        public boolean numbers() {
            return this == STEP_VALUES || this == RECORD_VALUES;
        }
    }

    /** The rules of a specification; none for language models over units, whose records have no labels. */
    public static Optional<ExampleRules> of(Spec spec) {
        return says(spec)
                .map(says -> new ExampleRules(
                        UnitRules.of(spec), says, spec.network().words()));
    }

    private static Optional<Says> says(Spec spec) {
        Output output = spec.network().head().output();
        boolean steps = spec.network().head().pool() == Pool.NONE;
        return switch (spec.task()) {
            case LANGUAGE_MODEL, GENERATE -> Optional.empty();
            case TAG, CLASSIFY, REGRESS ->
                Optional.of(
                        switch (output) {
                            case SOFTMAX -> steps ? Says.STEP_CLASS : Says.RECORD_CLASS;
                            case SIGMOID -> steps ? Says.STEP_CLASSES : Says.RECORD_CLASSES;
                            case LINEAR -> steps ? Says.STEP_VALUES : Says.RECORD_VALUES;
                        });
        };
    }

    /** Units alone are read. */
    public ExampleRules(UnitRules units, Says says) {
        this(units, says, WordSpec.NONE);
    }

    /** Rules for units that tasks with labels have: records without an end of their own; and that only words are spelled. */
    public ExampleRules {
        if (words.reads() && units.vocabulary().unit() != VocabularySpec.Unit.WORD) {
            throw new IllegalArgumentException("only words are spelled: " + words);
        }
        if (units.eos()) {
            throw new IllegalArgumentException("labelled records have no <eos>");
        }
    }
}
