package dev.unroll.data;

/** One worker on one shard: the mini-batches in order. Each unit of the shard is a target in exactly one of them. */
public interface Turn {
    /** Number of mini-batches. */
    int windows();

    /** Mini-batch {@code window}. */
    MiniBatch at(int window);

    /**
     * Whether the state is zero before a mini-batch. Otherwise it continues the one before it: its lanes are that one's first
     * lanes, in order.
     */
    boolean startsAfresh(int window);
}
