package dev.unroll.train.baseline;

import dev.unroll.data.Shard;
import dev.unroll.data.Targets;
import java.io.Serializable;

/**
 * A trivial model of labelled records, which a network has to beat.
 *
 * <p>It is fitted record by record in the order of shards ({@link Fitting}) and then says of any record what a network would. It
 * travels to tasks by Java serialization and is stored nowhere; once fitted it may be shared by threads.
 */
public interface Baseline extends Serializable {
    /** Under which its figures are known. */
    String name();

    /** Learns from a record and its labels. What has no label teaches nothing. */
    void fit(Shard shard, int record);

    /**
     * What it says of a record: rows of the same kind as the targets of the shard, for this record alone. All steps have something said of
     * them, whether they have a label or not.
     */
    Targets predict(Shard shard, int record);
}
