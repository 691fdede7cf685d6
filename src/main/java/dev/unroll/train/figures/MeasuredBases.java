package dev.unroll.train.figures;

import dev.unroll.data.Targets;
import dev.unroll.data.format.Region;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bases in a row, what they are and what is said of them.
 *
 * @param region where they lie
 * @param truth of each
 * @param width K
 * @param values (bases, K) probabilities
 * @param labels (bases) that are said; empty where classes do not exclude each other
 */
public record MeasuredBases(Region region, Targets truth, int width, float[] values, int[] labels) {
    private static final int HEADER = 4 * Integer.BYTES + Long.BYTES;

    /** Those of a part of the region. */
    public MeasuredBases part(long start, long end) {
        int from = (int) (start - region.start());
        int to = (int) (end - region.start());
        return new MeasuredBases(
                new Region(region.contig(), start, end),
                rows(truth, from, to),
                width,
                Arrays.copyOfRange(values, from * width, to * width),
                labels.length == 0 ? labels : Arrays.copyOfRange(labels, from, to));
    }

    private static Targets rows(Targets truth, int from, int to) {
        if (truth instanceof Targets.Classes one) {
            return new Targets.Classes(one.level(), Arrays.copyOfRange(one.ids(), from, to));
        }
        Targets.Values several = (Targets.Values) truth;
        int k = several.width();
        return new Targets.Values(several.level(), k, Arrays.copyOfRange(several.values(), from * k, to * k));
    }

    /** Little-endian: bytes of the name, K, whether one class is said, start (64 bits), bases, name, truth, labels, probabilities. */
    public byte[] toBytes() {
        byte[] name = region.contig().getBytes(StandardCharsets.UTF_8);
        boolean one = truth instanceof Targets.Classes;
        int[] ids = truth instanceof Targets.Classes classes ? classes.ids() : new int[0];
        float[] wanted = truth instanceof Targets.Values several ? several.values() : new float[0];
        long numbers = (long) ids.length + wanted.length + labels.length + values.length;
        int size = Math.toIntExact(HEADER + name.length + 4 * numbers);
        ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(name.length).putInt(width).putInt(one ? 1 : 0).putLong(region.start());
        out.putInt((int) region.length()).put(name);
        put(out, ids);
        put(out, wanted);
        put(out, labels);
        put(out, values);
        return out.array();
    }

    private static void put(ByteBuffer out, int[] numbers) {
        out.asIntBuffer().put(numbers);
        out.position(out.position() + Integer.BYTES * numbers.length);
    }

    private static void put(ByteBuffer out, float[] numbers) {
        out.asFloatBuffer().put(numbers);
        out.position(out.position() + Float.BYTES * numbers.length);
    }

    /** Reads what {@link #toBytes} wrote. */
    public static MeasuredBases fromBytes(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        byte[] name = new byte[in.getInt()];
        int width = in.getInt();
        boolean one = in.getInt() == 1;
        long start = in.getLong();
        int rows = in.getInt();
        in.get(name);
        Region region = new Region(new String(name, StandardCharsets.UTF_8), start, start + rows);
        Targets truth = one
                ? new Targets.Classes(Targets.Level.STEP, ints(in, rows))
                : new Targets.Values(Targets.Level.STEP, width, floats(in, rows * width));
        int[] labels = ints(in, one ? rows : 0);
        return new MeasuredBases(region, truth, width, floats(in, rows * width), labels);
    }

    private static int[] ints(ByteBuffer in, int count) {
        int[] numbers = new int[count];
        in.asIntBuffer().get(numbers);
        in.position(in.position() + Integer.BYTES * count);
        return numbers;
    }

    private static float[] floats(ByteBuffer in, int count) {
        float[] numbers = new float[count];
        in.asFloatBuffer().get(numbers);
        in.position(in.position() + Float.BYTES * count);
        return numbers;
    }
}
