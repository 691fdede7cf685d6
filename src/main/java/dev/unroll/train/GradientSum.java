package dev.unroll.train;

import dev.unroll.nn.Layout;
import dev.unroll.nn.Loss;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;

/**
 * What workers return of a round, summed: gradients (or weighted differences after local steps), the loss and its weight. Sums only;
 * the one division comes when it is read.
 *
 * @implNote A sum has a fixed shape, the binary tree of {@link Fold}: {@link #plus} is called once for each inner node. A worker
 * without weight leaves the other side as it is, and so does an embedding row that a worker's units never touched: nothing is added as
 * zero, and untouched rows do not travel.
 *
 * <p>Memory: {@code 4 P} bytes for P numbers; encoded, without the untouched rows.
 */
public final class GradientSum {
    /**
     * Rows of the flat array that a worker may leave untouched.
     *
     * @param offset of the first row
     * @param rows how many; 0 = every number always counts
     * @param width numbers in a row
     */
    public record SparseRows(int offset, int rows, int width) {
        /** No such rows. */
        public static final SparseRows NONE = new SparseRows(0, 0, 0);

        /** The rows of an embedding that is not the output matrix too. */
        public static SparseRows of(Layout layout, boolean tied) {
            for (Layout.Slot slot : layout.slots()) {
                if (slot.name().equals("embedding.E") && !tied) {
                    return new SparseRows(
                            slot.offset(), slot.shape().get(0), slot.shape().get(1));
                }
            }
            return NONE;
        }

        int end() {
            return offset + rows * width;
        }
    }

    private static final int MAGIC = 0x47534d32; // "GSM2"

    private final float[] values;
    private final SparseRows sparse;
    private final BitSet touched;
    private final Loss loss;

    /**
     * @param values the sums; the array is taken over
     * @param sparse which of them come in rows that may be untouched
     * @param touched the rows that count, by number
     * @param loss summed loss and the weight of its terms, which is that of this sum
     */
    public GradientSum(float[] values, SparseRows sparse, BitSet touched, Loss loss) {
        this.values = values;
        this.sparse = sparse;
        this.touched = touched;
        this.loss = loss;
    }

    /** A sum in which every number counts. */
    public static GradientSum dense(float[] values, Loss loss) {
        return new GradientSum(values, SparseRows.NONE, new BitSet(), loss);
    }

    /** The summed loss and the weight of its terms. */
    public Loss loss() {
        return loss;
    }

    /** The sums themselves. */
    public float[] values() {
        return values;
    }

    /** This and then the other; either may be changed and must not be used again. */
    public GradientSum plus(GradientSum other) {
        if (other.loss.isWeightless()) {
            return this;
        }
        if (loss.isWeightless()) {
            return other;
        }
        if (values.length != other.values.length || !sparse.equals(other.sparse)) {
            throw new IllegalArgumentException(
                    "sums do not fit: length=" + values.length + " other=" + other.values.length);
        }
        addRange(other, 0, sparse.offset());
        addRange(other, sparse.end(), values.length);
        for (int row = other.touched.nextSetBit(0); row >= 0; row = other.touched.nextSetBit(row + 1)) {
            int from = sparse.offset() + row * sparse.width();
            if (touched.get(row)) {
                addRange(other, from, from + sparse.width());
            } else {
                System.arraycopy(other.values, from, values, from, sparse.width());
            }
        }
        touched.or(other.touched);
        return new GradientSum(values, sparse, touched, loss.plus(other.loss));
    }

    private void addRange(GradientSum other, int from, int to) {
        float[] mine = values;
        float[] others = other.values;
        for (int i = from; i < to; i++) {
            mine[i] += others[i];
        }
    }

    /** Divides by the weight, in place, and hands the array over. No weight gives zeros. */
    public float[] mean() {
        float scale = loss.isWeightless() ? 0f : (float) (1.0 / loss.weight());
        for (int i = 0; i < values.length; i++) {
            values[i] *= scale;
        }
        return values;
    }

    /** Little-endian: magic, loss, weight, terms, length, sparse rows, touched words, the numbers that count. */
    public byte[] toBytes() {
        long[] words = touched.toLongArray();
        boolean empty = loss.isWeightless();
        int counted =
                empty ? 0 : values.length - sparse.rows() * sparse.width() + touched.cardinality() * sparse.width();
        ByteBuffer out = ByteBuffer.allocate(
                        Math.toIntExact(4L + 8 + 8 + 8 + 4 + 12 + 4 + 8L * words.length + 4L * counted))
                .order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(MAGIC).putDouble(loss.sum()).putDouble(loss.weight()).putLong(loss.terms());
        out.putInt(values.length);
        out.putInt(sparse.offset()).putInt(sparse.rows()).putInt(sparse.width()).putInt(words.length);
        for (long word : words) {
            out.putLong(word);
        }
        if (!empty) {
            put(out, 0, sparse.offset());
            put(out, sparse.end(), values.length);
            for (int row = touched.nextSetBit(0); row >= 0; row = touched.nextSetBit(row + 1)) {
                int from = sparse.offset() + row * sparse.width();
                put(out, from, from + sparse.width());
            }
        }
        return out.array();
    }

    private void put(ByteBuffer out, int from, int to) {
        out.asFloatBuffer().put(values, from, to - from);
        out.position(out.position() + 4 * (to - from));
    }

    /** Reads what {@link #toBytes} wrote. */
    public static GradientSum fromBytes(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (in.getInt() != MAGIC) {
            throw new IllegalArgumentException("not a gradient sum: bytes=" + bytes.length);
        }
        Loss loss = new Loss(in.getDouble(), in.getDouble(), in.getLong());
        float[] values = new float[in.getInt()];
        SparseRows sparse = new SparseRows(in.getInt(), in.getInt(), in.getInt());
        long[] words = new long[in.getInt()];
        for (int i = 0; i < words.length; i++) {
            words[i] = in.getLong();
        }
        BitSet touched = BitSet.valueOf(words);
        GradientSum result = new GradientSum(values, sparse, touched, loss);
        if (!loss.isWeightless()) {
            result.get(in, 0, sparse.offset());
            result.get(in, sparse.end(), values.length);
            for (int row = touched.nextSetBit(0); row >= 0; row = touched.nextSetBit(row + 1)) {
                int from = sparse.offset() + row * sparse.width();
                result.get(in, from, from + sparse.width());
            }
        }
        return result;
    }

    private void get(ByteBuffer in, int from, int to) {
        in.asFloatBuffer().get(values, from, to - from);
        in.position(in.position() + 4 * (to - from));
    }
}
