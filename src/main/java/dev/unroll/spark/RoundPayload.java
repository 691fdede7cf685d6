package dev.unroll.spark;

import dev.unroll.train.Worker;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What all workers of a round share, in the form in which it is broadcast: weights as raw little-endian bytes. */
public final class RoundPayload implements Externalizable {
    private static final long serialVersionUID = 1L;
    private static final int CHUNK = 1 << 16;

    private long number;
    private double rate;
    private long innerSteps;
    private float[][] arrays;

    /** For deserialisation. */
    public RoundPayload() {
        this(new Worker.Round(0, 0, new float[0], new float[0][], 0));
    }

    RoundPayload(Worker.Round round) {
        number = round.number();
        rate = round.rate();
        innerSteps = round.innerSteps();
        arrays = new float[1 + round.innerState().length][];
        arrays[0] = round.weights();
        System.arraycopy(round.innerState(), 0, arrays, 1, round.innerState().length);
    }

    Worker.Round round() {
        float[][] inner = new float[arrays.length - 1][];
        System.arraycopy(arrays, 1, inner, 0, inner.length);
        return new Worker.Round(number, rate, arrays[0], inner, innerSteps);
    }

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
        out.writeLong(number);
        out.writeDouble(rate);
        out.writeLong(innerSteps);
        out.writeInt(arrays.length);
        for (float[] array : arrays) {
            out.writeInt(array.length);
            ByteBuffer bytes = ByteBuffer.allocate(4 * CHUNK).order(ByteOrder.LITTLE_ENDIAN);
            for (int from = 0; from < array.length; from += CHUNK) {
                int count = Math.min(CHUNK, array.length - from);
                bytes.asFloatBuffer().put(array, from, count);
                out.write(bytes.array(), 0, 4 * count);
            }
        }
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException {
        number = in.readLong();
        rate = in.readDouble();
        innerSteps = in.readLong();
        arrays = new float[in.readInt()][];
        ByteBuffer bytes = ByteBuffer.allocate(4 * CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        for (int a = 0; a < arrays.length; a++) {
            arrays[a] = new float[in.readInt()];
            for (int from = 0; from < arrays[a].length; from += CHUNK) {
                int count = Math.min(CHUNK, arrays[a].length - from);
                in.readFully(bytes.array(), 0, 4 * count);
                bytes.asFloatBuffer().get(arrays[a], from, count);
            }
        }
    }
}
