package dev.unroll.infer;

import dev.unroll.data.MiniBatch;
import dev.unroll.nn.Carry;
import dev.unroll.nn.Network;
import dev.unroll.nn.PackedNetwork;
import dev.unroll.nn.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Log-probabilities of whole sequences, each from x&lt;1&gt; = 0 and a&lt;0&gt; = 0.
 *
 * <p>A sequence's numbers have the same bits whatever others are scored with it, so sequences of like length run side by side; long
 * ones are walked in windows, the state carried. One object serves one thread.
 *
 * <p>Memory: that of a mini-batch of {@value #LANES} lanes and {@value #STEPS} steps.
 */
public final class SequenceScorer {
    private static final int LANES = 64;
    private static final int STEPS = 64;

    private final Network network;
    private final PackedNetwork packed;
    private final Workspace work;

    /**
     * @param network the model
     * @param packed its weights
     * @param work scratch
     */
    public SequenceScorer(Network network, PackedNetwork packed, Workspace work) {
        this.network = network;
        this.packed = packed;
        this.work = work;
    }

    /** Takes log-probabilities as they are computed. */
    @FunctionalInterface
    private interface Sink {
        void window(int sequence, int from, double[] logP, int count);
    }

    /** For each sequence the sum over its units, in their order; 0 without units. */
    public double[] sums(List<int[]> sequences) {
        double[] sums = new double[sequences.size()];
        walk(sequences, (sequence, from, logP, count) -> {
            double sum = sums[sequence];
            for (int i = 0; i < count; i++) {
                sum += logP[i];
            }
            sums[sequence] = sum;
        });
        return sums;
    }

    /** For each sequence the log-probability of each of its units. */
    public List<double[]> positions(List<int[]> sequences) {
        List<double[]> positions = new ArrayList<>();
        sequences.forEach(sequence -> positions.add(new double[sequence.length]));
        walk(
                sequences,
                (sequence, from, logP, count) -> System.arraycopy(logP, 0, positions.get(sequence), from, count));
        return positions;
    }

    private void walk(List<int[]> sequences, Sink sink) {
        long[] order = new long[sequences.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = (long) (Integer.MAX_VALUE - sequences.get(i).length) << 32 | i;
        }
        Arrays.sort(order);
        for (int from = 0; from < order.length; from += LANES) {
            int[] lanes = new int[Math.min(LANES, order.length - from)];
            for (int n = 0; n < lanes.length; n++) {
                lanes[n] = (int) order[from + n];
            }
            walkLanes(sequences, lanes, sink);
        }
    }

    /** Sequences by falling length, window by window. */
    private void walkLanes(List<int[]> sequences, int[] lanes, Sink sink) {
        int longest = sequences.get(lanes[0]).length;
        Carry carry = network.zeroCarry(lanes.length);
        double[] lane = new double[STEPS];
        for (int first = 0; first < longest; first += STEPS) {
            MiniBatch batch = window(sequences, lanes, first, Math.min(longest, first + STEPS));
            network.score(packed, batch, carry, work);
            double[] losses = work.losses();
            for (int n = 0; n < batch.lanes(); n++) {
                int count = 0;
                while (count < batch.steps() && n < batch.active(count)) {
                    lane[count] = 0 - losses[batch.offset(count) + n]; // a certain unit has log-probability 0, not -0
                    count++;
                }
                sink.window(lanes[n], first, lane, count);
            }
        }
    }

    /** Steps [first, last) of those lanes that have come so far. */
    private static MiniBatch window(List<int[]> sequences, int[] lanes, int first, int last) {
        int active = lanes.length;
        int[] offsets = new int[last - first + 1];
        for (int t = first; t < last; t++) {
            while (sequences.get(lanes[active - 1]).length <= t) {
                active--;
            }
            offsets[t - first + 1] = offsets[t - first] + active;
        }
        int[] inputs = new int[offsets[last - first]];
        int[] targets = new int[inputs.length];
        long[] laneIds = new long[offsets[1]];
        for (int n = 0; n < laneIds.length; n++) {
            laneIds[n] = n;
            int[] units = sequences.get(lanes[n]);
            int before = first == 0 ? MiniBatch.NONE : units[first - 1];
            for (int t = first; t < Math.min(last, units.length); t++) {
                int row = offsets[t - first] + n;
                inputs[row] = before;
                before = units[t];
                targets[row] = before;
            }
        }
        return new MiniBatch(offsets, inputs, targets, laneIds);
    }
}
