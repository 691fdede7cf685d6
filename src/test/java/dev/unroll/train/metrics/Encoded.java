package dev.unroll.train.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.function.Function;

/** What holds of the bytes of every metric. */
public final class Encoded {
    private Encoded() {}

    /** Bytes are read back as the same metric; with one bit flipped, cut short or longer by a byte they are refused. */
    public static <M> void assertSafe(byte[] bytes, Function<byte[], M> decode, Function<M, byte[]> encode) {
        assertArrayEquals(bytes, encode.apply(decode.apply(bytes)));
        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= (byte) (1 << (i & 7));
            assertRefused(damaged, decode, "byte " + i);
        }
        for (int length = 0; length < bytes.length; length += 1 + length / 50) {
            assertRefused(Arrays.copyOf(bytes, length), decode, "length " + length);
        }
        assertRefused(Arrays.copyOf(bytes, bytes.length + 1), decode, "length " + (bytes.length + 1));
    }

    /** Sound bytes of a metric that cannot be. */
    static <M> void assertRefused(Encoding.Writer out, Function<byte[], M> decode) {
        assertRefused(out.toBytes(), decode, "impossible");
    }

    private static <M> void assertRefused(byte[] bytes, Function<byte[], M> decode, String how) {
        assertThrows(IllegalArgumentException.class, () -> decode.apply(bytes), how);
    }
}
