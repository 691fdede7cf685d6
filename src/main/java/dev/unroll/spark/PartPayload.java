package dev.unroll.spark;

import dev.unroll.train.Worker;
import java.io.Serializable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/**
 * One worker's part on its way to a task. A large carry does not travel inside the partition object, which the driver serialises task
 * by task, but as a broadcast of its own.
 *
 * @param part the part, without its carry where that is broadcast
 * @param carry the broadcast carry
 */
record PartPayload(Worker.Part part, @Nullable Broadcast<byte[]> carry) implements Serializable {
    /** Bytes of a carry that still travels inside its partition. */
    static final int LARGEST_INLINE_CARRY = 512 * 1024;

    private static final byte[] ELSEWHERE = {};

    static PartPayload of(JavaSparkContext context, Worker.Part part, int largestInlineCarry) {
        if (part.carry().length <= largestInlineCarry) {
            return new PartPayload(part, null);
        }
        return new PartPayload(with(part, ELSEWHERE), context.broadcast(part.carry()));
    }

    Worker.Part withCarry() {
        return carry == null ? part : with(part, carry.value());
    }

    void destroy() {
        if (carry != null) {
            carry.destroy();
        }
    }

    private static Worker.Part with(Worker.Part part, byte[] carry) {
        return new Worker.Part(part.worker(), part.shard(), part.epoch(), part.first(), part.count(), carry);
    }
}
