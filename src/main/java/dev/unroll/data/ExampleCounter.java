package dev.unroll.data;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Counts examples, their units and their labels: the first pass over annotated records. */
public final class ExampleCounter {
    private final ExampleRules rules;
    private final UnitCounter counter;
    private final ExampleUnits units;
    private final UnitCounter characters;
    private final Map<String, Long> labels = new HashMap<>();
    private long records;
    private long steps;
    private long targets;
    private int featureWidth = -1;
    private int valueWidth = -1;

    /** A counter of nothing so far. */
    public ExampleCounter(ExampleRules rules) {
        this.rules = rules;
        this.counter = new UnitCounter(rules.units());
        this.units = new ExampleUnits(rules.units(), counter);
        this.characters = new UnitCounter(rules.units());
    }

    /** Counts an example, or says why it cannot be used: then nothing of it is counted. */
    public Optional<String> add(Example example) {
        IntList read = units.ids();
        read.clear();
        Example.Reading reading = example.reading();
        int length = reading.text().length == 0 && reading.featureWidth() > 0 ? reading.steps() : units.read(reading);
        Optional<String> fault = fault(example, length);
        if (fault.isEmpty()) {
            records++;
            steps += length;
            featureWidth = reading.featureWidth();
            counter.count(read, Long.MAX_VALUE);
            countCharacters(reading);
            count(example.labels());
            targets += rules.says() == ExampleRules.Says.NEXT_VECTOR ? length : 0;
        }
        return fault;
    }

    private void countCharacters(Example.Reading reading) {
        if (rules.words().spelling() > 0) {
            IntList written = new IntList();
            for (String word : WrittenWords.of(rules.units(), reading)) {
                word.codePoints().forEach(c -> written.add(characters.codePoint(c)));
            }
            characters.count(written, Long.MAX_VALUE);
        }
    }

    private Optional<String> fault(Example example, int length) {
        Example.Reading reading = example.reading();
        if (length < 0) {
            return Optional.of("a unit is not one by vocabulary.unit");
        }
        if (length == 0) {
            return Optional.of("nothing to read");
        }
        if (featureWidth >= 0 && reading.featureWidth() != featureWidth) {
            return Optional.of("other numbers a step: found=" + reading.featureWidth() + " before=" + featureWidth);
        }
        int longest = rules.units().maxLength();
        if (longest > 0 && length > longest) {
            return Optional.of("too long: steps=" + length + " data.max-length=" + longest);
        }
        if (rules.says().units() && reading.featureWidth() > 0) {
            return Optional.of("numbers, where units are to be written");
        }
        if (reading.featureWidth() > 0 && reading.steps() != length) {
            return Optional.of("units and numbers differ: units=" + length + " numbers=" + reading.steps());
        }
        int labelled = example.labels().steps();
        if (labelled >= 0 && labelled != length) {
            return Optional.of("steps and labels differ: steps=" + length + " labels=" + labelled);
        }
        return fault(example.labels());
    }

    private Optional<String> fault(Labels given) {
        ExampleRules.Says labelled = rules.says().labels();
        if (given.equals(Labels.NONE) || labelled == ExampleRules.Says.NEXT_VECTOR || labelled.units()) {
            return Optional.empty();
        }
        boolean fits =
                switch (labelled) {
                    case STEP_CLASS -> given instanceof Labels.OfSteps;
                    case STEP_CLASSES -> given instanceof Labels.SetsOfSteps || given instanceof Labels.OfSteps;
                    case RECORD_CLASS, RECORD_CLASSES -> given instanceof Labels.OfRecord;
                    case STEP_VALUES, RECORD_VALUES ->
                        given instanceof Labels.Values values && values.level() == labelled.level();
                    case NEXT_VECTOR, UNITS, UNITS_OF_CLASS, UNITS_OF_NUMBERS -> true;
                };
        if (!fits) {
            return Optional.of("labels of another kind than task and network.output ask for");
        }
        if (labelled == ExampleRules.Says.RECORD_CLASS
                && ((Labels.OfRecord) given).names().size() > 1) {
            return Optional.of(
                    rules.says().units()
                            ? "several labels: a record begins from one"
                            : "several labels: only one can be said with network.output=softmax");
        }
        if (given instanceof Labels.Values values && valueWidth >= 0 && values.width() != valueWidth) {
            return Optional.of("other target numbers: found=" + values.width() + " before=" + valueWidth);
        }
        return Optional.empty();
    }

    private void count(Labels given) {
        if (rules.says() == ExampleRules.Says.UNITS) {
            targets++;
        } else if (given instanceof Labels.OfSteps ofSteps) {
            for (int id : ofSteps.ids()) {
                if (id >= 0) {
                    labels.merge(ofSteps.names().get(id), 1L, Long::sum);
                    targets++;
                }
            }
        } else if (given instanceof Labels.SetsOfSteps sets) {
            for (long set : sets.sets()) {
                targets += set >= 0 ? 1 : 0;
                for (int i = 0; set > 0 && i < sets.names().size(); i++) {
                    if ((set >>> i & 1) == 1) {
                        labels.merge(sets.names().get(i), 1L, Long::sum);
                    }
                }
            }
        } else if (given instanceof Labels.OfRecord record) {
            record.names().forEach(name -> labels.merge(name, 1L, Long::sum));
            targets += record.names().isEmpty() ? 0 : 1;
        } else if (given instanceof Labels.Values values) {
            valueWidth = values.width();
            targets += values.level() == Targets.Level.STEP ? values.steps() : 1;
        }
    }

    /** What was counted so far. */
    public Count count() {
        return new Count(
                records,
                steps,
                targets,
                units.replaced(),
                units.longWords(),
                featureWidth,
                valueWidth,
                counter.counts(),
                characters.counts(),
                Map.copyOf(labels));
    }

    /**
     * What was found in a part of a corpus.
     *
     * @param records that can be used
     * @param steps of them
     * @param targets labelled steps or records; records where labels are not looked at
     * @param replaced ill-formed parts that became U+FFFD
     * @param longWords words too long to be known
     * @param featureWidth F, -1 where nothing was found
     * @param valueWidth numbers to be said, -1 where none were found
     * @param units how often each unit was seen
     * @param characters how often each character of a word was seen, where they are read
     * @param labels how often each label was seen
     */
    public record Count(
            long records,
            long steps,
            long targets,
            long replaced,
            long longWords,
            int featureWidth,
            int valueWidth,
            Map<String, Long> units,
            Map<String, Long> characters,
            Map<String, Long> labels) {}
}
