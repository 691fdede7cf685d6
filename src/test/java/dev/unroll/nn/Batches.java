package dev.unroll.nn;

import dev.unroll.data.MiniBatch;
import java.util.Random;

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
        int[] inputs = new int[offsets[steps]];
        int[] targets = new int[offsets[steps]];
        for (int t = 0; t < steps; t++) {
            int source = batch.offset(from + t) + first;
            System.arraycopy(batch.inputs(), source, inputs, offsets[t], offsets[t + 1] - offsets[t]);
            System.arraycopy(batch.classes(), source, targets, offsets[t], offsets[t + 1] - offsets[t]);
        }
        long[] ids = new long[steps == 0 ? 0 : offsets[1]];
        System.arraycopy(batch.laneIds(), first, ids, 0, ids.length);
        return new MiniBatch(offsets, inputs, targets, ids);
    }

    static int[] offsets(int... lengths) {
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

    static long[] ids(int lanes) {
        long[] ids = new long[lanes];
        for (int n = 0; n < lanes; n++) {
            ids[n] = n;
        }
        return ids;
    }
}
