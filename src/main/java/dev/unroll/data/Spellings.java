package dev.unroll.data;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * How the words of a shard are written, each distinct spelling once: those of unknown words too, and of known ones in their own case.
 *
 * <p>Memory: {@code 4} bytes a step and {@code 5 + 2 J} for a distinct spelling of J characters; 200,000 words of English, 20,000 of them
 * distinct: 1.2 MB.
 *
 * @param words (steps of all records) number of each step's spelling; empty where nothing is read of it
 * @param starts where each spelling begins among the characters, and last their number; empty where they are not read
 * @param characters ids of all spellings' characters
 * @param casing number of each spelling's {@link Casing}; empty where it is not read
 */
public record Spellings(int[] words, int[] starts, char[] characters, byte[] casing) implements Serializable {
    /** Nothing is read. */
    public static final Spellings NONE = new Spellings(new int[0], new int[0], new char[0], new byte[0]);

    private static final int HEADER = 4 * Integer.BYTES;

    /** Whether nothing is read. */
    public boolean isNone() {
        return words.length == 0;
    }

    /**
     * What a mini-batch reads.
     *
     * @param rows (R) number of each row's spelling
     */
    public Spelled of(int[] rows) {
        if (rows.length == 0) {
            return Spelled.NONE;
        }
        int[] cases = new int[casing.length == 0 ? 0 : rows.length];
        Arrays.setAll(cases, r -> casing[rows[r]]);
        if (starts.length == 0) {
            return new Spelled(new int[0], new int[] {0}, new int[0], cases);
        }
        int[] distinct = distinct(rows);
        int[] order = longestFirst(distinct);
        int[] laneOf = new int[order.length];
        for (int lane = 0; lane < order.length; lane++) {
            laneOf[order[lane]] = lane;
        }
        int[] lanes = new int[rows.length];
        Arrays.setAll(lanes, r -> laneOf[Arrays.binarySearch(distinct, rows[r])]);
        Arrays.setAll(order, lane -> distinct[order[lane]]);
        int[] offsets = offsets(order);
        return new Spelled(lanes, offsets, sideBySide(order, offsets), cases);
    }

    private static int[] distinct(int[] rows) {
        int[] sorted = rows.clone();
        Arrays.sort(sorted);
        int count = 1;
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] != sorted[i - 1]) {
                sorted[count++] = sorted[i];
            }
        }
        return Arrays.copyOf(sorted, count);
    }

    /** Places among these spellings: the longest first, equal ones by their number. */
    private int[] longestFirst(int[] spellings) {
        long[] keys = new long[spellings.length];
        Arrays.setAll(keys, i -> (long) (Integer.MAX_VALUE - length(spellings[i])) << 32 | i);
        Arrays.sort(keys);
        int[] places = new int[keys.length];
        Arrays.setAll(places, i -> (int) keys[i]);
        return places;
    }

    private int length(int spelling) {
        return starts[spelling + 1] - starts[spelling];
    }

    /** Characters before each step over these spellings, which come the longest first. */
    private int[] offsets(int[] spellings) {
        int[] offsets = new int[length(spellings[0]) + 1];
        int active = spellings.length;
        for (int j = 0; j + 1 < offsets.length; j++) {
            while (length(spellings[active - 1]) <= j) {
                active--;
            }
            offsets[j + 1] = offsets[j] + active;
        }
        return offsets;
    }

    private int[] sideBySide(int[] spellings, int[] offsets) {
        int[] ids = new int[offsets[offsets.length - 1]];
        for (int lane = 0; lane < spellings.length; lane++) {
            for (int j = 0; j < length(spellings[lane]); j++) {
                ids[offsets[j] + lane] = characters[starts[spellings[lane]] + j];
            }
        }
        return ids;
    }

    /** Little-endian: the four lengths, then the arrays. */
    byte[] toBytes() {
        long size = HEADER + 4L * words.length + 4L * starts.length + 2L * characters.length + casing.length;
        ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(size)).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(words.length).putInt(starts.length).putInt(characters.length).putInt(casing.length);
        for (int word : words) {
            out.putInt(word);
        }
        for (int start : starts) {
            out.putInt(start);
        }
        for (char character : characters) {
            out.putChar(character);
        }
        return out.put(casing).array();
    }

    /** Reads what {@link #toBytes} wrote, and no byte more. */
    static Spellings fromBytes(ByteBuffer bytes) {
        ByteBuffer in = bytes.order(ByteOrder.LITTLE_ENDIAN);
        if (in.remaining() < HEADER) {
            throw damaged(in);
        }
        int[] words = new int[length(in, 4)];
        int[] starts = new int[length(in, 4)];
        char[] characters = new char[length(in, 2)];
        byte[] casing = new byte[length(in, 1)];
        long size = 4L * words.length + 4L * starts.length + 2L * characters.length + casing.length;
        if (size > in.remaining()) {
            throw damaged(in);
        }
        for (int i = 0; i < words.length; i++) {
            words[i] = in.getInt();
        }
        for (int i = 0; i < starts.length; i++) {
            starts[i] = in.getInt();
        }
        for (int i = 0; i < characters.length; i++) {
            characters[i] = in.getChar();
        }
        in.get(casing);
        return new Spellings(words, starts, characters, casing);
    }

    private static int length(ByteBuffer in, int size) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining() / size) {
            throw damaged(in);
        }
        return length;
    }

    private static IllegalArgumentException damaged(ByteBuffer in) {
        return new IllegalArgumentException("spellings are damaged: bytes=" + in.limit());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Spellings that && Arrays.equals(toBytes(), that.toBytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(toBytes());
    }
}
