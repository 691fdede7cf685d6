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
final class Encoding {
    private static final int HEADER = 8;

    private Encoding() {}

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, HEADER, bytes.length - HEADER);
        return (int) crc.getValue();
    }

    /** Appends numbers and texts. */
    static final class Writer {
        private ByteBuffer out = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);

        Writer(int magic) {
            out.putInt(magic).putInt(0);
        }

        Writer put(int value) {
            room(Integer.BYTES);
            out.putInt(value);
            return this;
        }

        Writer put(long... values) {
            room(Math.multiplyExact(Long.BYTES, values.length));
            for (long value : values) {
                out.putLong(value);
            }
            return this;
        }

        Writer put(double... values) {
            room(Math.multiplyExact(Double.BYTES, values.length));
            for (double value : values) {
                out.putDouble(value);
            }
            return this;
        }

        /** Length in bytes (32 bits), UTF-8. */
        Writer put(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
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

        byte[] toBytes() {
            byte[] bytes = Arrays.copyOf(out.array(), out.position());
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(Integer.BYTES, checksum(bytes));
            return bytes;
        }
    }

    /** Takes them out again and refuses what no writer wrote. */
    static final class Reader {
        private final ByteBuffer in;
        private final String what;
        private final int length;

        /** @param what the metric's name for messages */
        Reader(int magic, String what, byte[] bytes) {
            this.in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            this.what = what;
            this.length = bytes.length;
            if (length < HEADER || in.getInt() != magic) {
                throw new IllegalArgumentException("not a " + what + ": bytes=" + length);
            }
            check(in.getInt() == checksum(bytes));
        }

        int getInt() {
            check(in.remaining() >= Integer.BYTES);
            return in.getInt();
        }

        long getLong() {
            return getLongs(1)[0];
        }

        long[] getLongs(long count) {
            check(count >= 0 && count <= in.remaining() / Long.BYTES);
            long[] values = new long[(int) count];
            for (int i = 0; i < values.length; i++) {
                values[i] = in.getLong();
            }
            return values;
        }

        /** Numbers that count something. */
        long[] getCounts(long count) {
            long[] values = getLongs(count);
            for (long value : values) {
                check(value >= 0);
            }
            return values;
        }

        double[] getDoubles(long count) {
            check(count >= 0 && count <= in.remaining() / Double.BYTES);
            double[] values = new double[(int) count];
            for (int i = 0; i < values.length; i++) {
                values[i] = in.getDouble();
            }
            return values;
        }

        String getText() {
            int bytes = getInt();
            check(bytes >= 0 && bytes <= in.remaining());
            byte[] text = new byte[bytes];
            in.get(text);
            return new String(text, StandardCharsets.UTF_8);
        }

        /** Bytes that are left. */
        int remaining() {
            return in.remaining();
        }

        void check(boolean sane) {
            if (!sane) {
                throw new IllegalArgumentException(what + " is damaged: bytes=" + length);
            }
        }

        /** Nothing may be left. */
        void end() {
            check(!in.hasRemaining());
        }
    }
}
