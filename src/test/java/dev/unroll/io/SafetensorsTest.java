package dev.unroll.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.nn.Layout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
    private static final String NAME = "model.safetensors";

    @TempDir
    private Path folder;

    private static Layout layout() {
        Layout.Builder builder = new Layout.Builder();
        builder.add("layer0.forward.a.W", 3, 5);
        builder.add("layer0.forward.a.b", 3);
        builder.add("output.W", 7, 3);
        builder.add("output.b", 7);
        return builder.build();
    }

    private static float[] weights(Layout layout) {
        float[] weights = new float[layout.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (i - 20) * 0.37f;
        }
        weights[2] = -0f;
        weights[3] = Float.MIN_VALUE;
        return weights;
    }

    private static byte[] file(Layout layout, float[] weights) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Safetensors.write(layout, weights, out);
        return out.toByteArray();
    }

    /** A file with this header, padded by nobody, and so many zero bytes behind it. */
    private static byte[] file(String header, int dataBytes) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .array();
    }

    private float[] read(Layout layout, byte[] file) throws IOException {
        Files.write(folder.resolve(NAME), file);
        return Safetensors.read(layout, new LocalStore(folder), NAME);
    }

    private String refusal(Layout layout, byte[] file) {
        DamagedFileException e = assertThrows(DamagedFileException.class, () -> read(layout, file));
        assertTrue(e.getMessage().contains(folder.resolve(NAME).toString()), e.getMessage());
        return e.reason();
    }

    @Test
    void whatIsWrittenIsReadToTheBit() throws IOException {
        Layout layout = layout();
        float[] weights = weights(layout);
        float[] read = read(layout, file(layout, weights));
        for (int i = 0; i < weights.length; i++) {
            assertEquals(Float.floatToRawIntBits(weights[i]), Float.floatToRawIntBits(read[i]), "element " + i);
        }
    }

    @Test
    void aTensorLongerThanTheBlockIsReadWhole() throws IOException {
        Layout.Builder builder = new Layout.Builder();
        builder.add("output.W", 101, 331);
        builder.add("output.b", 101);
        Layout layout = builder.build();
        float[] weights = new float[layout.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = i;
        }
        assertArrayEquals(weights, read(layout, file(layout, weights)));
    }

    @Test
    void theBytesAreThoseOfTheFormat() throws IOException {
        Layout.Builder builder = new Layout.Builder();
        builder.add("output.b", 2);
        byte[] file = file(builder.build(), new float[] {1f, -2f});
        String header = "{\"__metadata__\":{\"format\":\"unroll\",\"version\":\"1\"},"
                + "\"output.b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
        int padded = (header.length() + 7) / 8 * 8;
        ByteBuffer expected = ByteBuffer.allocate(8 + padded + 8).order(ByteOrder.LITTLE_ENDIAN);
        expected.putLong(padded).put(header.getBytes(StandardCharsets.UTF_8));
        while (expected.position() < 8 + padded) {
            expected.put((byte) ' ');
        }
        expected.put(HexFormat.of().parseHex("0000803f000000c0"));
        assertArrayEquals(expected.array(), file);
    }

    @Test
    void theHeaderNamesSlotsInOrder() throws IOException {
        byte[] file = file(layout(), weights(layout()));
        int length = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
        byte[] json = Arrays.copyOfRange(file, Long.BYTES, Long.BYTES + length);
        assertEquals(
                List.of("layer0.forward.a.W [3, 5]", "layer0.forward.a.b [3]", "output.W [7, 3]", "output.b [7]"),
                SafetensorsHeader.parse(json, file.length - Long.BYTES - length, NAME).stream()
                        .map(entry -> entry.name() + " " + entry.shape())
                        .toList());
    }

    @Test
    void aWriterWithAnotherOrderOfTensorsIsUnderstood() throws IOException {
        Layout.Builder builder = new Layout.Builder();
        builder.add("output.W", 2, 1);
        builder.add("output.b", 1);
        byte[] file = file(
                "{\"output.W\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[4,12]},"
                        + "\"output.b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                12);
        ByteBuffer.wrap(file, file.length - 12, 12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(9f)
                .putFloat(1f)
                .putFloat(2f);
        assertArrayEquals(new float[] {1f, 2f, 9f}, read(builder.build(), file));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "gap before a tensor | {'x':{'dtype':'F32','shape':[2],'data_offsets':[4,12]}} | 12",
                "tensors overlap | {'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},"
                        + "'y':{'dtype':'F32','shape':[2],'data_offsets':[4,12]}} | 12",
                "gap before a tensor | {'x':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},"
                        + "'y':{'dtype':'F32','shape':[1],'data_offsets':[8,12]}} | 12",
                "length differs | {'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | 7",
                "length differs | {'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | 9",
                "offsets do not fit | {'x':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}} | 4",
                "offsets do not fit | {'x':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}} | 8",
                "offsets do not fit | {'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8,8]}} | 8",
                "not a natural number | {'x':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}} | 8",
                "not a natural number | {'x':{'dtype':'F32','shape':[2.0],'data_offsets':[0,8]}} | 8",
                "not a natural number | {'x':{'dtype':'F32','shape':[2],'data_offsets':[0,99999999999999999999]}} | 8",
                "no array | {'x':{'dtype':'F32','shape':2,'data_offsets':[0,8]}} | 8",
                "no array | {'x':{'dtype':'F32','shape':[2]}} | 8",
                "shape is too large | {'x':{'dtype':'F32','shape':[2147483647,2147483647,4],'data_offsets':[0,8]}} | 8",
                "shape is too large | {'x':{'dtype':'F32','shape':[4294967296],'data_offsets':[0,8]}} | 8",
                "dtype is not F32 | {'x':{'dtype':'F16','shape':[4],'data_offsets':[0,8]}} | 8",
                "dtype is not F32 | {'x':[1]} | 8",
                "not json | {'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},"
                        + "'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | 8",
                "not json | {'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8]} | 8",
                "not json | {'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} 7 | 8",
                "not a json object | [1] | 8",
                "slot that the network has not | {'z':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | 8",
                "shape differs | {'x':{'dtype':'F32','shape':[2,1],'data_offsets':[0,8]}} | 8",
                "lacks a slot | {} | 0",
            })
    void aFaultyHeaderIsRefusedByName(String reason, String header, int dataBytes) {
        Layout.Builder builder = new Layout.Builder();
        builder.add("x", 2);
        String found = refusal(builder.build(), file(header.replace('\'', '"'), dataBytes));
        assertTrue(found.contains(reason), found);
    }

    @Test
    void anImpossibleHeaderLengthIsRefusedBeforeItIsAllocated() {
        for (long length :
                new long[] {Long.MAX_VALUE, Long.MIN_VALUE, -1, 0, 1, 1L << 40, 99_999_999, 4_000_000_000L}) {
            byte[] file = ByteBuffer.allocate(64)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(length)
                    .array();
            assertTrue(refusal(layout(), file).contains("header length"), "length " + length);
        }
    }

    @Test
    void aFileCutOffAnywhereIsRefused() throws IOException {
        byte[] file = file(layout(), weights(layout()));
        for (int length = 0; length < file.length; length++) {
            refusal(layout(), Arrays.copyOf(file, length));
        }
    }

    @Test
    void aHeaderWithAFlippedBitIsRefusedOrMeansTheSame() throws IOException {
        Layout layout = layout();
        float[] weights = weights(layout);
        byte[] file = file(layout, weights);
        int data = file.length - layout.size() * Float.BYTES;
        int refused = 0;
        for (int bit = 0; bit < data * 8; bit++) {
            byte[] flipped = file.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            try {
                assertArrayEquals(weights, read(layout, flipped), "bit " + bit);
            } catch (DamagedFileException e) {
                refused++;
            }
        }
        assertTrue(refused > data * 4, "refused " + refused + " of " + data * 8);
    }

    @Test
    void aScrambledHeaderIsRefusedOrMeansTheSame() throws IOException {
        long seed = 99;
        Random random = new Random(seed);
        Layout layout = layout();
        float[] weights = weights(layout);
        byte[] file = file(layout, weights);
        int data = file.length - layout.size() * Float.BYTES;
        for (int trial = 0; trial < 500; trial++) {
            byte[] scrambled = file.clone();
            for (int change = random.nextInt(1, 6); change > 0; change--) {
                scrambled[8 + random.nextInt(data - 8)] = (byte) random.nextInt(32, 127);
            }
            try {
                assertArrayEquals(weights, read(layout, scrambled), "seed " + seed + " trial " + trial);
            } catch (DamagedFileException e) {
                assertTrue(e.getMessage().contains(NAME));
            }
        }
    }
}
