package dev.unroll.train;

import dev.unroll.math.Kernels;
import dev.unroll.nn.Network;
import dev.unroll.nn.PackedNetwork;
import dev.unroll.nn.Workspace;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Packed weights and scratch of one JVM for one network, shared by all its task threads.
 *
 * <p>The weights of a round are packed by the first thread that needs them and read by all; the panels of a past round are filled
 * again once nobody reads them.
 */
public final class PackedPool {
    private final Deque<PackedNetwork> spare = new ArrayDeque<>();
    private final Deque<Workspace> workspaces = new ArrayDeque<>();
    private @Nullable Shared current;

    /** The packed weights of one round and who is using them. */
    private static final class Shared {
        final long round;
        final PackedNetwork packed;
        int users;

        Shared(long round, PackedNetwork packed) {
            this.round = round;
            this.packed = packed;
        }
    }

    private final Deque<Shared> retired = new ArrayDeque<>();

    /** The round's weights, packed; to be given back by {@link #release(PackedNetwork)}. */
    public synchronized PackedNetwork acquire(Network network, long round, float[] weights) {
        Shared shared = current;
        if (shared == null || shared.round != round) {
            retire();
            PackedNetwork packed = take(network);
            network.load(weights, packed);
            shared = new Shared(round, packed);
            current = shared;
        }
        shared.users++;
        return shared.packed;
    }

    /** Panels for one thread alone, not loaded; to be given back. */
    public synchronized PackedNetwork privateCopy(Network network) {
        return take(network);
    }

    /** Gives panels back. */
    public synchronized void release(PackedNetwork packed) {
        Shared shared = current;
        if (shared != null && shared.packed == packed) {
            shared.users--;
            return;
        }
        Shared past = null;
        for (Shared candidate : retired) {
            past = candidate.packed == packed ? candidate : past;
        }
        if (past != null) {
            past.users--;
            if (past.users > 0) {
                return;
            }
            retired.remove(past);
        }
        spare.push(packed);
    }

    /** Scratch for one thread; to be given back. */
    public synchronized Workspace workspace(Network network) {
        Workspace spareOne = workspaces.poll();
        return spareOne == null ? network.workspace() : spareOne;
    }

    /** Gives scratch back. */
    public synchronized void release(Workspace workspace) {
        workspaces.push(workspace);
    }

    private void retire() {
        Shared past = current;
        current = null;
        if (past == null) {
            return;
        }
        if (past.users == 0) {
            spare.push(past.packed);
        } else {
            retired.push(past);
        }
    }

    private PackedNetwork take(Network network) {
        PackedNetwork packed = spare.poll();
        return packed == null ? network.allocate(Kernels.best()) : packed;
    }
}
