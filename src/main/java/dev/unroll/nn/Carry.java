package dev.unroll.nn;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The states of a network between two windows of the same lanes: for each layer and direction a (N, H), and c (N, H) for an LSTM.
 *
 * <p>It is an argument of every pass, never a field of a layer.
 */
public final class Carry {
    private final int lanes;
    private final float[][] states;

    Carry(int lanes, float[][] states) {
        this.lanes = lanes;
        this.states = states;
    }

    /** N. */
    public int lanes() {
        return lanes;
    }

    /** The state arrays (N, H) themselves, in layer order, forward before backward, a before c. */
    public float[][] states() {
        return states;
    }

    /** An independent copy. */
    public Carry copy() {
        float[][] copies = new float[states.length][];
        for (int s = 0; s < states.length; s++) {
            copies[s] = states[s].clone();
        }
        return new Carry(lanes, copies);
    }

    /** Every number finite. */
    public boolean isFinite() {
        for (float[] state : states) {
            for (float value : state) {
                if (!Float.isFinite(value)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Little-endian: N, number of states, then each state's length and values. */
    public byte[] toBytes() {
        int size = 8;
        for (float[] state : states) {
            size += 4 + 4 * state.length;
        }
        ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(lanes).putInt(states.length);
        for (float[] state : states) {
            out.putInt(state.length);
            for (float value : state) {
                out.putFloat(value);
            }
        }
        return out.array();
    }

    /** Reads what {@link #toBytes} wrote. */
    public static Carry fromBytes(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int lanes = in.getInt();
        int count = in.getInt();
        require(count >= 0 && count <= in.remaining() / 4, "states", count);
        float[][] states = new float[count][];
        for (int s = 0; s < count; s++) {
            int length = in.remaining() < 4 ? -1 : in.getInt();
            require(length >= 0 && length <= in.remaining() / 4, "length", length);
            states[s] = new float[length];
            for (int i = 0; i < length; i++) {
                states[s][i] = in.getFloat();
            }
        }
        require(!in.hasRemaining(), "rest", in.remaining());
        return new Carry(lanes, states);
    }

    private static void require(boolean whole, String name, int value) {
        if (!whole) {
            throw new IllegalArgumentException("carry is damaged: " + name + "=" + value);
        }
    }
}
