package dev.unroll.train.figures;

import dev.unroll.data.ExampleRules.Says;
import dev.unroll.data.LabelSet;
import dev.unroll.data.MiniBatch;
import dev.unroll.data.Standardisation;
import dev.unroll.data.Targets;
import dev.unroll.train.figures.FigureRules.Classes;
import dev.unroll.train.figures.Spoken.Row;
import dev.unroll.train.figures.Spoken.Spell;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded records for every kind of answer, some of them without labels; their numbers are sums of few powers of two. */
final class RandomSpeech {
    static final List<String> NAMES = List.of("B-x", "B-y", "I-x", "I-y", "O");
    static final Standardisation VALUES = new Standardisation(new float[] {3, -8, 0.5f}, new float[] {2, 0.25f, 1});

    private RandomSpeech() {}

    /** What is measured; one of several classes are those of chunks where they are said of steps. */
    static FigureRules rules(Says says) {
        if (says.classes()) {
            return FigureRules.of(says, new Classes(NAMES, List.of(1), says == Says.STEP_CLASS), 9);
        }
        return says.numbers() ? FigureRules.of(says, VALUES, 9) : FigureRules.ofNextVectors(9);
    }

    static List<Spell> records(Says says, Random random, int count) {
        List<Spell> records = new ArrayList<>();
        for (int id = 0; id < count; id++) {
            // Pieces have 2, 3 or 5 steps, so that the mean of those behind the first is exact.
            int steps = says == Says.NEXT_VECTOR ? 1 + (1 << random.nextInt(3)) : 1 + random.nextInt(7);
            int rows = says.level() == Targets.Level.STEP ? steps : 1;
            List<Row> spoken = new ArrayList<>();
            for (int t = 0; t < rows; t++) {
                spoken.add(says.classes() && !says.several() ? oneClass(random) : numbers(says, random));
            }
            records.add(new Spell(id, steps, spoken));
        }
        return records;
    }

    private static Row oneClass(Random random) {
        int truth = random.nextInt(NAMES.size());
        int said = random.nextInt(3) > 0 ? truth : random.nextInt(NAMES.size());
        float[] values = new float[NAMES.size()];
        int left = 1 << 10;
        for (int k = 0; k < values.length; k++) {
            int share = k + 1 == values.length ? left : random.nextInt(left + 1);
            values[k] = share / 1024f;
            left -= share;
        }
        int kind = random.nextInt(10);
        int id = kind == 0 ? MiniBatch.NONE : kind == 1 ? LabelSet.UNKNOWN : truth;
        return new Row(id, new float[0], said, values, id < 0 ? 0 : random.nextInt(4096) / 1024.0);
    }

    private static Row numbers(Says says, Random random) {
        int width = says.classes() ? NAMES.size() : VALUES.width();
        boolean probable = !says.numbers();
        float[] targets = new float[width];
        float[] values = new float[width];
        boolean missing = says != Says.NEXT_VECTOR && random.nextInt(8) == 0;
        boolean labelled = false;
        for (int k = 0; k < width; k++) {
            targets[k] = probable ? random.nextInt(2) : random.nextInt(65) / 16f - 2;
            values[k] = probable ? random.nextInt(1025) / 1024f : random.nextInt(65) / 16f - 2;
            boolean hidden = missing || (says != Says.NEXT_VECTOR && random.nextInt(9) == 0);
            targets[k] = hidden ? Float.NaN : targets[k];
            labelled |= !hidden;
        }
        return Row.of(targets, values, labelled ? random.nextInt(4096) / 1024.0 : 0);
    }
}
