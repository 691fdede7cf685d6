package dev.unroll.check;

import dev.unroll.data.Casing;
import dev.unroll.data.Constraints;
import dev.unroll.data.Given;
import dev.unroll.data.MiniBatch;
import dev.unroll.data.Spelled;
import dev.unroll.data.Spellings;
import dev.unroll.data.Targets;
import dev.unroll.math.RandomStream;
import dev.unroll.math.RandomStream.Purpose;
import dev.unroll.nn.Network;
import dev.unroll.spec.GivenSpec;
import dev.unroll.spec.Output;
import dev.unroll.spec.Pool;
import dev.unroll.spec.WordSpec;
import java.util.Arrays;

/**
 * A small mini-batch of whatever a network reads and says, drawn from a seed: lanes of 5, 3, 3 and 1 steps, of which the third has no
 * target at all, and of the others' steps every fifth row has none.
 */
public final class MadeUpBatch {
    private static final int[] LENGTHS = {5, 3, 3, 1};
    private static final int[] OFFSETS = {0, 4, 7, 10, 11, 12};
    private static final int ROWS = 12;
    private static final int WITHOUT_TARGETS = 2;
    private static final int EVERY = 5;
    private static final int SPELLINGS = 8;
    private static final int LONGEST_WORD = 9;

    /** What is drawn, each kind by counters of its own. */
    private enum Draw {
        UNIT(0),
        TARGET(1),
        FEATURE(2),
        WORD(3),
        LENGTH(4),
        CHARACTER(5),
        CASING(6),
        GIVEN(7);

        private final int number;

        Draw(int number) {
            this.number = number;
        }
    }

    private final Network network;
    private final RandomStream draws;

    private MadeUpBatch(Network network, long seed) {
        this.network = network;
        this.draws = RandomStream.of(seed, Purpose.CHECK, -2);
    }

    /** A mini-batch for this network. */
    public static MiniBatch of(Network network, long seed) {
        MadeUpBatch made = new MadeUpBatch(network, seed);
        long[] lanes = new long[LENGTHS.length];
        Arrays.setAll(lanes, n -> n);
        MiniBatch batch = new MiniBatch(OFFSETS, made.read(), made.targets(), lanes);
        return network.sizes().given() == 0 ? batch : batch.withGiven(made.given());
    }

