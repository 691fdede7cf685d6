package dev.unroll.data;

import dev.unroll.data.ExampleRules.Says;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was learnt from the training part before the first round: how records become what a network reads and says.
 *
 * @param vocabulary of the units; of nothing but the unknown one where records have none
 * @param characters that words are written in, where they are read; otherwise of nothing but the unknown one
 * @param labels K names, none where numbers are said or given
 * @param features of the numbers read at each step; of no columns without
 * @param values of the numbers that are said, or that records begin from; of no columns where classes are
 */
public record Preprocessing(
        Vocabulary vocabulary,
        Vocabulary characters,
        LabelSet labels,
        Standardisation features,
        Standardisation values) {
    /** Units alone, and nothing said but the next of them. */
    public static Preprocessing ofUnits(Vocabulary vocabulary) {
        return new Preprocessing(
                vocabulary,
                Vocabulary.ofCharacters(Map.of()),
                LabelSet.of(List.of()),
                Standardisation.none(0),
                Standardisation.none(0));
    }

    /** V as a network reads it: 0 where records have no units. */
    public int units() {
        return vocabulary.size() > 1 ? vocabulary.size() : 0;
    }

    /** What is read in records and said about them; nothing said: the next unit is. */
    public RecordContent content(Optional<Says> says) {
        if (says.isEmpty()) {
            return RecordContent.NEXT_UNIT;
        }
        return switch (says.get()) {
            case NEXT_VECTOR -> new RecordContent.NextVector();
            case UNITS, UNITS_OF_CLASS, UNITS_OF_NUMBERS -> new RecordContent.UnitsOf(given(says), values);
            default -> new RecordContent.Labelled(features, values);
        };
    }

    /** G: how many numbers, or of how many classes one, a record begins from. */
    public int given(Optional<Says> says) {
        if (says.isEmpty()) {
            return 0;
        }
        return switch (says.get()) {
            case UNITS_OF_CLASS -> labels.size();
            case UNITS_OF_NUMBERS -> values.width();
            default -> 0;
        };
    }

    /** K: how many numbers a network says of a step or a record. */
    public int outputs(Optional<Says> says) {
        if (says.isEmpty() || says.get().units()) {
            return vocabulary.size();
        }
        if (says.get().classes()) {
            return labels.size();
        }
        return says.get() == Says.NEXT_VECTOR ? features.width() : values.width();
    }
}
