package dev.unroll.infer;

import dev.unroll.data.Given;
import dev.unroll.data.MiniBatch;
import dev.unroll.math.RandomStream;
import dev.unroll.math.RandomStream.Purpose;
import dev.unroll.nn.Carry;
import dev.unroll.nn.Network;
import dev.unroll.nn.PackedNetwork;
import dev.unroll.nn.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Draws new sequences from a model of units: x&lt;1&gt; = 0, a&lt;0&gt; = 0, or what is given in the place of either; draw from the softmax, feed
 * back.
 *
 * <p>Samples run as lanes, some at a time. Sample i is the same whatever N: its draws are named by (seed, i, position), and a lane's
 * numbers do not depend on its neighbours.
 *
 * <p>Memory: 4 lanes V bytes of scores, 64 lanes at most and 16 MB unless one lane needs more; 50,000 words: 12.8 MB. And 4 bytes a unit
 * drawn.
 */
public final class Sampler {
    private static final int LANES = 64;
    private static final int SCORES = 1 << 22;

    private final Network network;
    private final PackedNetwork packed;
    private final Workspace work;
    private final Draw draw;

    /**
     * @param network the model
     * @param packed its weights
     * @param draw how a unit is picked
     */
    public Sampler(Network network, PackedNetwork packed, Draw draw) {
        this.network = network;
        this.packed = packed;
        this.work = network.workspace();
        this.draw = draw;
    }

    /**
     * Where samples begin and end.
     *
     * @param prime units read before the first draw, part of no sample
     * @param length most units of a sample
     * @param end a unit that ends a sample and is not part of it; -1 = none
     * @param seed names the draws
     * @param given what each sample begins from, that of one lane
     */
    public record Range(int[] prime, int length, int end, long seed, Given given) {
        /** Samples that begin from nothing. */
        public Range(int[] prime, int length, int end, long seed) {
            this(prime, length, end, seed, Given.NONE);
        }
    }

    /** Samples 0 to {@code count - 1}, each as its units. */
    public List<int[]> samples(int count, Range range) {
        int lanes = Math.max(1, Math.min(LANES, SCORES / network.sizes().outputs()));
        List<int[]> samples = new ArrayList<>();
        while (samples.size() < count) {
            samples.addAll(lanes(samples.size(), Math.min(lanes, count - samples.size()), range));
        }
        return samples;
    }

    /** Samples {@code first} to {@code first + count - 1}. */
    private List<int[]> lanes(int first, int count, Range range) {
        RandomStream stream = RandomStream.of(range.seed(), Purpose.SAMPLE);
        int vocabulary = network.sizes().outputs();
        float[] scores = new float[count * vocabulary];
        Carry carry = network.zeroCarry(count);
        MiniBatch step = prime(count, range.prime()).withGiven(range.given().repeated(count));
        int[][] units = new int[count][range.length()];
        int[] lengths = new int[count];
        boolean[] ended = new boolean[count];
        int running = count;
        int[] inputs = new int[count];
        for (int position = 0; position < range.length() && running > 0; position++) {
            network.next(packed, new Network.Window(step, carry, null), work, scores);
            for (int n = 0; n < count; n++) {
                if (ended[n]) {
                    continue;
                }
                inputs[n] = draw.pick(scores, n * vocabulary, vocabulary, stream.uniformDouble(first + n, position));
                if (inputs[n] == range.end()) {
                    ended[n] = true;
                    running--;
                } else {
                    units[n][lengths[n]++] = inputs[n];
                }
            }
            step = new MiniBatch(new int[] {0, count}, inputs, new int[0], ids(count));
        }
        List<int[]> samples = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            samples.add(Arrays.copyOf(units[n], lengths[n]));
        }
        return samples;
    }

    /** Every lane reads nothing and then the prime. */
    private static MiniBatch prime(int count, int[] prime) {
        int[] offsets = new int[prime.length + 2];
        int[] inputs = new int[(prime.length + 1) * count];
        Arrays.fill(inputs, 0, count, MiniBatch.NONE);
        for (int t = 0; t <= prime.length; t++) {
            offsets[t + 1] = offsets[t] + count;
            if (t > 0) {
                Arrays.fill(inputs, t * count, (t + 1) * count, prime[t - 1]);
            }
        }
        return new MiniBatch(offsets, inputs, new int[0], ids(count));
    }

    private static long[] ids(int count) {
        long[] ids = new long[count];
        for (int n = 0; n < count; n++) {
            ids[n] = n;
        }
        return ids;
    }
}
