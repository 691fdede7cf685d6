package dev.unroll.data;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What the records of a shard have besides units: numbers for each step, how their words are written, what is to be said, and what they
 * begin from.
 *
 * @param featureWidth F, 0 without numbers
 * @param features (steps of all records, F) as the source has them, NaN where one is missing
 * @param targets classes or values of each step, or of each record
 * @param spellings how the words of each step are written
 * @param given classes or values of each record from which it is written
 * @param keys of the records, where it matters which is which
 */
public record Annotation(
        int featureWidth, float[] features, Targets targets, Spellings spellings, Targets given, String[] keys)
        implements Serializable {
    /** Units alone. */
    public static final Annotation NONE = new Annotation(0, new float[0], Targets.NONE);

    private static final int CLASSES = 0;
    private static final int VALUES = 1;
    /** Added to the kind where there are spellings. */
    private static final int SPELLED = 2;
    /** Added to it where records begin from something. */
    private static final int GIVEN = 4;
    /** Added to it where there are keys. */
    private static final int KEYED = 8;

    private static final int HEADER = 5 * Integer.BYTES;

    /** Numbers and targets alone. */
    public Annotation(int featureWidth, float[] features, Targets targets) {
        this(featureWidth, features, targets, Spellings.NONE);
    }

    /** Records that do not begin from anything, and of which nobody asks which is which. */
    public Annotation(int featureWidth, float[] features, Targets targets, Spellings spellings) {
        this(featureWidth, features, targets, spellings, Targets.NONE, new String[0]);
    }

    /** Records that begin from something, and are units alone. */
    public static Annotation ofGiven(Targets given) {
        return new Annotation(0, new float[0], Targets.NONE, Spellings.NONE, given, new String[0]);
    }

    /** The same, and which record is which. */
    public Annotation withKeys(String... other) {
        return new Annotation(featureWidth, features, targets, spellings, given, other);
    }

    /** Whether there is nothing besides units. */
    public boolean isNone() {
        return featureWidth == 0 && targets.rows() == 0 && spellings.isNone() && given.rows() == 0 && keys.length == 0;
    }

    /** Bytes in memory, but for what objects cost. */
    long memory() {
        return 4L * features.length + memory(targets) + memory(given);
    }

    private static long memory(Targets said) {
        return 4L * said.rows() * (said instanceof Targets.Values values ? values.width() : 1);
    }

    /**
     * Little-endian: F, number of features, kind and level of the targets, their width, spellings where there are any, then, where records
     * begin from something, the length of an annotation whose targets it is, and that; keys where there are any (number of bytes, UTF-8,
     * line ends between), features, targets. No bytes for {@link #NONE}.
     */
    byte[] toBytes() {
        if (isNone()) {
            return new byte[0];
        }
        boolean classes = targets instanceof Targets.Classes;
        int[] ids = classes ? ((Targets.Classes) targets).ids() : new int[0];
        float[] values = targets instanceof Targets.Values numbers ? numbers.values() : new float[0];
        int width = targets instanceof Targets.Values numbers ? numbers.width() : 1;
        byte[] spelled = spellings.isNone() ? new byte[0] : spellings.toBytes();
        byte[] begin = given.rows() == 0 ? new byte[0] : new Annotation(0, new float[0], given).toBytes();
        byte[] named = String.join("\n", keys).getBytes(StandardCharsets.UTF_8);
        int kind = (classes ? CLASSES : VALUES) + (spelled.length > 0 ? SPELLED : 0);
        kind += (begin.length > 0 ? GIVEN : 0) + (keys.length > 0 ? KEYED : 0);
        long size = HEADER + (long) spelled.length + 4L * features.length + 4L * ids.length + 4L * values.length;
        size += begin.length > 0 ? Integer.BYTES + (long) begin.length : 0;
        size += keys.length > 0 ? Integer.BYTES + (long) named.length : 0;
        ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(size)).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(featureWidth).putInt(features.length).putInt(kind);
        out.putInt(targets.level() == Targets.Level.STEP ? 0 : 1).putInt(width);
        out.put(spelled);
        if (begin.length > 0) {
            out.putInt(begin.length).put(begin);
        }
        if (keys.length > 0) {
            out.putInt(named.length).put(named);
        }
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
                && kind >= CLASSES
                && kind <= VALUES + SPELLED + GIVEN + KEYED
                && level >= 0
                && level <= 1
                && width >= 1
                && (width == 1 || kind % SPELLED == VALUES);
        if (!sane) {
            throw damaged(in);
        }
        Spellings spellings = kind % GIVEN >= SPELLED ? Spellings.fromBytes(in) : Spellings.NONE;
        Targets given = kind % KEYED >= GIVEN ? given(in) : Targets.NONE;
        String[] keys = kind >= KEYED ? keys(in) : new String[0];
        if (count < 0 || count > in.remaining() / 4 || in.remaining() % 4 != 0) {
            throw damaged(in);
        }
        float[] features = new float[count];
        in.asFloatBuffer().get(features);
        in.position(in.position() + 4 * count);
        int rest = in.remaining() / 4;
        Targets.Level of = level == 0 ? Targets.Level.STEP : Targets.Level.RECORD;
        if (kind % SPELLED == CLASSES) {
            int[] ids = new int[rest];
            in.asIntBuffer().get(ids);
            return new Annotation(featureWidth, features, new Targets.Classes(of, ids), spellings, given, keys);
        }
        float[] values = new float[rest];
        in.asFloatBuffer().get(values);
        return new Annotation(featureWidth, features, new Targets.Values(of, width, values), spellings, given, keys);
    }

    private static Targets given(ByteBuffer in) {
        int length = in.remaining() < Integer.BYTES ? -1 : in.getInt();
        if (length < HEADER || length > in.remaining()) {
            throw damaged(in);
        }
        Annotation begin = fromBytes(in.slice(in.position(), length));
        in.position(in.position() + length);
        return begin.targets();
    }

    private static String[] keys(ByteBuffer in) {
        int length = in.remaining() < Integer.BYTES ? -1 : in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw damaged(in);
        }
        byte[] named = new byte[length];
        in.get(named);
        return new String(named, StandardCharsets.UTF_8).split("\n", -1);
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
