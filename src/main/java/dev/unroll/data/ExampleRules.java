package dev.unroll.data;

import dev.unroll.spec.GivenSpec;
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
        NEXT_VECTOR(Targets.Level.STEP, false),
        /** Each unit from those before, the first one from nothing. */
        UNITS(Targets.Level.STEP, false),
        /** The same, all of them from the record's class, too. */
        UNITS_OF_CLASS(Targets.Level.STEP, false),
        /** The same, all of them from the record's numbers, too. */
        UNITS_OF_NUMBERS(Targets.Level.STEP, false);

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

        /** Whether the record itself is said, unit by unit: its labels are what it begins from. */
        public boolean units() {
            return this == UNITS || this == UNITS_OF_CLASS || this == UNITS_OF_NUMBERS;
        }

        /** What would be said if the labels were, not what they are the beginning of. */
        public Says labels() {
            return switch (this) {
                case UNITS_OF_CLASS -> RECORD_CLASS;
                case UNITS_OF_NUMBERS -> RECORD_VALUES;
                default -> this;
            };
        }

        /** Whether numbers are said that the source gives. */
        public boolean numbers() {
            return this == STEP_VALUES || this == RECORD_VALUES;
        }
    }

    /** The rules of a specification; none where units are said of texts without labels. */
    public static Optional<ExampleRules> of(Spec spec) {
        return says(spec)
                .map(says -> new ExampleRules(
                        UnitRules.of(spec), says, spec.network().words()));
    }

    private static Optional<Says> says(Spec spec) {
        Output output = spec.network().head().output();
        boolean steps = spec.network().head().pool() == Pool.NONE;
        return switch (spec.task()) {
            case LANGUAGE_MODEL -> spec.predictsVectors() ? Optional.of(Says.NEXT_VECTOR) : Optional.empty();
            case GENERATE ->
                spec.data().hasLabels() ? Optional.of(units(spec.network().given())) : Optional.empty();
            case TAG, CLASSIFY, REGRESS ->
                Optional.of(
                        switch (output) {
                            case SOFTMAX -> steps ? Says.STEP_CLASS : Says.RECORD_CLASS;
                            case SIGMOID -> steps ? Says.STEP_CLASSES : Says.RECORD_CLASSES;
                            case LINEAR -> steps ? Says.STEP_VALUES : Says.RECORD_VALUES;
                        });
        };
    }

    private static Says units(GivenSpec given) {
        return switch (given.kind()) {
            case NONE -> Says.UNITS;
            case CLASS -> Says.UNITS_OF_CLASS;
            case NUMBER -> Says.UNITS_OF_NUMBERS;
        };
    }

    /** Units alone are read. */
    public ExampleRules(UnitRules units, Says says) {
        this(units, says, WordSpec.NONE);
    }

    /** Records have an end only where it is said; only words are spelled. */
    public ExampleRules {
        if (words.reads() && units.vocabulary().unit() != VocabularySpec.Unit.WORD) {
            throw new IllegalArgumentException("only words are spelled: " + words);
        }
        if (units.eos() && !says.units()) {
            throw new IllegalArgumentException("labelled records have no <eos>");
        }
    }
}
