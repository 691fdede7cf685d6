package dev.unroll.nn;

import dev.unroll.data.Casing;
import dev.unroll.data.MiniBatch;
import dev.unroll.data.Spelled;
import dev.unroll.data.Spellings;
import dev.unroll.data.Targets;
import dev.unroll.spec.WordSpec;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/** Mini-batches for tests. */
public final class Batches {
    private Batches() {}

    /**
     * Seeded units for lanes of these lengths, longest first; the first input of lane 0 is "nothing before", every fifth row has no
     * target.
     */
    public static MiniBatch random(int vocabulary, long seed, int... lengths) {
        Random random = new Random(seed);
        int[] offsets = offsets(lengths);
        int rows = offsets[offsets.length - 1];
        int[] inputs = random.ints(rows, 0, vocabulary).toArray();
        int[] targets = random.ints(rows, 0, vocabulary).toArray();
        inputs[0] = MiniBatch.NONE;
        for (int r = 4; r < rows; r += 5) {
            targets[r] = -1;
        }
        return new MiniBatch(offsets, inputs, targets, ids(lengths.length));
    }

    /** The same steps and lanes, read and labelled otherwise. */
    public static MiniBatch with(MiniBatch batch, MiniBatch.Read read, Targets targets) {
        int[] offsets = new int[batch.steps() + 1];
        Arrays.setAll(offsets, batch::offset);
        return new MiniBatch(offsets, read, targets, batch.laneIds());
    }

    /** The same, labelled otherwise. */
    public static MiniBatch with(MiniBatch batch, Targets targets) {
        return with(
                batch,
                new MiniBatch.Read(batch.inputs(), batch.featureWidth(), batch.features(), batch.spelled()),
                targets);
    }

    /** The same units with seeded numbers beside them. */
    public static MiniBatch withFeatures(MiniBatch batch, int width, long seed) {
        float[] features = numbers(batch.rows() * width, seed);
        return with(batch, new MiniBatch.Read(batch.inputs(), width, features, batch.spelled()), batch.targets());
    }

    /** The same units as seeded words, of which some come twice, of up to nine of so many characters. */
    public static MiniBatch withWords(MiniBatch batch, WordSpec words, int characters, long seed) {
        Random random = new Random(seed);
        int distinct = 1 + 2 * batch.rows() / 3;
        int[] starts = new int[distinct + 1];
        for (int s = 0; s < distinct; s++) {
            starts[s + 1] = starts[s] + 1 + random.nextInt(9);
        }
        char[] ids = new char[starts[distinct]];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = (char) random.nextInt(characters);
        }
        byte[] casing = new byte[distinct];
        for (int s = 0; s < distinct; s++) {
            casing[s] = (byte) random.nextInt(Casing.CLASSES);
        }
        int[] rows = random.ints(batch.rows(), 0, distinct).toArray();
        Spellings all = new Spellings(
                rows, words.spelling() > 0 ? starts : new int[0], ids, words.casing() ? casing : new byte[0]);
        MiniBatch.Read read = new MiniBatch.Read(batch.inputs(), batch.featureWidth(), batch.features(), all.of(rows));
        return with(batch, read, batch.targets());
    }

    /** Seeded numbers from -1 to 1. */
    public static float[] numbers(int count, long seed) {
        Random random = new Random(seed);
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = 2 * random.nextFloat() - 1;
        }
        return numbers;
    }

    /** Lanes {@code first} to {@code first + count} of a mini-batch, steps {@code from} to {@code to}. */
    public static MiniBatch slice(MiniBatch batch, int first, int count, int from, int to) {
        int steps = 0;
        while (from + steps < Math.min(to, batch.steps()) && batch.active(from + steps) > first) {
            steps++;
        }
        int[] offsets = new int[steps + 1];
        for (int t = 0; t < steps; t++) {
            offsets[t + 1] = offsets[t] + Math.min(count, batch.active(from + t) - first);
        }
        int lanes = steps == 0 ? 0 : offsets[1];
        int[] rows = new int[offsets[steps]];
        for (int t = 0; t < steps; t++) {
            for (int n = 0; n < offsets[t + 1] - offsets[t]; n++) {
                rows[offsets[t] + n] = batch.offset(from + t) + first + n;
            }
        }
        int width = batch.featureWidth();
        MiniBatch.Read read = new MiniBatch.Read(
                batch.inputs().length == 0 ? new int[0] : pick(batch.inputs(), rows),
                width,
                pick(batch.features(), width, rows),
                pick(batch.spelled(), rows));
        long[] ids = Arrays.copyOfRange(batch.laneIds(), first, first + lanes);
        return new MiniBatch(offsets, read, targets(batch.targets(), rows, first, lanes), ids);
    }

    private static Targets targets(Targets all, int[] rows, int first, int lanes) {
        boolean steps = all.level() == Targets.Level.STEP;
        int[] own = steps ? rows : IntStream.range(first, first + lanes).toArray();
        if (all instanceof Targets.Values values) {
            return new Targets.Values(all.level(), values.width(), pick(values.values(), values.width(), own));
        }
        int[] ids = ((Targets.Classes) all).ids();
        return new Targets.Classes(all.level(), ids.length == 0 ? ids : pick(ids, own));
    }

    /** The words of these rows, their spellings in lanes of their own. */
    private static Spelled pick(Spelled all, int[] rows) {
        int[] casing = all.casing().length == 0 ? all.casing() : pick(all.casing(), rows);
        if (all.lanes().length == 0) {
            return new Spelled(all.lanes(), all.offsets(), all.characters(), casing);
        }
        MiniBatch sequences = all.sequences();
        int[] starts = new int[sequences.lanes() + 1];
        char[] characters = new char[sequences.rows()];
        for (int lane = 0; lane < sequences.lanes(); lane++) {
            int at = starts[lane];
            for (int j = 0; j < sequences.steps() && sequences.active(j) > lane; j++) {
                characters[at++] = (char) sequences.inputs()[sequences.offset(j) + lane];
            }
            starts[lane + 1] = at;
        }
        Spelled some = new Spellings(all.lanes(), starts, characters, new byte[0]).of(pick(all.lanes(), rows));
        return new Spelled(some.lanes(), some.offsets(), some.characters(), casing);
    }

    private static int[] pick(int[] values, int[] rows) {
        return Arrays.stream(rows).map(row -> values[row]).toArray();
    }

    private static float[] pick(float[] values, int width, int[] rows) {
        float[] picked = new float[rows.length * width];
        for (int r = 0; r < rows.length; r++) {
            System.arraycopy(values, rows[r] * width, picked, r * width, width);
        }
        return picked;
    }

    /** Row of each step's first lane. */
    public static int[] offsets(int... lengths) {
        int[] offsets = new int[lengths[0] + 1];
        for (int t = 0; t < lengths[0]; t++) {
            int active = 0;
            while (active < lengths.length && lengths[active] > t) {
                active++;
            }
            offsets[t + 1] = offsets[t] + active;
        }
        return offsets;
    }

    /** 0, 1, .. */
    public static long[] ids(int lanes) {
        long[] ids = new long[lanes];
        for (int n = 0; n < lanes; n++) {
            ids[n] = n;
        }
        return ids;
    }
}
