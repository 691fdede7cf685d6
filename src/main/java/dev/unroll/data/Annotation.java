package dev.unroll.data;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What the records of a shard have besides units: numbers for each step, and what is to be said.
 *
 * @param featureWidth F, 0 without numbers
 * @param features (steps of all records, F) as the source has them, NaN where one is missing
 * @param targets classes or values of each step, or of each record
 */
public record Annotation(int featureWidth, float[] features, Targets targets) implements Serializable {
    /** Units alone. */
    public static final Annotation NONE = new Annotation(0, new float[0], Targets.NONE);

    private static final int CLASSES = 0;
    private static final int VALUES = 1;
    private static final int HEADER = 5 * Integer.BYTES;

    /** Whether there is nothing besides units. */
    public boolean isNone() {
        return featureWidth == 0 && targets.rows() == 0;
    }

    /** Bytes in memory, but for what objects cost. */
    long memory() {
        return 4L * features.length
                + 4L * targets.rows() * (targets instanceof Targets.Values given ? given.width() : 1);
    }

    /** Little-endian: F, number of features, kind and level of the targets, their width, features, targets; no bytes for {@link #NONE}. */
    byte[] toBytes() {
        if (isNone()) {
            return new byte[0];
        }
        boolean classes = targets instanceof Targets.Classes;
        int[] ids = classes ? ((Targets.Classes) targets).ids() : new int[0];
        float[] values = targets instanceof Targets.Values given ? given.values() : new float[0];
        int width = targets instanceof Targets.Values given ? given.width() : 1;
        long size = HEADER + 4L * features.length + 4L * ids.length + 4L * values.length;
        ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(size)).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(featureWidth).putInt(features.length).putInt(classes ? CLASSES : VALUES);
        out.putInt(targets.level() == Targets.Level.STEP ? 0 : 1).putInt(width);
        put(out, features);
        put(out, values);
        for (int id : ids) {
            out.putInt(id);
        }
        return out.array();
    }

    private static void put(ByteBuffer out, float[] values) {
        out.asFloatBuffer().put(values);
        out.position(out.position() + 4 * values.length);
    }

    /** Reads what {@link #toBytes} wrote, to the end of the buffer. */
    static Annotation fromBytes(ByteBuffer bytes) {
        ByteBuffer in = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        if (!in.hasRemaining()) {
            return NONE;
        }
        if (in.remaining() < HEADER) {
            throw damaged(in);
        }
        int featureWidth = in.getInt();
        int count = in.getInt();
        int kind = in.getInt();
        int level = in.getInt();
        int width = in.getInt();
        boolean sane = featureWidth >= 0
                && count >= 0
                && count <= in.remaining() / 4
                && kind >= CLASSES
                && kind <= VALUES
                && level >= 0
                && level <= 1
                && width >= 1
                && in.remaining() % 4 == 0;
        if (!sane) {
            throw damaged(in);
        }
        float[] features = new float[count];
        in.asFloatBuffer().get(features);
        in.position(in.position() + 4 * count);
        int rest = in.remaining() / 4;
        Targets.Level of = level == 0 ? Targets.Level.STEP : Targets.Level.RECORD;
        if (kind == CLASSES) {
            int[] ids = new int[rest];
            in.asIntBuffer().get(ids);
            return new Annotation(featureWidth, features, new Targets.Classes(of, ids));
        }
        float[] values = new float[rest];
        in.asFloatBuffer().get(values);
        return new Annotation(featureWidth, features, new Targets.Values(of, width, values));
    }

    private static IllegalArgumentException damaged(ByteBuffer in) {
        return new IllegalArgumentException("annotation is damaged: bytes=" + in.limit());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Annotation that && Arrays.equals(toBytes(), that.toBytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(toBytes());
    }
}
