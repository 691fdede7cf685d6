package dev.unroll.spark;

import dev.unroll.train.GradientSum;
import dev.unroll.train.Worker;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A worker's result as bytes, whatever serializer the cluster is configured with: four lengths, then four parts. */
final class ResultCodec {
    private ResultCodec() {}

    static byte[] encode(Worker.Result result) {
        byte[] sum = result.sum().toBytes();
        byte[] fault = result.fault().getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(Math.addExact(
                        16, Math.addExact(sum.length, Math.addExact(result.carry().length, fault.length))))
                .order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(result.worker())
                .putInt(sum.length)
                .putInt(result.carry().length)
                .putInt(fault.length);
        return out.put(sum).put(result.carry()).put(fault).array();
    }

    static Worker.Result decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int worker = in.getInt();
        byte[] sum = new byte[in.getInt()];
        byte[] carry = new byte[in.getInt()];
        byte[] fault = new byte[in.getInt()];
        in.get(sum).get(carry).get(fault);
        return new Worker.Result(worker, GradientSum.fromBytes(sum), carry, new String(fault, StandardCharsets.UTF_8));
    }
}
