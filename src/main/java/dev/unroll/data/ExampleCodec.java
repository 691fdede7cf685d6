package dev.unroll.data;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Examples as bytes, big-endian: how they travel, and what the stable hash is taken of.
 *
 * <p>The bytes hold key, reading and labels and not the place: the same record has the same bytes wherever it was found.
 */
public final class ExampleCodec {
    private static final int STEPS = 0;
    private static final int SETS = 1;
    private static final int RECORD = 2;
    private static final int STEP_VALUES = 3;
    private static final int RECORD_VALUES = 4;

    private ExampleCodec() {}

    /** The bytes of an example. */
    public static byte[] toBytes(Example example) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            text(out, example.key());
            Example.Reading reading = example.reading();
            out.writeInt(reading.text().length);
            out.write(reading.text());
            ints(out, reading.ends());
            out.writeInt(reading.featureWidth());
            floats(out, reading.features());
            labels(out, example.labels());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void labels(DataOutputStream out, Labels labels) throws IOException {
        if (labels instanceof Labels.OfSteps steps) {
            out.writeByte(STEPS);
            names(out, steps.names());
            ints(out, steps.ids());
        } else if (labels instanceof Labels.SetsOfSteps sets) {
            out.writeByte(SETS);
            names(out, sets.names());
            out.writeInt(sets.sets().length);
            for (long set : sets.sets()) {
                out.writeLong(set);
            }
        } else if (labels instanceof Labels.OfRecord record) {
            out.writeByte(RECORD);
            names(out, record.names());
        } else if (labels instanceof Labels.Values values) {
            out.writeByte(values.level() == Targets.Level.STEP ? STEP_VALUES : RECORD_VALUES);
            out.writeInt(values.width());
            floats(out, values.values());
        }
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    private static void names(DataOutputStream out, List<String> names) throws IOException {
        out.writeInt(names.size());
        for (String name : names) {
            text(out, name);
        }
    }

    private static void ints(DataOutputStream out, int[] values) throws IOException {
        out.writeInt(values.length);
        for (int value : values) {
            out.writeInt(value);
        }
    }

    private static void floats(DataOutputStream out, float[] values) throws IOException {
        out.writeInt(values.length);
        for (float value : values) {
            out.writeInt(Float.floatToIntBits(value));
        }
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @param place where the example was found
     */
    public static Example fromBytes(String place, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            String key = text(in);
            byte[] text = new byte[length(in, 1)];
            in.get(text);
            int[] ends = ints(in);
            int width = in.getInt();
            Example.Reading reading = new Example.Reading(text, ends, width, floats(in));
            return new Example(place, key, reading, labels(in));
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("example is damaged: bytes=" + bytes.length, e);
        }
    }

    private static Labels labels(ByteBuffer in) {
        int kind = in.get();
        return switch (kind) {
            case STEPS -> new Labels.OfSteps(names(in), ints(in));
            case SETS -> {
                List<String> names = names(in);
                long[] sets = new long[length(in, Long.BYTES)];
                for (int t = 0; t < sets.length; t++) {
                    sets[t] = in.getLong();
                }
                yield new Labels.SetsOfSteps(names, sets);
            }
            case RECORD -> new Labels.OfRecord(names(in));
            case STEP_VALUES -> new Labels.Values(Targets.Level.STEP, in.getInt(), floats(in));
            case RECORD_VALUES -> new Labels.Values(Targets.Level.RECORD, in.getInt(), floats(in));
            default -> throw new IllegalArgumentException("example is damaged: labels=" + kind);
        };
    }

    private static int length(ByteBuffer in, int size) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining() / size) {
            throw new IllegalArgumentException("example is damaged: length=" + length);
        }
        return length;
    }

    private static String text(ByteBuffer in) {
        byte[] utf8 = new byte[length(in, 1)];
        in.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static List<String> names(ByteBuffer in) {
        int count = length(in, Integer.BYTES);
        List<String> names = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            names.add(text(in));
        }
        return names;
    }

    private static int[] ints(ByteBuffer in) {
        int[] values = new int[length(in, Integer.BYTES)];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.getInt();
        }
        return values;
    }

    private static float[] floats(ByteBuffer in) {
        float[] values = new float[length(in, Float.BYTES)];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.intBitsToFloat(in.getInt());
        }
        return values;
    }
}
