package dev.unroll.nn;

import dev.unroll.data.MiniBatch;
import dev.unroll.data.Targets;
import dev.unroll.spec.Cell;
import dev.unroll.spec.Pool;
import dev.unroll.spec.UsageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How far back a record's loss reaches: how large its gradient is by each state that led to it.
 *
 * <pre>
 *   norm[k] = |dL / da&lt;s-k&gt;|_2,   and |dL / dc&lt;s-k&gt;|_2 of an LSTM       k = 0, 1, .. as far as the record goes back
 * </pre>
 *
 * <p>L is the loss of one step s where steps have answers, and the record's where it has one answer or its labels are a chain. A
 * derivative counts all ways from the state to L: the next step, the layers above, the head; an LSTM's c also by way of its own a. A
 * scan counts k in its own order, so that {@code <s-k>} of a backward one is the step k behind s; where L is the record's, both count
 * from the last step they come to.
 *
 * @implNote One way forward and back of {@link Network}, all targets but those of the steps s taken away, with a {@link Probe} on every
 * scan. What it finds at step t is the gradient dA (dC) that step t + 1 handed back, to which the outputs' own is added:
 *
 * <pre>
 *   da&lt;t&gt; = dH&lt;t&gt; + dA
 *   dc&lt;t&gt; = dC + da&lt;t&gt; * o (1 - tanh(c)^2)
 * </pre>
 *
 * Lanes know nothing of each other, so the gradient of their summed loss by a lane's state is that of the lane's own.
 *
 * <p>Memory: that of a mini-batch in training, one gradient ({@code 4 P}), and 8 bytes for each state of each row.
 */
public final class GradientFlow {
    /** Stands for a record's last step that has a loss. */
    public static final int LAST = 0;

    private static final double[][] NONE = {};

    private final Network network;
    private final int step;
    private final boolean whole;
    private final List<State> states = new ArrayList<>();
    private final float[] gradient; // of the weights: written, never read

    /**
     * Which state.
     *
     * @param layer from 0
     * @param direction 0 forward, 1 backward
     * @param kind a or c
     */
    public record State(int layer, int direction, Kind kind) {
        /** What a cell carries from step to step. */
        public enum Kind {
            /** The output a; a GRU's c. */
            A,
            /** The memory cell c of an LSTM. */
            C
        }
    }

    /**
     * @param network whose
     * @param step s from 1 on, or {@link #LAST}
     */
    public GradientFlow(Network network, int step) {
        this.network = network;
        this.step = step;
        this.whole = network.spec().head().pool() != Pool.NONE
                || network.spec().head().crf();
        if (whole && step != LAST) {
            throw new UsageException(
                    "records have one loss, steps have none of their own: step=" + step,
                    "leave the step out: the record's loss is followed back");
        }
        int directions = network.spec().bidirectional() ? 2 : 1;
        for (int l = 0; l < network.spec().layers(); l++) {
            for (int d = 0; d < directions; d++) {
                states.add(new State(l, d, State.Kind.A));
                if (network.spec().cell() == Cell.LSTM) {
                    states.add(new State(l, d, State.Kind.C));
                }
            }
        }
        this.gradient = new float[network.layout().size()];
    }

    /** All states that are looked at: layer by layer, forward before backward, a before c. */
    public List<State> states() {
        return List.copyOf(states);
    }

    /**
     * The norms of each lane that has such a loss, in the order of lanes.
     *
     * @param carry states of at least as many lanes; afterwards those behind each lane's last step
     * @return [state][k], k from 0 on; lanes without the step s, or without a target there, are left out
     */
    public List<double[][]> norms(PackedNetwork packed, MiniBatch batch, Carry carry, Workspace work) {
        int[] lengths = Rows.lengths(batch);
        int[] steps = new int[lengths.length];
        double[][][] norms = new double[lengths.length][][];
        for (int n = 0; n < lengths.length; n++) {
            steps[n] = whole ? last(batch, n, lengths[n]) : chosen(batch, n, lengths[n]);
            norms[n] = steps[n] < 0 ? NONE : room(lengths[n], steps[n]);
        }
        MiniBatch read = whole ? batch : batch.withTargets(only(batch, steps));
        network.train(
                packed,
                new Network.Window(read, carry, null),
                work,
                gradient,
                (scan, layer, direction) -> probe(scan, first(layer, direction), norms));
        return Arrays.stream(norms).filter(own -> own.length > 0).toList();
    }

