package dev.unroll.spark;

import dev.unroll.data.Shard;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The shards that this JVM's tasks used last, up to a number of bytes: a worker's turn takes several rounds, and the shard of a task
 * that runs where its shard does not lie would travel anew in each. A shard that lies in this JVM anyway is the same object here.
 */
final class RecentShards {
    /** As much as is kept, in bytes: a few hundred shards of the usual size. */
    static final long LIMIT = 64L << 20;

    private final long limit;
    private final Map<Key, Shard> shards = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    private record Key(int rdd, int shard) {}

    RecentShards(long limit) {
        this.limit = limit;
    }

    /**
     * A shard, read only if it is not among the recent ones. Reading is not under the lock: two tasks may read the same one.
     *
     * @param rdd the id of the RDD whose partition it is
     * @param shard its number
     * @param read reads it
     */
    Shard get(int rdd, int shard, Supplier<Shard> read) {
        Key key = new Key(rdd, shard);
        synchronized (shards) {
            Shard known = shards.get(key);
            if (known != null) {
                return known;
            }
        }
        Shard fresh = read.get();
        if (fresh.memory() <= limit) {
            keep(key, fresh);
        }
        return fresh;
    }

    private void keep(Key key, Shard fresh) {
        synchronized (shards) {
            if (shards.putIfAbsent(key, fresh) != null) {
                return;
            }
            bytes += fresh.memory();
            Iterator<Shard> eldest = shards.values().iterator();
            while (bytes > limit) {
                bytes -= eldest.next().memory();
                eldest.remove();
            }
        }
    }
}
