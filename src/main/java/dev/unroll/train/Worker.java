package dev.unroll.train;

import dev.unroll.data.MiniBatch;
import dev.unroll.data.Turn;
import dev.unroll.nn.Carry;
import dev.unroll.nn.Dropout;
import dev.unroll.nn.Loss;
import dev.unroll.nn.Network;
import dev.unroll.nn.PackedNetwork;
import dev.unroll.nn.Workspace;
import dev.unroll.optim.Clip;
import dev.unroll.optim.Optimizer;
import dev.unroll.spec.SyncSpec;
import dev.unroll.spec.TrainSpec;
import java.io.Serializable;
import java.util.Arrays;
import java.util.BitSet;

/**
 * One logical worker's part of a round: mini-batches of its turn, forward and backward.
 *
 * @implNote With one local step the gradient itself returns. With H local steps the worker takes them on a copy of the weights, each
 * dividing by its own weight, clipping and stepping, and returns weight * (w - w_0), and where the inner optimizer's moments are
 * averaged too, weight * moments behind it. Both are sums; who reads them divides by the summed weight. A step's weight is the number
 * of its terms where each counts 1.
 *
 * <p>The result is a pure function of (spec, weights, part, shard): a retry, a speculative copy or another machine gives the same
 * bits.
 */
public final class Worker {
    /**
     * What all workers of a round share.
     *
     * @param number of the round, from 0
     * @param rate learning rate of its local steps
     * @param weights flat weights, nobody writes them
     * @param innerState moments of the inner optimizer, for averaged local steps; otherwise empty
     * @param innerSteps steps those stand for
     */
    public record Round(long number, double rate, float[] weights, float[][] innerState, long innerSteps) {}

    /**
     * One worker's part.
     *
     * @param worker logical worker
     * @param shard logical shard
     * @param epoch from 0
     * @param first window of the turn
     * @param count windows, at most the local steps
     * @param carry the state before the first window, as {@link Carry#toBytes}; empty = zero
     */
    public record Part(int worker, int shard, int epoch, int first, int count, byte[] carry) implements Serializable {}

    /**
     * What comes back.
     *
     * @param worker logical worker
     * @param sum summed gradient or difference; without terms if something went wrong
     * @param carry the state behind the last window; empty where the turn is over, nothing is kept or something went wrong
     * @param fault what was not finite and where, empty if all was well
     */
    public record Result(int worker, GradientSum sum, byte[] carry, String fault) {}

    private static final byte[] NO_CARRY = {};

    private final Network network;
    private final TrainSpec spec;
    private final PackedPool pool;

    /**
     * @param network what to train
     * @param spec how
     * @param pool packed weights and scratch of this JVM
     */
    public Worker(Network network, TrainSpec spec, PackedPool pool) {
        this.network = network;
        this.spec = spec;
        this.pool = pool;
    }

    /** Computes a part over its shard's turn. */
    public Result run(Round round, Part part, Turn turn) {
        Workspace work = pool.workspace(network);
        try {
            return spec.sync().localSteps() == 1
                    ? gradient(round, part, turn, work)
                    : localSteps(round, part, turn, work);
        } finally {
            pool.release(work);
        }
    }

    private Result gradient(Round round, Part part, Turn turn, Workspace work) {
        float[] gradient = new float[network.layout().size()];
        GradientSum.SparseRows rows =
                GradientSum.SparseRows.of(network.layout(), network.spec().tied());
        PackedNetwork packed = pool.acquire(network, round.number(), round.weights());
        try {
            MiniBatch batch = turn.at(part.first());
            Carry carry = before(part, turn, part.first(), network.zeroCarry(batch.lanes()));
            Loss loss = network.train(packed, window(batch, carry, round, part, 0), work, gradient);
            String wrong = loss.isWeightless() ? "" : NotFinite.describe(loss, network.layout(), gradient);
            if (!wrong.isEmpty()) {
                return fault(part, wrong);
            }
            GradientSum sum = new GradientSum(gradient, rows, touched(rows, batch), loss);
            return new Result(part.worker(), sum, after(part, turn, carry), "");
        } finally {
            pool.release(packed);
        }
    }

