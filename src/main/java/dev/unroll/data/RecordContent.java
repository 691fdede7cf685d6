package dev.unroll.data;

import java.io.Serializable;
import java.util.Arrays;

/** What a network reads in records, and what it is to say about them. */
public sealed interface RecordContent extends Serializable {
    /** Each unit from those before it, the first one from nothing. */
    RecordContent NEXT_UNIT = new NextUnit();

    /** Fills a mini-batch. */
    MiniBatch fill(Shard shard, Window window);

    /**
     * Steps [first, last) of some records, longest first.
     *
     * @param offsets (last - first + 1) rows before each step
     * @param records the record of each lane that has come so far
     * @param laneIds their numbers
     */
    record Window(int[] offsets, int[] records, long[] laneIds, int first, int last) {
        int rows() {
            return offsets[last - first];
        }

        /** One behind a lane's last step inside the window. */
        int end(Shard shard, int lane) {
            return Math.min(last, shard.start(records[lane] + 1) - shard.start(records[lane]));
        }

        int row(int step, int lane) {
            return offsets[step - first] + lane;
        }
    }

    /** Language models over units. */
    record NextUnit() implements RecordContent {
        @Override
        public MiniBatch fill(Shard shard, Window window) {
            int[] inputs = new int[window.rows()];
            int[] targets = new int[inputs.length];
            for (int lane = 0; lane < window.records().length; lane++) {
                int start = shard.start(window.records()[lane]);
                int before = window.first() == 0 ? MiniBatch.NONE : shard.id(start + window.first() - 1);
                for (int t = window.first(); t < window.end(shard, lane); t++) {
                    int row = window.row(t, lane);
                    inputs[row] = before;
                    before = shard.id(start + t);
                    targets[row] = before;
                }
            }
            return new MiniBatch(window.offsets(), inputs, targets, window.laneIds());
        }
    }

    /**
     * Each unit from those before it and from what its record begins from; a class that was not in training is nothing.
     *
     * @param width G
     * @param numbers of those that are given; of no columns where classes are, or nothing is
     */
    record UnitsOf(int width, Standardisation numbers) implements RecordContent {
        @Override
        public MiniBatch fill(Shard shard, Window window) {
            MiniBatch units = NEXT_UNIT.fill(shard, window);
            return window.first() == 0 ? units.withGiven(given(shard, window.records())) : units;
        }

        private Given given(Shard shard, int[] records) {
            Targets all = shard.annotation().given();
            if (width == 0 || all.rows() == 0) {
                return Given.NONE;
            }
            if (all instanceof Targets.Classes classes) {
                int[] known = new int[records.length];
                Arrays.setAll(known, lane -> Math.max(MiniBatch.NONE, classes.ids()[records[lane]]));
                return Given.ofClasses(width, known);
            }
            float[] source = ((Targets.Values) all).values();
            float[] given = new float[records.length * width];
            for (int lane = 0; lane < records.length; lane++) {
                numbers.apply(source, records[lane] * width, 1, given, lane * width);
            }
            return Given.ofNumbers(width, given);
        }
    }

    /**
     * Language models over vectors: each step's numbers, which are 0 or 1, from those before it; the first step is read from zeros.
     */
    record NextVector() implements RecordContent {
        @Override
        public MiniBatch fill(Shard shard, Window window) {
            int width = shard.annotation().featureWidth();
            float[] source = shard.annotation().features();
            float[] read = new float[window.rows() * width];
            float[] said = new float[read.length];
            for (int lane = 0; lane < window.records().length; lane++) {
                int start = shard.start(window.records()[lane]);
                for (int t = window.first(); t < window.end(shard, lane); t++) {
                    int row = window.row(t, lane) * width;
                    if (t > 0) {
                        System.arraycopy(source, (start + t - 1) * width, read, row, width);
                    }
                    System.arraycopy(source, (start + t) * width, said, row, width);
                }
            }
            Targets targets = new Targets.Values(Targets.Level.STEP, width, said);
            MiniBatch.Read reads = new MiniBatch.Read(new int[0], width, read);
            return new MiniBatch(window.offsets(), reads, targets, window.laneIds());
        }
    }

    /**
     * Labels: the units, spellings and numbers of each step, and the targets of the shard's annotation.
     *
     * @param features of the numbers that are read
     * @param values of the numbers that are to be said; of no columns where classes are
     */
    record Labelled(Standardisation features, Standardisation values) implements RecordContent {
        @Override
        public MiniBatch fill(Shard shard, Window window) {
            return new MiniBatch(window.offsets(), read(shard, window), targets(shard, window), window.laneIds());
        }

        private MiniBatch.Read read(Shard shard, Window window) {
            int width = features.width();
            int[] units = new int[shard.hasUnits() ? window.rows() : 0];
            Spellings spellings = shard.annotation().spellings();
            int[] words = new int[spellings.isNone() ? 0 : window.rows()];
            float[] numbers = new float[window.rows() * width];
            for (int lane = 0; lane < window.records().length; lane++) {
                int start = shard.start(window.records()[lane]);
                for (int t = window.first(); t < window.end(shard, lane); t++) {
                    int row = window.row(t, lane);
                    if (units.length > 0) {
                        units[row] = shard.id(start + t);
                    }
                    if (words.length > 0) {
                        words[row] = spellings.words()[start + t];
                    }
                    features.apply(shard.annotation().features(), (start + t) * width, 1, numbers, row * width);
                }
            }
            return new MiniBatch.Read(units, width, numbers, spellings.of(words));
        }

        private Targets targets(Shard shard, Window window) {
            Targets all = shard.annotation().targets();
            if (all.rows() == 0) {
                return Targets.NONE;
            }
            boolean steps = all.level() == Targets.Level.STEP;
            int rows = steps ? window.rows() : window.records().length;
            if (all instanceof Targets.Classes classes) {
                int[] ids = new int[rows];
                Arrays.fill(ids, MiniBatch.NONE);
                copy(shard, window, steps, (from, to) -> ids[to] = classes.ids()[from]);
                return new Targets.Classes(all.level(), ids);
            }
            Targets.Values given = (Targets.Values) all;
            int width = given.width();
            float[] numbers = new float[rows * width];
            Standardisation by = values.width() == width ? values : Standardisation.none(width);
            copy(
                    shard,
                    window,
                    steps,
                    (from, to) -> by.applyToTargets(given.values(), from * width, 1, numbers, to * width));
            return new Targets.Values(all.level(), width, numbers);
        }

        @FunctionalInterface
        private interface Copy {
            void row(int from, int to);
        }

        private static void copy(Shard shard, Window window, boolean steps, Copy copy) {
            for (int lane = 0; lane < window.records().length; lane++) {
                int record = window.records()[lane];
                if (!steps) {
                    copy.row(record, lane);
                    continue;
                }
                for (int t = window.first(); t < window.end(shard, lane); t++) {
                    copy.row(shard.start(record) + t, window.row(t, lane));
                }
            }
        }
    }
}
