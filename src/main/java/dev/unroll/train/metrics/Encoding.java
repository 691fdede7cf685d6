package dev.unroll.train.metrics;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The bytes of a metric on its way from a task to the driver, little-endian: magic (32 bits), CRC-32C of what follows (32 bits),
 * what follows.
 */
public final class Encoding {
    private static final int HEADER = 8;

    private Encoding() {}

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, HEADER, bytes.length - HEADER);
        return (int) crc.getValue();
    }

    /** Appends numbers and texts. */
    public static final class Writer {
        private ByteBuffer out = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);

        /** @param magic names the metric and its version */
        public Writer(int magic) {
            out.putInt(magic).putInt(0);
        }

        /** 32 bits. */
        public Writer put(int value) {
            room(Integer.BYTES);
            out.putInt(value);
            return this;
        }

        /** 64 bits each. */
        public Writer put(long... values) {
            room(Math.multiplyExact(Long.BYTES, values.length));
            for (long value : values) {
                out.putLong(value);
            }
            return this;
        }

        /** 64 bits each. */
        public Writer put(double... values) {
            room(Math.multiplyExact(Double.BYTES, values.length));
            for (double value : values) {
                out.putDouble(value);
            }
            return this;
        }

        /** Length in bytes (32 bits), UTF-8. */
        public Writer put(String text) {
            return put(text.getBytes(StandardCharsets.UTF_8));
        }

        /** Length (32 bits), then the bytes: another metric inside of this one. */
        public Writer put(byte[] bytes) {
            put(bytes.length);
            room(bytes.length);
            out.put(bytes);
            return this;
        }

        private void room(int bytes) {
            if (out.remaining() < bytes) {
                int needed = Math.addExact(out.position(), bytes);
                int larger = (int) Math.min(Integer.MAX_VALUE - 8, 2L * needed);
                out = ByteBuffer.allocate(Math.max(needed, larger))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put(out.flip());
            }
        }

        /** Everything so far, with its checksum. */
        public byte[] toBytes() {
            byte[] bytes = Arrays.copyOf(out.array(), out.position());
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(Integer.BYTES, checksum(bytes));
            return bytes;
        }
    }

    /** Takes them out again and refuses what no writer wrote. */
    public static final class Reader {
        private final ByteBuffer in;
        private final String what;
        private final int length;

        /**
         * @param magic as it was written
         * @param what the metric's name for messages
         */
        public Reader(int magic, String what, byte[] bytes) {
            this.in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            this.what = what;
            this.length = bytes.length;
            if (length < HEADER || in.getInt() != magic) {
                throw new IllegalArgumentException("not a " + what + ": bytes=" + length);
            }
            check(in.getInt() == checksum(bytes));
        }

        /** 32 bits. */
        public int getInt() {
            check(in.remaining() >= Integer.BYTES);
            return in.getInt();
        }

        /** 64 bits. */
        public long getLong() {
            return getLongs(1)[0];
        }

        /** So many numbers of 64 bits. */
        public long[] getLongs(long count) {
            check(count >= 0 && count <= in.remaining() / Long.BYTES);
            long[] values = new long[(int) count];
            for (int i = 0; i < values.length; i++) {
                values[i] = in.getLong();
            }
            return values;
        }

        /** Numbers that count something. */
        public long[] getCounts(long count) {
            long[] values = getLongs(count);
            for (long value : values) {
                check(value >= 0);
            }
            return values;
        }

        /** So many numbers of 64 bits. */
        public double[] getDoubles(long count) {
            check(count >= 0 && count <= in.remaining() / Double.BYTES);
            double[] values = new double[(int) count];
            for (int i = 0; i < values.length; i++) {
                values[i] = in.getDouble();
            }
            return values;
        }

        /** UTF-8, its length before it. */
        public String getText() {
            return new String(getBytes(), StandardCharsets.UTF_8);
        }

        /** Bytes, their length before them. */
        public byte[] getBytes() {
            int length = getInt();
            check(length >= 0 && length <= in.remaining());
            byte[] bytes = new byte[length];
            in.get(bytes);
            return bytes;
        }

        /** Bytes that are left. */
        public int remaining() {
            return in.remaining();
        }

        /** Refuses the bytes unless this holds. */
        public void check(boolean sane) {
            if (!sane) {
                throw new IllegalArgumentException(what + " is damaged: bytes=" + length);
            }
        }

        /** Nothing may be left. */
        public void end() {
            check(!in.hasRemaining());
        }
    }
}
