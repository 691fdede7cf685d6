package dev.unroll.train;

import dev.unroll.data.MiniBatch;
import dev.unroll.data.Turn;
import dev.unroll.nn.Carry;
import dev.unroll.nn.Loss;
import dev.unroll.nn.Network;
import dev.unroll.nn.PackedNetwork;
import dev.unroll.nn.Workspace;

/** The loss of a network over a whole turn, state carried. */
public final class Scoring {
    private Scoring() {}

    /**
     * The summed loss of a turn's windows.
     *
     * @param pool packed weights of this JVM
     * @param round names the weights in the pool and holds them
     */
    public static Loss loss(Network network, PackedPool pool, Worker.Round round, Turn turn) {
        PackedNetwork packed = pool.acquire(network, round.number(), round.weights());
        Workspace work = pool.workspace(network);
        try {
            Loss sum = Loss.NONE;
            Carry carry = network.zeroCarry(0);
            for (int w = 0; w < turn.windows(); w++) {
                MiniBatch batch = turn.at(w);
                if (turn.startsAfresh(w)) {
                    carry = network.zeroCarry(batch.lanes());
                }
                sum = sum.plus(network.score(packed, batch, carry, work));
            }
            return sum;
        } finally {
            pool.release(work);
            pool.release(packed);
        }
    }
}
