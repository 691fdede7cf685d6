package dev.unroll.spark;

import dev.unroll.data.Shard;
import java.io.Serializable;

/** Where a task gets a shard from: always the same one for the same index, on any machine. */
interface ShardSource extends Serializable {
    /** The shard of this number. */
    Shard shard(int index);

    /** The file or files it is in, for messages. */
    String place(int index);
}
