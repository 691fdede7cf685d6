package dev.unroll.io;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.unroll.spec.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A checkpoint as one file that is either read whole and unaltered or refused. */
final class CheckpointFormat {
    /*
     * magic      8 bytes   "UNROLLCK"
     * version    4 bytes   little-endian, as all numbers
     * n          4 bytes   length of the header
     * header     n bytes   {"round":12,"longs":{...},"doubles":{"name":"0.5"},"texts":{...},
     *                       "sections":[{"name":"weights","type":"f32","bytes":4000}, ...]}
     * sections             the bytes, in the header's order
     * digest     32 bytes  SHA-256 of all before
     *
     * The lengths of the parts must add up to the file's before anything is allocated for them; the digest is compared
     * before anything is returned. Doubles are written as text, since JSON knows neither NaN nor infinity.
     */
    static final int VERSION = 1;
    static final int PREFIX_BYTES = 16;
    private static final int VERSION_AT = 8;
    private static final int HEADER_LENGTH_AT = 12;
    private static final byte[] MAGIC = "UNROLLCK".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_HEADER = 64 << 20;

    private enum Type {
        F32,
        BYTES;

        String key() {
            return this == F32 ? "f32" : "bytes";
        }
    }

    private record Section(String name, Type type, long bytes) {}

    private CheckpointFormat() {}

    static void write(Checkpoint checkpoint, OutputStream out) throws IOException {
        MessageDigest digest = Sha256.digest();
        OutputStream counted = new DigestOutputStream(out, digest);
        byte[] header = Json.line(header(checkpoint));
        if (header.length > LONGEST_HEADER) {
            throw new IllegalArgumentException("checkpoint has too many scalars: header=" + header.length);
        }
        counted.write(MAGIC);
        counted.write(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(VERSION)
                .putInt(header.length)
                .array());
        counted.write(header);
        for (float[] array : checkpoint.arrays().values()) {
            FloatStream.write(counted, array, 0, array.length);
        }
        for (byte[] bytes : checkpoint.allBytes().values()) {
            counted.write(bytes);
        }
        out.write(digest.digest());
    }

    private static ObjectNode header(Checkpoint checkpoint) {
        ObjectNode header = JsonNodeFactory.instance.objectNode();
        header.put("round", checkpoint.round());
        checkpoint.longs().forEach(header.putObject("longs")::put);
        ObjectNode doubles = header.putObject("doubles");
        checkpoint.doubles().forEach((name, value) -> doubles.put(name, Double.toString(value)));
        checkpoint.texts().forEach(header.putObject("texts")::put);
        ArrayNode sections = header.putArray("sections");
        checkpoint.arrays().forEach((name, array) -> sections.addObject()
                .put("name", name)
                .put("type", Type.F32.key())
                .put("bytes", Math.multiplyExact(array.length, (long) Float.BYTES)));
        checkpoint.allBytes().forEach((name, bytes) -> sections.addObject()
                .put("name", name)
                .put("type", Type.BYTES.key())
                .put("bytes", (long) bytes.length));
        return header;
    }

    /**
     * Reads one checkpoint to its end.
     *
     * @param length of the file
     * @param file for messages
     * @throws UsageException if a newer version of this program wrote it
     */
    static Checkpoint read(InputStream in, long length, String file) throws IOException {
        MessageDigest digest = Sha256.digest();
        InputStream counted = new DigestInputStream(in, digest);
        int headerLength = prefix(counted, length, file);
        ObjectNode header = Json.object(whole(counted, headerLength, file), file);
        List<Section> sections = sections(header, file);
        long expected = PREFIX_BYTES + (long) headerLength + Sha256.LENGTH;
        for (Section section : sections) {
            expected += section.bytes();
        }
        if (expected != length) {
            throw new DamagedFileException(
                    file, "length differs from the header's: expected=" + expected + " found=" + length);
        }
        Checkpoint.Builder builder = new Checkpoint.Builder(round(header, file));
        scalars(header, builder, file);
        for (Section section : sections) {
            switch (section.type()) {
                case F32 -> builder.array(section.name(), floats(counted, section, file));
                case BYTES -> builder.bytes(section.name(), whole(counted, section.bytes(), file));
            }
        }
        byte[] actual = digest.digest();
        if (!MessageDigest.isEqual(actual, whole(in, Sha256.LENGTH, file))) {
            throw new DamagedFileException(file, "sha256 differs");
        }
        return builder.build();
    }