    private Result localSteps(Round round, Part part, Turn turn, Workspace work) {
        float[] weights = round.weights().clone();
        float[] gradient = new float[weights.length];
        Optimizer optimizer = Optimizer.of(spec.optimizer(), weights.length);
        for (int s = 0; s < round.innerState().length; s++) {
            System.arraycopy(round.innerState()[s], 0, optimizer.state()[s], 0, weights.length);
        }
        optimizer.setSteps(round.innerSteps());
        PackedNetwork packed = pool.privateCopy(network);
        try {
            Loss total = Loss.NONE;
            Carry carry = network.zeroCarry(turn.at(part.first()).lanes());
            for (int step = 0; step < part.count(); step++) {
                int at = part.first() + step;
                MiniBatch batch = turn.at(at);
                carry = step == 0 ? before(part, turn, at, carry) : continued(turn, at, carry);
                network.load(weights, packed);
                Arrays.fill(gradient, 0f);
                Loss loss = network.train(packed, window(batch, carry, round, part, step), work, gradient);
                total = total.plus(loss);
                if (loss.isWeightless()) {
                    continue;
                }
                GradientSum.dense(gradient, loss).mean();
                String wrong = NotFinite.describe(loss, network.layout(), gradient);
                if (!wrong.isEmpty()) {
                    return fault(part, "local-step=" + step + " " + wrong);
                }
                clip(spec, gradient);
                optimizer.step(weights, gradient, round.rate());
            }
            float[] values = differences(round.weights(), weights, optimizer, (float) total.weight());
            return new Result(part.worker(), GradientSum.dense(values, total), after(part, turn, carry), "");
        } finally {
            pool.release(packed);
        }
    }

    /** Clips in place, by value and then by norm; returns the norm before. */
    static double clip(TrainSpec spec, float[] gradient) {
        if (spec.clip().value() > 0) {
            Clip.byValue(gradient, spec.clip().value());
        }
        return Clip.byNorm(gradient, spec.clip().norm() > 0 ? spec.clip().norm() : Double.POSITIVE_INFINITY);
    }

    private float[] differences(float[] before, float[] after, Optimizer optimizer, float weight) {
        boolean average = spec.sync().innerState() == SyncSpec.InnerState.AVERAGE;
        float[][] moments = average ? optimizer.state() : new float[0][];
        float[] values = new float[Math.multiplyExact(after.length, 1 + moments.length)];
        for (int i = 0; i < after.length; i++) {
            values[i] = weight * (after[i] - before[i]);
        }
        for (int s = 0; s < moments.length; s++) {
            int at = (s + 1) * after.length;
            for (int i = 0; i < after.length; i++) {
                values[at + i] = weight * moments[s][i];
            }
        }
        return values;
    }

    private static Result fault(Part part, String what) {
        GradientSum none = GradientSum.dense(new float[0], Loss.NONE);
        return new Result(part.worker(), none, NO_CARRY, "shard=" + part.shard() + " " + what);
    }

    private Network.Window window(MiniBatch batch, Carry carry, Round round, Part part, int step) {
        return new Network.Window(
                batch,
                carry,
                new Dropout(spec.seed(), part.epoch(), round.number(), step, part.worker(), part.shard()));
    }

    private Carry before(Part part, Turn turn, int window, Carry zero) {
        boolean kept = part.carry().length != 0 && !turn.startsAfresh(window);
        return kept ? Carry.fromBytes(part.carry()) : zero;
    }

    private Carry continued(Turn turn, int window, Carry carry) {
        return turn.startsAfresh(window) ? network.zeroCarry(turn.at(window).lanes()) : carry;
    }

    private byte[] after(Part part, Turn turn, Carry carry) {
        int next = part.first() + part.count();
        boolean kept = spec.carry() == TrainSpec.CarryMode.KEEP && next < turn.windows() && !turn.startsAfresh(next);
        return kept ? carry.toBytes() : NO_CARRY;
    }

    private static BitSet touched(GradientSum.SparseRows rows, MiniBatch batch) {
        BitSet touched = new BitSet(rows.rows());
        if (rows.rows() > 0) {
            for (int id : batch.inputs()) {
                if (id != MiniBatch.NONE) {
                    touched.set(id);
                }
            }
        }
        return touched;
    }
}
