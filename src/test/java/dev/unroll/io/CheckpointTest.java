package dev.unroll.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.spec.UsageException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointTest {
    private static Checkpoint checkpoint(long round) {
        return new Checkpoint.Builder(round)
                .array("weights", new float[] {1f, -0f, Float.MIN_VALUE, 4f, 5f})
                .array("first-moment", new float[] {0.5f, Float.NaN, Float.NEGATIVE_INFINITY})
                .array("nothing", new float[0])
                .bytes("carry.0", new byte[] {1, 2, 3})
                .bytes("carry.1", new byte[0])
                .bytes("vocabulary", "ä\nb\n".getBytes(StandardCharsets.UTF_8))
                .number("units", Long.MAX_VALUE)
                .number("steps", -3)
                .real("best", Double.POSITIVE_INFINITY)
                .real("factor", 0.1)
                .real("loss", Double.NaN)
                .text("fingerprint", "a\"b\\c\u2028")
                .textMap("spec.", Map.of("network.cell", "lstm", "train.rate", "0.1"))
                .build();
    }

    private static byte[] file(Checkpoint checkpoint) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CheckpointFormat.write(checkpoint, out);
        return out.toByteArray();
    }

    private static Checkpoint read(byte[] file) throws IOException {
        return CheckpointFormat.read(new ByteArrayInputStream(file), file.length, "x.ckpt");
    }

    private static String refusal(byte[] file) {
        return assertThrows(DamagedFileException.class, () -> read(file)).reason();
    }

    @Test
    void whatIsWrittenIsReadToTheBit() throws IOException {
        Checkpoint read = read(file(checkpoint(12)));
        assertEquals(12, read.round());
        assertEquals(
                List.of("weights", "first-moment", "nothing"),
                List.copyOf(read.arrays().keySet()));
        assertEquals(
                List.of("carry.0", "carry.1", "vocabulary"),
                List.copyOf(read.allBytes().keySet()));
        for (String name : read.arrays().keySet()) {
            float[] expected = checkpoint(12).array(name);
            float[] actual = read.array(name);
            assertEquals(expected.length, actual.length);
            for (int i = 0; i < expected.length; i++) {
                assertEquals(Float.floatToRawIntBits(expected[i]), Float.floatToRawIntBits(actual[i]), name + i);
            }
        }
        for (String name : read.allBytes().keySet()) {
            assertArrayEquals(checkpoint(12).bytes(name), read.bytes(name), name);
        }
        assertEquals(Long.MAX_VALUE, read.number("units"));
        assertEquals(-3, read.number("steps"));
        assertEquals(Double.POSITIVE_INFINITY, read.real("best"));
        assertEquals(0.1, read.real("factor"));
        assertEquals(Double.NaN, read.real("loss"));
        assertEquals("a\"b\\c\u2028", read.text("fingerprint"));
        assertEquals(Map.of("network.cell", "lstm", "train.rate", "0.1"), read.textMap("spec."));
        assertThrows(IllegalArgumentException.class, () -> read.number("best"));
    }

    @Test
    void aNameIsGivenOnce() {
        Checkpoint.Builder builder = new Checkpoint.Builder(1).array("x", new float[1]);
        assertThrows(IllegalArgumentException.class, () -> builder.array("x", new float[1]));
        assertThrows(IllegalArgumentException.class, () -> builder.bytes("x", new byte[1]));
    }

    @Test
    void aFileCutOffAnywhereIsRefused() throws IOException {
        byte[] file = file(checkpoint(12));
        for (int length = 0; length < file.length; length++) {
            refusal(Arrays.copyOf(file, length));
        }
        refusal(Arrays.copyOf(file, file.length + 1));
    }

    @Test
    void aFileThatEndsEarlierThanItsLengthSaysIsRefused() throws IOException {
        byte[] file = file(checkpoint(12));
        for (int length = 0; length < file.length; length++) {
            byte[] shorter = Arrays.copyOf(file, length);
            assertThrows(
                    DamagedFileException.class,
                    () -> CheckpointFormat.read(new ByteArrayInputStream(shorter), file.length, "x.ckpt"));
        }
    }

    @Test
    void everyFlippedBitIsNoticed() throws IOException {
        byte[] file = file(checkpoint(12));
        for (int bit = 0; bit < file.length * 8; bit++) {
            byte[] flipped = file.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            assertRefused(flipped, "bit " + bit);
        }
    }

    /** As damaged, or where the version has become a higher one as newer. */
    private static void assertRefused(byte[] file, String message) {
        boolean newer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(8) > CheckpointFormat.VERSION
                && new String(file, 0, 8, StandardCharsets.US_ASCII).equals("UNROLLCK");
        Class<? extends Exception> expected = newer ? UsageException.class : DamagedFileException.class;
        assertThrows(expected, () -> read(file), message);
    }

    @Test
    void randomAlterationsAreNoticed() throws IOException {
        long seed = 4711;
        Random random = new Random(seed);
        byte[] file = file(checkpoint(12));
        for (int trial = 0; trial < 2000; trial++) {
            byte[] altered = file.clone();
            int from = random.nextInt(file.length);
            int to = Math.min(file.length, from + random.nextInt(1, 40));
            for (int i = from; i < to; i++) {
                altered[i] = (byte) random.nextInt(32, 127);
            }
            if (!Arrays.equals(file, altered)) {
                assertRefused(altered, "seed " + seed + " trial " + trial);
            }
        }
    }

    /** A file whose digest is right, so that only the header's own rules stand between it and an allocation. */
    private static byte[] forged(String header, int dataBytes) throws IOException {
        byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        byte[] body = ByteBuffer.allocate(16 + json.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("UNROLLCK".getBytes(StandardCharsets.US_ASCII))
                .putInt(CheckpointFormat.VERSION)
                .putInt(json.length)
                .put(json)
                .array();
        byte[] file = Arrays.copyOf(body, body.length + Sha256.LENGTH);
        System.arraycopy(Sha256.digest().digest(body), 0, file, body.length, Sha256.LENGTH);
        return file;
    }

    private static String header(String sections) {
        return "{'round':1,'longs':{},'doubles':{},'texts':{},'sections':[" + sections + "]}";
    }

    @Test
    void aForgedHeaderThatIsRightIsRead() throws IOException {
        Checkpoint read = read(forged(header("{'name':'w','type':'f32','bytes':8}"), 8));
        assertArrayEquals(new float[2], read.array("w"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "length differs | {'name':'w','type':'f32','bytes':8589934540} | 8",
                "length differs | {'name':'w','type':'bytes','bytes':2147483600} | 8",
                "length differs | {'name':'w','type':'f32','bytes':4} | 8",
                "impossible section | {'name':'w','type':'f32','bytes':8589934592} | 8",
                "impossible section | {'name':'w','type':'bytes','bytes':9223372036854775807} | 8",
                "impossible section | {'name':'w','type':'bytes','bytes':-8} | 8",
                "impossible section | {'name':'w','type':'f32','bytes':7} | 7",
                "no whole number | {'name':'w','type':'f32','bytes':92233720368547758070} | 8",
                "no whole number | {'name':'w','type':'f32','bytes':8.0} | 8",
                "no whole number | {'name':'w','type':'f32'} | 8",
                "no string | {'name':7,'type':'f32','bytes':8} | 8",
                "unknown kind | {'name':'w','type':'f64','bytes':8} | 8",
                "section twice | {'name':'w','type':'f32','bytes':4},{'name':'w','type':'bytes','bytes':4} | 8",
                "not an object | 7 | 8",
            })
    void aForgedSectionIsRefusedBeforeItIsAllocated(String reason, String sections, int dataBytes) throws IOException {
        String found = refusal(forged(header(sections), dataBytes));
        assertTrue(found.contains(reason), found);
    }

    @Test
    void forgedScalarsAreRefused() throws IOException {
        for (String header : List.of(
                "{'round':-1,'longs':{},'doubles':{},'texts':{},'sections':[]}",
                "{'round':1,'longs':{'x':'1'},'doubles':{},'texts':{},'sections':[]}",
                "{'round':1,'longs':{},'doubles':{'x':1.5},'texts':{},'sections':[]}",
                "{'round':1,'longs':{},'doubles':{'x':'one'},'texts':{},'sections':[]}",
                "{'round':1,'longs':{},'doubles':{},'texts':{'x':null},'sections':[]}",
                "{'round':1,'longs':{},'doubles':{},'texts':{}}",
                "{'round':1,'round':1,'longs':{},'doubles':{},'texts':{},'sections':[]}",
                "[]")) {
            assertFalse(refusal(forged(header, 0)).isEmpty());
        }
    }

    @Test
    void anImpossibleHeaderLengthIsRefusedBeforeItIsAllocated() throws IOException {
        for (int length : new int[] {Integer.MAX_VALUE, Integer.MIN_VALUE, -1, 0, 1, 60 << 20}) {
            byte[] file = file(checkpoint(3));
            ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(12, length);
            assertTrue(refusal(file).contains("header length"), "length " + length);
        }
    }

    @Test
    void anotherVersionIsNamed() throws IOException {
        byte[] file = file(checkpoint(3));
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(8, 2);
        assertEquals(
                "checkpoint has a newer format: file=x.ckpt format_version=2 known=1; hint: go on with the version that"
                        + " wrote it, or newer, or move the file away",
                assertThrows(UsageException.class, () -> read(file)).getMessage());
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(8, 0);
        assertEquals("other format: format_version=0 known=1", refusal(file));
    }
}