    /** What each lane begins from; the third from nothing, where it is one of several classes. */
    private Given given() {
        int width = network.sizes().given();
        if (network.spec().given().kind() == GivenSpec.Kind.CLASS) {
            int[] ids = new int[LENGTHS.length];
            Arrays.setAll(ids, n -> n == WITHOUT_TARGETS ? MiniBatch.NONE : below(width, Draw.GIVEN, n));
            return Given.ofClasses(width, ids);
        }
        float[] numbers = new float[LENGTHS.length * width];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) draws.normal(Draw.GIVEN.number, i);
        }
        return Given.ofNumbers(width, numbers);
    }

    private int below(int bound, Draw what, int counter) {
        return (int) (draws.uniformDouble(what.number, counter) * bound);
    }

    private MiniBatch.Read read() {
        int vocabulary = network.sizes().vocabulary();
        int[] units = new int[vocabulary == 0 ? 0 : ROWS];
        int first = network.sizes().given() == 0 ? 1 : LENGTHS.length;
        Arrays.setAll(units, row -> row < first ? MiniBatch.NONE : below(vocabulary, Draw.UNIT, row));
        float[] features = new float[ROWS * network.sizes().features()];
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) draws.normal(Draw.FEATURE.number, i);
        }
        WordSpec words = network.spec().words();
        Spelled spelled = words.reads() ? spelled(words) : Spelled.NONE;
        return new MiniBatch.Read(units, network.sizes().features(), features, spelled);
    }

    /** Fewer spellings than steps, so that some come twice. */
    private Spelled spelled(WordSpec words) {
        int[] starts = new int[SPELLINGS + 1];
        byte[] casing = new byte[SPELLINGS];
        for (int s = 0; s < SPELLINGS; s++) {
            starts[s + 1] = starts[s] + 1 + below(LONGEST_WORD, Draw.LENGTH, s);
            casing[s] = (byte) below(Casing.CLASSES, Draw.CASING, s);
        }
        char[] characters = new char[starts[SPELLINGS]];
        for (int i = 0; i < characters.length; i++) {
            characters[i] = (char) below(network.sizes().characters(), Draw.CHARACTER, i);
        }
        int[] rows = new int[ROWS];
        Arrays.setAll(rows, row -> below(SPELLINGS, Draw.WORD, row));
        return new Spellings(
                        rows,
                        words.spelling() > 0 ? starts : new int[0],
                        characters,
                        words.casing() ? casing : new byte[0])
                .of(rows);
    }

    private Targets targets() {
        boolean steps = network.spec().head().pool() == Pool.NONE;
        Targets.Level level = steps ? Targets.Level.STEP : Targets.Level.RECORD;
        int outputs = network.sizes().outputs();
        int rows = steps ? ROWS : LENGTHS.length;
        Output output = network.spec().head().output();
        if (output == Output.SOFTMAX) {
            int[] ids = new int[rows];
            Arrays.setAll(ids, row -> below(outputs, Draw.TARGET, row));
            if (network.rules().constraints().labels() > 0) {
                ids = allowed(network.rules().constraints());
            }
            for (int row = 0; row < rows; row++) {
                ids[row] = isHidden(steps, row) ? MiniBatch.NONE : ids[row];
            }
            return new Targets.Classes(level, ids);
        }
        float[] values = new float[rows * outputs];
        for (int i = 0; i < values.length; i++) {
            float value =
                    output == Output.SIGMOID ? below(2, Draw.TARGET, i) : (float) draws.normal(Draw.TARGET.number, i);
            boolean missing = outputs > 1 && i % EVERY == EVERY - 1;
            values[i] = isHidden(steps, i / outputs) || missing ? Float.NaN : value;
        }
        return new Targets.Values(level, outputs, values);
    }

    private static boolean isHidden(boolean steps, int row) {
        return steps ? row % EVERY == EVERY - 1 || lane(row) == WITHOUT_TARGETS : row == WITHOUT_TARGETS;
    }

    private static int lane(int row) {
        int t = 0;
        while (OFFSETS[t + 1] <= row) {
            t++;
        }
        return row - OFFSETS[t];
    }

    /** Labels of each lane that may follow each other, from its first step to its last. */
    private int[] allowed(Constraints constraints) {
        int[] ids = new int[ROWS];
        int labels = constraints.labels();
        for (int n = 0; n < LENGTHS.length; n++) {
            boolean[][] ends = ends(constraints, LENGTHS[n]);
            for (int t = 0; t < LENGTHS[n]; t++) {
                int row = OFFSETS[t] + n;
                int label = below(labels, Draw.TARGET, row);
                int tried = 0;
                int before = t == 0 ? -1 : ids[OFFSETS[t - 1] + n];
                while (!ends[t][label] || isForbidden(constraints, before, label)) {
                    label = (label + 1) % labels;
                    if (++tried > labels) {
                        throw new IllegalArgumentException("no labels may follow each other: steps=" + LENGTHS[n]);
                    }
                }
                ids[row] = label;
            }
        }
        return ids;
    }

    private static boolean isForbidden(Constraints constraints, int from, int to) {
        return from < 0 ? constraints.first()[to] : constraints.next()[from * constraints.labels() + to];
    }

    /** Whether a lane that has a label at a step can still come to a good end. */
    private static boolean[][] ends(Constraints constraints, int length) {
        int labels = constraints.labels();
        boolean[][] ends = new boolean[length][labels];
        for (int t = length - 1; t >= 0; t--) {
            for (int from = 0; from < labels; from++) {
                ends[t][from] = t == length - 1 && !constraints.last()[from];
                for (int to = 0; t + 1 < length && to < labels; to++) {
                    ends[t][from] |= ends[t + 1][to] && !isForbidden(constraints, from, to);
                }
            }
        }
        return ends;
    }
}
