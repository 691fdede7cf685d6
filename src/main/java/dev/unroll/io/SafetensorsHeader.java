package dev.unroll.io;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.unroll.nn.Layout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The JSON in front of the tensors: writing it from a layout, and reading it without trusting it. */
final class SafetensorsHeader {
    /*
     * {"__metadata__":{"format":"unroll","version":"1"},
     *  "output.b":{"dtype":"F32","shape":[65],"data_offsets":[0,260]}, ...}
     * Offsets count from the end of the header. A valid set of tensors covers the data exactly: sorted by their begin,
     * each starts where the one before it ended, and the last ends with the file.
     */
    static final String METADATA = "__metadata__";

    /** A tensor as the header describes it; {@code begin} is its first byte behind the header. */
    record Entry(String name, List<Integer> shape, long begin, long end) {}

    private SafetensorsHeader() {}

    /** The header of a file that holds the layout's slots in order, padded with spaces to a multiple of 8 bytes. */
    static byte[] of(Layout layout) {
        ObjectNode header = JsonNodeFactory.instance.objectNode();
        header.putObject(METADATA).put("format", "unroll").put("version", "1");
        long begin = 0;
        for (Layout.Slot slot : layout.slots()) {
            long end = begin + (long) slot.size() * Float.BYTES;
            ObjectNode tensor = header.putObject(slot.name()).put("dtype", "F32");
            ArrayNode shape = tensor.putArray("shape");
            slot.shape().forEach(shape::add);
            tensor.putArray("data_offsets").add(begin).add(end);
            begin = end;
        }
        byte[] json = Json.line(header);
        byte[] padded = Arrays.copyOf(json, (json.length + 7) / 8 * 8);
        Arrays.fill(padded, json.length, padded.length, (byte) ' ');
        return padded;
    }

    /**
     * The tensors in the order of their bytes.
     *
     * @param dataLength bytes behind the header
     * @param file for messages
     */
    static List<Entry> parse(byte[] json, long dataLength, String file) throws DamagedFileException {
        ObjectNode header = Json.object(json, file);
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : header.properties()) {
            if (!field.getKey().equals(METADATA)) {
                entries.add(entry(field.getKey(), field.getValue(), file));
            }
        }
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        long covered = 0;
        for (Entry entry : entries) {
            if (entry.begin() != covered) {
                String fault = entry.begin() < covered ? "tensors overlap" : "gap before a tensor";
                throw new DamagedFileException(file, fault + ": slot=" + entry.name());
            }
            covered = entry.end();
        }
        if (covered != dataLength) {
            throw new DamagedFileException(
                    file, "length differs from the header's: expected=" + covered + " found=" + dataLength);
        }
        return entries;
    }

    private static Entry entry(String name, JsonNode tensor, String file) throws DamagedFileException {
        JsonNode dtype = tensor.get("dtype");
        if (dtype == null || !"F32".equals(dtype.textValue())) {
            throw new DamagedFileException(file, "dtype is not F32: slot=" + name + " dtype=" + dtype);
        }
        List<Integer> shape = new ArrayList<>();
        long bytes = Float.BYTES;
        for (long extent : numbers(tensor.get("shape"), "shape", name, file)) {
            if (extent > Integer.MAX_VALUE || (extent != 0 && bytes > Long.MAX_VALUE / extent)) {
                throw new DamagedFileException(file, "shape is too large: slot=" + name);
            }
            shape.add((int) extent);
            bytes *= extent;
        }
        List<Long> offsets = numbers(tensor.get("data_offsets"), "data_offsets", name, file);
        if (offsets.size() != 2 || offsets.get(1) - offsets.get(0) != bytes) {
            throw new DamagedFileException(
                    file,
                    "offsets do not fit the shape: slot=" + name + " shape=" + shape + " data_offsets=" + offsets);
        }
        return new Entry(name, List.copyOf(shape), offsets.get(0), offsets.get(1));
    }

    private static List<Long> numbers(JsonNode node, String what, String name, String file)
            throws DamagedFileException {
        if (!(node instanceof ArrayNode array)) {
            throw new DamagedFileException(file, "no array of numbers: slot=" + name + " field=" + what);
        }
        List<Long> values = new ArrayList<>();
        for (JsonNode element : array) {
            if (!element.isIntegralNumber() || !element.canConvertToLong() || element.longValue() < 0) {
                throw new DamagedFileException(file, "not a natural number: slot=" + name + " field=" + what);
            }
            values.add(element.longValue());
        }
        return values;
    }
}
