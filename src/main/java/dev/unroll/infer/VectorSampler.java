package dev.unroll.infer;

import dev.unroll.data.MiniBatch;
import dev.unroll.data.Targets;
import dev.unroll.math.RandomStream;
import dev.unroll.math.RandomStream.Purpose;
import dev.unroll.nn.Carry;
import dev.unroll.nn.Network;
import dev.unroll.nn.PackedNetwork;
import dev.unroll.nn.Workspace;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws new sequences of vectors from a language model over such: x&lt;1&gt; = 0, a&lt;0&gt; = 0, draw each number from its own sigmoid,
 * feed back.
 *
 * <p>Sample i is the same whatever N: its draws are named by (seed, i, step, number), and a lane's numbers do not depend on its
 * neighbours.
 *
 * <p>Memory: 4 T K bytes a sample; 1,000 steps of 88 notes: 352 KB.
 */
public final class VectorSampler {
    private static final int LANES = 64;

    private final Network network;
    private final PackedNetwork packed;
    private final Workspace work;
    private final int width;

    /**
     * @param network the model
     * @param packed its weights
     */
    public VectorSampler(Network network, PackedNetwork packed) {
        this.network = network;
        this.packed = packed;
        this.work = network.workspace();
        this.width = network.sizes().outputs();
    }

    /**
     * How samples are drawn.
     *
     * @param steps T of each
     * @param temperature scores are divided by it; 0 says 1 where that is likelier than 0
     * @param seed names the draws
     */
    public record Range(int steps, double temperature, long seed) {}

    /** Samples 0 to {@code count - 1}, each (T, K) of zeros and ones. */
    public List<float[]> samples(int count, Range range) {
        List<float[]> samples = new ArrayList<>();
        while (samples.size() < count) {
            samples.addAll(lanes(samples.size(), Math.min(LANES, count - samples.size()), range));
        }
        return samples;
    }

    private List<float[]> lanes(int first, int count, Range range) {
        RandomStream stream = RandomStream.of(range.seed(), Purpose.SAMPLE);
        List<float[]> samples = new ArrayList<>();
        long[] ids = new long[count];
        for (int n = 0; n < count; n++) {
            samples.add(new float[range.steps() * width]);
            ids[n] = n;
        }
        Carry carry = network.zeroCarry(count);
        float[] scores = new float[count * width];
        float[] read = new float[count * width];
        for (int t = 0; t < range.steps(); t++) {
            MiniBatch.Read reads = new MiniBatch.Read(new int[0], width, read);
            MiniBatch step = new MiniBatch(new int[] {0, count}, reads, Targets.NONE, ids);
            network.next(packed, new Network.Window(step, carry, null), work, scores);
            read = new float[count * width];
            for (int n = 0; n < count; n++) {
                for (int k = 0; k < width; k++) {
                    double uniform = stream.uniformDouble(first + n, (long) t * width + k);
                    read[n * width + k] = isOne(scores[n * width + k], range.temperature(), uniform) ? 1 : 0;
                }
                System.arraycopy(read, n * width, samples.get(n), t * width, width);
            }
        }
        return samples;
    }

    /** Whether u falls below sigmoid(s / temperature). */
    private static boolean isOne(float score, double temperature, double uniform) {
        return temperature == 0 ? score > 0 : uniform * (1 + StrictMath.exp(-score / temperature)) < 1;
    }
}
