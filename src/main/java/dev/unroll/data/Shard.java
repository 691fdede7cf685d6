package dev.unroll.data;

import java.io.Serializable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * A fixed piece of a corpus: unit ids in 1, 2 or 4 bytes each, as few as the vocabulary allows.
 *
 * <p>The shard of a stream knows the unit before its first one. The shard of records knows where each begins; a record's units
 * include what ends it, and beside them there may be an {@link Annotation}. Memory: {@code width * units + 4 * records} bytes;
 * 1,000,000 characters: 1 MB.
 */
public final class Shard implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final VarHandle CHARS = MethodHandles.byteArrayViewVarHandle(char[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int MAGIC = 0x44485355;
    private static final int HEADER = 9 * Integer.BYTES;

    private final int index;
    private final int width;
    private final int before;
    private final long rejected;
    private final byte[] ids;
    private final int[] starts;
    private final Annotation annotation;
    private final int checksum;

    private Shard(int index, Head head, byte[] ids, int[] starts, Annotation annotation) {
        this.index = index;
        this.width = head.width;
        this.before = head.before;
        this.rejected = head.rejected;
        this.ids = ids;
        this.starts = starts;
        this.annotation = annotation;
        this.checksum = computeChecksum();
    }

    /** Bytes of an id, the unit before the first one, records left out. */
    private record Head(int width, int before, long rejected) {}

    /**
     * A piece of a stream.
     *
     * @param before the unit before the first one, {@link MiniBatch#NONE} at the beginning of the corpus
     */
    public static Shard ofStream(int index, Vocabulary vocabulary, int before, IntList units) {
        int width = width(vocabulary.size());
        return new Shard(index, new Head(width, before, 0), pack(units, width), new int[0], Annotation.NONE);
    }

    /**
     * Records.
     *
     * @param starts where each record begins among the units, and last the number of units
     * @param rejected records that were left out
     */
    public static Shard ofRecords(int index, Vocabulary vocabulary, IntList units, int[] starts, long rejected) {
        int width = width(vocabulary.size());
        Head head = new Head(width, MiniBatch.NONE, rejected);
        return new Shard(index, head, pack(units, width), starts, Annotation.NONE);
    }

    /**
     * Annotated records.
     *
     * @param vocabulary V; 0 where records have no units
     * @param units of all records, none where they have no units
     * @param starts where each record begins among the steps, and last the number of steps
     */
    public static Shard ofExamples(int index, int vocabulary, IntList units, int[] starts, Annotation annotation) {
        int width = width(vocabulary);
        return new Shard(index, new Head(width, MiniBatch.NONE, 0), pack(units, width), starts, annotation);
    }

    /**
     * The same records from their last step to their first, each unit in the place of another; numbers stay with their step. Nothing is to
     * be said of them.
     *
     * @param other (V) what stands for each unit
     * @param mirrored how many of a step's first numbers are in the opposite order, too
     */
    public Shard reversed(int[] other, int mirrored) {
        int columns = annotation.featureWidth();
        IntList units = new IntList();
        float[] features = new float[annotation.features().length];
        for (int r = 0; r < records(); r++) {
            for (int to = start(r); to < start(r + 1); to++) {
                int from = start(r + 1) - 1 - (to - start(r));
                if (ids.length > 0) {
                    units.add(other[id(from)]);
                }
                for (int k = 0; k < columns; k++) {
                    int column = k < mirrored ? mirrored - 1 - k : k;
                    features[to * columns + k] = annotation.features()[from * columns + column];
                }
            }
        }
        return ofExamples(
                index,
                ids.length > 0 ? other.length : 0,
                units,
                starts,
                new Annotation(columns, features, Targets.NONE));
    }

    private static int width(int vocabulary) {
        return vocabulary <= 1 << 8 ? 1 : vocabulary <= 1 << 16 ? 2 : 4;
    }

    private static byte[] pack(IntList units, int width) {
        byte[] ids = new byte[Math.multiplyExact(units.size(), width)];
        for (int i = 0; i < units.size(); i++) {
            switch (width) {
                case 1 -> ids[i] = (byte) units.get(i);
                case 2 -> CHARS.set(ids, 2 * i, (char) units.get(i));
                default -> INTS.set(ids, 4 * i, units.get(i));
            }
        }
        return ids;
    }

    /** Bytes in memory, but for what objects cost. */
    public long memory() {
        return ids.length + 4L * starts.length + annotation.memory();
    }

    /** Its number among the shards of the corpus. */
    public int index() {
        return index;
    }

    /** Number of units; where records have none, of steps. */
    public int units() {
        return hasUnits() ? ids.length / width : starts[starts.length - 1];
    }

    /** Whether there are units; otherwise records are of numbers alone. */
    public boolean hasUnits() {
        return annotation.featureWidth() == 0 || ids.length > 0;
    }

    /** The id of unit {@code i}. */
    public int id(int i) {
        return switch (width) {
            case 1 -> ids[i] & 0xFF;
            case 2 -> (char) CHARS.get(ids, 2 * i);
            default -> (int) INTS.get(ids, 4 * i);
        };
    }

    /** The unit before the first one, {@link MiniBatch#NONE} if there is none. */
    public int before() {
        return before;
    }

    /** Whether it holds records; otherwise it is a piece of a stream. */
    public boolean hasRecords() {
        return starts.length > 0;
    }

    /** Number of records; 0 for a piece of a stream. */
    public int records() {
        return Math.max(0, starts.length - 1);
    }

    /** Where record {@code r} begins among the units; the end of the last one for r = {@link #records()}. */
    public int start(int r) {
        return starts[r];
    }

    /** What there is besides units. */
    public Annotation annotation() {
        return annotation;
    }

    /** Records that were left out when it was built. */
    public long rejected() {
        return rejected;
    }

    /** CRC-32C of everything in it. */
    public int checksum() {
        return checksum;
    }

    private int computeChecksum() {
        ByteBuffer head = ByteBuffer.allocate(16 + 4 * starts.length).order(ByteOrder.LITTLE_ENDIAN);
        head.putInt(width).putInt(before).putLong(rejected);
        for (int start : starts) {
            head.putInt(start);
        }
        CRC32C crc = new CRC32C();
        crc.update(head.array());
        crc.update(ids);
        crc.update(annotation.toBytes());
        return (int) crc.getValue();
    }

    /**
     * Its own encoding, little-endian: magic, index, width, before, number of starts, checksum, rejected (64 bits), bytes of ids, starts,
     * ids, annotation.
     */
    public byte[] toBytes() {
        byte[] beside = annotation.toBytes();
        int size = Math.toIntExact(HEADER + 4L * starts.length + ids.length + beside.length);
        ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(MAGIC).putInt(index).putInt(width).putInt(before);
        bytes.putInt(starts.length).putInt(checksum).putLong(rejected).putInt(ids.length);
        for (int start : starts) {
            bytes.putInt(start);
        }
        return bytes.put(ids).put(beside).array();
    }

    /** The way back from {@link #toBytes}. */
    public static Shard fromBytes(byte[] encoded) {
        ByteBuffer bytes = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
        if (encoded.length < HEADER || bytes.getInt() != MAGIC) {
            throw new IllegalArgumentException("not a shard: bytes=" + encoded.length);
        }
        int index = bytes.getInt();
        int width = bytes.getInt();
        int before = bytes.getInt();
        int startCount = bytes.getInt();
        int checksum = bytes.getInt();
        long rejected = bytes.getLong();
        int idBytes = bytes.getInt();
        boolean sane =
                (width == 1 || width == 2 || width == 4) && startCount >= 0 && startCount <= bytes.remaining() / 4;
        if (!sane || idBytes < 0 || idBytes > bytes.remaining() - 4 * startCount || idBytes % width != 0) {
            throw new IllegalArgumentException("shard is damaged: index=" + index);
        }
        int[] starts = new int[startCount];
        for (int i = 0; i < startCount; i++) {
            starts[i] = bytes.getInt();
        }
        byte[] ids = new byte[idBytes];
        bytes.get(ids);
        Head head = new Head(width, before, rejected);
        Shard shard = new Shard(index, head, ids, starts, Annotation.fromBytes(bytes));
        if (shard.checksum != checksum) {
            throw new IllegalArgumentException("shard is damaged: index=" + index);
        }
        return shard;
    }
}
