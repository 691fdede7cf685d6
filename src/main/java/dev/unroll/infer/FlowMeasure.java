package dev.unroll.infer;

import dev.unroll.data.MiniBatch;
import dev.unroll.data.RecordContent;
import dev.unroll.data.Shard;
import dev.unroll.data.Turn;
import dev.unroll.data.TurnSpec;
import dev.unroll.math.Kernels;
import dev.unroll.nn.Carry;
import dev.unroll.nn.FlowMeans;
import dev.unroll.nn.GradientFlow;
import dev.unroll.nn.Network;
import dev.unroll.nn.PackedNetwork;
import dev.unroll.nn.Workspace;

/**
 * {@link GradientFlow} over so many records of a corpus at most, or so many pieces of a running text.
 *
 * <p>Records are whole and begin at zero. They are taken evenly from a shard's order by length, so that a few stand for all. The pieces
 * of a running text follow each other, the state carried from one to the next, the gradient not.
 *
 * <p>Memory: that of a mini-batch in training, of {@value #LANES} lanes.
 */
public final class FlowMeasure {
    private static final int LANES = 16;
    private static final int WHOLE = 0;
    private static final long SEED = 1; // of the order in which a shard's records are taken

    private final Network network;
    private final PackedNetwork packed;
    private final Workspace work;
    private final GradientFlow flow;
    private final FlowMeans means;
    private final Limits limits;
    private final int lanes;
    private int taken;

    /**
     * How much is looked at.
     *
     * @param step s from 1 on, or {@link GradientFlow#LAST}
     * @param records at most, or pieces
     * @param piece units in a piece of a running text
     */
    public record Limits(int step, int records, int piece) {
        /** Refuses what no record can have. */
        public Limits {
            if (step < 0 || records < 1 || piece < 1) {
                throw new IllegalArgumentException(
                        "nothing to look at: step=" + step + " records=" + records + " piece=" + piece);
            }
        }
    }

    /**
     * @param network the model
     * @param weights its weights
     * @param limits how much is looked at
     */
    public FlowMeasure(Network network, float[] weights, Limits limits) {
        this.network = network;
        this.packed = network.allocate(Kernels.best());
        network.load(weights, packed);
        this.work = network.workspace();
        this.flow = new GradientFlow(network, limits.step());
        this.means = new FlowMeans(flow.states());
        this.limits = limits;
        this.lanes = Math.min(LANES, limits.records());
    }

    /** Whether there is no room for another mini-batch. */
    public boolean isFull() {
        return taken + lanes > limits.records();
    }

    /**
     * Looks at a shard until there is no room.
     *
     * @param content what is read in records, and said about them
     */
    public void add(Shard shard, RecordContent content) {
        if (shard.hasRecords()) {
            Turn turn = new TurnSpec(SEED, lanes, WHOLE, content).turn(shard, 0);
            int windows = Math.min(turn.windows(), (limits.records() - taken) / lanes);
            for (int w = 0; w < windows; w++) {
                MiniBatch batch = turn.at((int) ((2L * w + 1) * turn.windows() / (2L * windows)));
                add(batch, network.zeroCarry(batch.lanes()));
            }
        } else {
            Turn turn = new TurnSpec(SEED, lanes, limits.piece()).turn(shard, 0);
            Carry carry = network.zeroCarry(lanes);
            for (int w = 0; w < turn.windows() && !isFull(); w++) {
                add(turn.at(w), carry);
            }
        }
    }

    private void add(MiniBatch batch, Carry carry) {
        flow.norms(packed, batch, carry, work).forEach(means::add);
        taken += batch.lanes();
    }

    /** What was found so far. */
    public FlowMeans means() {
        return means;
    }
}