    /** s of lane n counted from 0, -1 if it has none. */
    private int chosen(MiniBatch batch, int n, int length) {
        if (step != LAST) {
            return step <= length && batch.targets().isLabelled(batch.offset(step - 1) + n) ? step - 1 : -1;
        }
        int t = length - 1;
        while (t >= 0 && !batch.targets().isLabelled(batch.offset(t) + n)) {
            t--;
        }
        return t;
    }

    /** The last step of lane n, -1 if the record has no loss. */
    private static int last(MiniBatch batch, int n, int length) {
        Targets targets = batch.targets();
        boolean labelled = targets.level() == Targets.Level.RECORD && targets.isLabelled(n);
        for (int t = 0; t < length && targets.level() == Targets.Level.STEP; t++) {
            labelled |= targets.isLabelled(batch.offset(t) + n);
        }
        return labelled ? length - 1 : -1;
    }

    /** [state][k] for as many k as a scan has steps up to s. */
    private double[][] room(int length, int s) {
        double[][] norms = new double[states.size()][];
        for (int i = 0; i < norms.length; i++) {
            boolean forward = whole || states.get(i).direction() == 0;
            norms[i] = new double[forward ? s + 1 : length - s];
        }
        return norms;
    }

    /** The targets of the steps s alone. */
    private static Targets only(MiniBatch batch, int[] steps) {
        if (batch.targets() instanceof Targets.Values all) {
            float[] values = new float[all.values().length];
            Arrays.fill(values, Float.NaN);
            for (int n = 0; n < steps.length; n++) {
                if (steps[n] >= 0) {
                    int at = (batch.offset(steps[n]) + n) * all.width();
                    System.arraycopy(all.values(), at, values, at, all.width());
                }
            }
            return new Targets.Values(all.level(), all.width(), values);
        }
        int[] ids = new int[batch.classes().length];
        Arrays.fill(ids, MiniBatch.NONE);
        for (int n = 0; n < steps.length; n++) {
            if (steps[n] >= 0) {
                int row = batch.offset(steps[n]) + n;
                ids[row] = batch.classes()[row];
            }
        }
        return new Targets.Classes(batch.targets().level(), ids);
    }

    /** The index of a scan's first state. */
    private int first(int layer, int direction) {
        return states.indexOf(new State(layer, direction, State.Kind.A));
    }

    private static Probe probe(Scan scan, int first, double[][][] norms) {
        return (seen, t, dH, dState) -> {
            for (int n = 0; n < seen.batch().active(t); n++) {
                double[][] own = norms[n];
                int k = own.length == 0 ? -1 : own[first].length - 1 - t;
                if (k >= 0) {
                    int row = seen.batch().offset(t) + n;
                    own[first][k] = outputs(scan.hidden(), row, n, dH, dState[0]);
                    if (scan instanceof Lstm lstm) {
                        own[first + 1][k] = memory(lstm, seen.tape(), new Lane(row, n), dH, dState);
                    }
                }
            }
        };
    }

    private static double outputs(int hidden, int row, int n, float[] dH, float[] dA) {
        double sum = 0;
        for (int j = 0; j < hidden; j++) {
            double da = dH[row * hidden + j] + dA[n * hidden + j];
            sum += da * da;
        }
        return Math.sqrt(sum);
    }

    /** A lane's row at a step. */
    private record Lane(int row, int n) {}

    private static double memory(Lstm lstm, Tape tape, Lane lane, float[] dH, float[][] dState) {
        int hidden = lstm.hidden();
        double sum = 0;
        for (int j = 0; j < hidden; j++) {
            int at = lane.n() * hidden + j;
            float da = dH[lane.row() * hidden + j] + dState[0][at];
            double dc = lstm.memoryGradient(tape, lane.row(), j, da, dState[1][at]);
            sum += dc * dc;
        }
        return Math.sqrt(sum);
    }
}
