package dev.unroll.data;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class Hash64Test {
    /** Published with xxHash (the empty text and the sentence, seed 0) and seen with xxhsum. */
    @Test
    void agreesWithPublishedVectors() {
        assertEquals(0xEF46DB3751D8E999L, Hash64.of(new byte[0]));
        assertEquals(0xD24EC4F1A98C6E5BL, Hash64.of("a".getBytes(US_ASCII)));
        assertEquals(0x44BC2CF5AD770999L, Hash64.of("abc".getBytes(US_ASCII)));
        assertEquals(0xFBCEA83C8A378BF1L, Hash64.of("Nobody inspects the spammish repetition".getBytes(US_ASCII)));
    }

    /** Computed with net.jpountz.xxhash (lz4-java): bytes 0, 1, 2, ... of each length up to 100, hashes folded by 31. */
    @Test
    void agreesWithAnotherImplementationAtEveryLength() {
        byte[] bytes = new byte[103];
        for (int i = 0; i < 100; i++) {
            bytes[i + 3] = (byte) i;
        }
        long sum = 0;
        for (int length = 0; length <= 100; length++) {
            sum = sum * 31 + Hash64.of(bytes, 3, length);
        }
        assertEquals(GOLDEN, sum);
    }

    private static final long GOLDEN = 0xDC7EF515C9CA04A0L;

    @Test
    void aFractionOfTheHashesIsHeldOut() {
        RecordSplit tenth = new RecordSplit(new BigDecimal("0.1"), 7);
        assertTrue(tenth.isValidation(0));
        // 2^64 / 10 = 0x1999999999999999.99...
        assertTrue(tenth.isValidation(0x1999999999999998L));
        assertFalse(tenth.isValidation(0x1999999999999999L));
        assertFalse(tenth.isValidation(-1));
        assertFalse(new RecordSplit(BigDecimal.ZERO, 7).isValidation(0));
        RecordSplit most = new RecordSplit(new BigDecimal("0.9"), 7);
        assertTrue(most.isValidation(0xE666666666666665L));
        assertFalse(most.isValidation(0xE666666666666666L));
    }

    @Test
    void theShardIsTheUnsignedRemainder() {
        assertEquals(5, new RecordSplit(BigDecimal.ZERO, 10).shard(-1));
        assertEquals(3, new RecordSplit(BigDecimal.ZERO, 7).shard(3));
    }
}