    private static int prefix(InputStream in, long length, String file) throws IOException {
        byte[] prefix = whole(in, PREFIX_BYTES, file);
        if (!isOurs(prefix)) {
            throw new DamagedFileException(file, "not a checkpoint");
        }
        int version = number(prefix, VERSION_AT);
        if (version > VERSION) {
            throw new UsageException(
                    "checkpoint has a newer format: file=" + file + " format_version=" + version + " known=" + VERSION,
                    "go on with the version that wrote it, or newer, or move the file away");
        }
        if (version != VERSION) {
            throw new DamagedFileException(file, "other format: format_version=" + version + " known=" + VERSION);
        }
        int headerLength = number(prefix, HEADER_LENGTH_AT);
        if (headerLength < 2 || headerLength > LONGEST_HEADER || headerLength > length - PREFIX_BYTES) {
            throw new DamagedFileException(file, "impossible header length: header=" + headerLength);
        }
        return headerLength;
    }

    /** Whether a newer version of this program wrote the file that begins here. */
    static boolean isNewer(InputStream in) throws IOException {
        byte[] prefix = in.readNBytes(PREFIX_BYTES);
        return prefix.length == PREFIX_BYTES && isOurs(prefix) && number(prefix, VERSION_AT) > VERSION;
    }

    private static boolean isOurs(byte[] prefix) {
        return Arrays.equals(prefix, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    private static int number(byte[] prefix, int at) {
        return ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
    }

    private static long round(ObjectNode header, String file) throws DamagedFileException {
        long round = Json.number(header, "round", file);
        if (round < 0) {
            throw new DamagedFileException(file, "negative round: round=" + round);
        }
        return round;
    }

    private static List<Section> sections(ObjectNode header, String file) throws DamagedFileException {
        if (!(header.get("sections") instanceof ArrayNode array)) {
            throw new DamagedFileException(file, "no list of sections");
        }
        List<Section> sections = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode node : array) {
            if (!(node instanceof ObjectNode object)) {
                throw new DamagedFileException(file, "section is not an object");
            }
            String name = Json.text(object, "name", file);
            Type type = type(Json.text(object, "type", file), file);
            long bytes = Json.number(object, "bytes", file);
            long whole = type == Type.F32 ? Float.BYTES : 1;
            if (bytes < 0 || bytes % whole != 0 || bytes / whole > Integer.MAX_VALUE - 8) {
                throw new DamagedFileException(file, "impossible section: name=" + name + " bytes=" + bytes);
            }
            if (!names.add(name)) {
                throw new DamagedFileException(file, "section twice: name=" + name);
            }
            sections.add(new Section(name, type, bytes));
        }
        return sections;
    }

    private static Type type(String key, String file) throws DamagedFileException {
        for (Type type : Type.values()) {
            if (type.key().equals(key)) {
                return type;
            }
        }
        throw new DamagedFileException(file, "unknown kind of section: type=" + key);
    }

    private static void scalars(ObjectNode header, Checkpoint.Builder builder, String file)
            throws DamagedFileException {
        ObjectNode longs = Json.child(header, "longs", file);
        for (Map.Entry<String, JsonNode> entry : longs.properties()) {
            builder.number(entry.getKey(), Json.number(longs, entry.getKey(), file));
        }
        for (Map.Entry<String, String> entry :
                Json.strings(header, "doubles", file).entrySet()) {
            try {
                builder.real(entry.getKey(), Double.parseDouble(entry.getValue()));
            } catch (NumberFormatException e) {
                throw new DamagedFileException(file, "not a real number: " + entry.getKey());
            }
        }
        Json.strings(header, "texts", file).forEach(builder::text);
    }

    private static float[] floats(InputStream in, Section section, String file) throws IOException {
        float[] values = new float[(int) (section.bytes() / Float.BYTES)];
        if (!FloatStream.read(in, values, 0, values.length)) {
            throw new DamagedFileException(file, "ends within a section: name=" + section.name());
        }
        return values;
    }

    private static byte[] whole(InputStream in, long count, String file) throws IOException {
        byte[] bytes = in.readNBytes((int) count);
        if (bytes.length < count) {
            throw new DamagedFileException(file, "ends too early");
        }
        return bytes;
    }
}
