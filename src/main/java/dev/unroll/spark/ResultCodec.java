package dev.unroll.spark;

import dev.unroll.train.GradientSum;
import dev.unroll.train.Worker;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A worker's result as a task's answer, whatever serializer the cluster is configured with: its number, three lengths, three parts.
 */
final class ResultCodec {
    private ResultCodec() {}

    static byte[] encode(Worker.Result result) {
        byte[] sum = result.sum().toBytes();
        byte[] fault = result.fault().getBytes(StandardCharsets.UTF_8);
        int parts = Math.addExact(sum.length, Math.addExact(result.carry().length, fault.length));
        byte[] answer = TaskAnswer.allocate(Math.addExact(16, parts));
        TaskAnswer.open(answer)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(result.worker())
                .putInt(sum.length)
                .putInt(result.carry().length)
                .putInt(fault.length)
                .put(sum)
                .put(result.carry())
                .put(fault);
        return answer;
    }

    /** The result; where the task answered with a mistake of the user's, that is thrown. */
    static Worker.Result decode(byte[] bytes) {
        ByteBuffer in = TaskAnswer.open(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int worker = in.getInt();
        byte[] sum = new byte[in.getInt()];
        byte[] carry = new byte[in.getInt()];
        byte[] fault = new byte[in.getInt()];
        in.get(sum).get(carry).get(fault);
        return new Worker.Result(worker, GradientSum.fromBytes(sum), carry, new String(fault, StandardCharsets.UTF_8));
    }
}
