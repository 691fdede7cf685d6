package dev.unroll.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Float arrays as little-endian IEEE 754 singles, a block at a time: 64 KB of scratch whatever the array's length. */
final class FloatStream {
    private static final int BLOCK = 1 << 14;

    private FloatStream() {}

    static void write(OutputStream out, float[] values, int offset, int count) throws IOException {
        byte[] block = new byte[Math.min(BLOCK, count) * Float.BYTES];
        FloatBuffer floats = floats(block);
        for (int done = 0; done < count; ) {
            int now = Math.min(BLOCK, count - done);
            floats.put(0, values, offset + done, now);
            out.write(block, 0, now * Float.BYTES);
            done += now;
        }
    }

    /** Returns false if the stream ends too early. */
    static boolean read(InputStream in, float[] values, int offset, int count) throws IOException {
        byte[] block = new byte[Math.min(BLOCK, count) * Float.BYTES];
        FloatBuffer floats = floats(block);
        for (int done = 0; done < count; ) {
            int now = Math.min(BLOCK, count - done);
            if (in.readNBytes(block, 0, now * Float.BYTES) < now * Float.BYTES) {
                return false;
            }
            floats.get(0, values, offset + done, now);
            done += now;
        }
        return true;
    }

    private static FloatBuffer floats(byte[] block) {
        return ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }
}
