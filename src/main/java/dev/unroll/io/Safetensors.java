package dev.unroll.io;

import dev.unroll.nn.Layout;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Weights as a safetensors file (huggingface.co/docs/safetensors): each slot one float32 tensor under its name, in the
 * layout's order, row-major, little-endian. The same weights always give the same bytes.
 */
public final class Safetensors {
    /*
     * 8 bytes: length n of the header, little-endian; n bytes of JSON; the tensors. Read in the file's order, whatever
     * it is, and put where the layout says, so that files by other writers load too.
     */
    private static final int LENGTH_BYTES = Long.BYTES;
    private static final long LONGEST_HEADER = 100_000_000;

    private Safetensors() {}

    /** Writes a whole file. */
    public static void write(Layout layout, float[] weights, OutputStream out) throws IOException {
        if (weights.length != layout.size()) {
            throw new IllegalArgumentException("weights=" + weights.length + " layout=" + layout.size());
        }
        byte[] header = SafetensorsHeader.of(layout);
        ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.write(length.putLong(header.length).array());
        out.write(header);
        FloatStream.write(out, weights, 0, weights.length);
    }

    /**
     * Reads the weights of a layout.
     *
     * @return a new flat array
     * @throws DamagedFileException if the file is not well formed, or holds other slots or shapes
     */
    public static float[] read(Layout layout, Store store, String name) throws IOException {
        String file = store.locate(name);
        try (InputStream in = store.open(name)) {
            List<SafetensorsHeader.Entry> entries = header(in, store.length(name), file);
            check(entries, layout, file);
            float[] weights = new float[layout.size()];
            for (SafetensorsHeader.Entry entry : entries) {
                Layout.Slot slot = layout.slot(entry.name());
                if (!FloatStream.read(in, weights, slot.offset(), slot.size())) {
                    throw new DamagedFileException(file, "ends within a tensor: slot=" + entry.name());
                }
            }
            return weights;
        }
    }

    private static List<SafetensorsHeader.Entry> header(InputStream in, long fileLength, String file)
            throws IOException {
        byte[] start = in.readNBytes(LENGTH_BYTES);
        if (start.length < LENGTH_BYTES) {
            throw new DamagedFileException(file, "shorter than its first 8 bytes: length=" + start.length);
        }
        long length = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong();
        long rest = fileLength - LENGTH_BYTES;
        if (length < 2 || length > LONGEST_HEADER || length > rest) {
            throw new DamagedFileException(file, "impossible header length: header=" + length + " file=" + fileLength);
        }
        byte[] json = in.readNBytes((int) length);
        if (json.length < length) {
            throw new DamagedFileException(file, "ends within its header");
        }
        return SafetensorsHeader.parse(json, rest - length, file);
    }

    private static void check(List<SafetensorsHeader.Entry> entries, Layout layout, String file)
            throws DamagedFileException {
        Set<String> known = new HashSet<>();
        for (Layout.Slot slot : layout.slots()) {
            known.add(slot.name());
        }
        Set<String> found = new HashSet<>();
        for (SafetensorsHeader.Entry entry : entries) {
            if (!known.contains(entry.name())) {
                throw new DamagedFileException(file, "holds a slot that the network has not: slot=" + entry.name());
            }
            List<Integer> shape = layout.slot(entry.name()).shape();
            if (!shape.equals(entry.shape())) {
                throw new DamagedFileException(
                        file,
                        "shape differs from the network's: slot=" + entry.name() + " expected=" + shape + " found="
                                + entry.shape());
            }
            found.add(entry.name());
        }
        for (Layout.Slot slot : layout.slots()) {
            if (!found.contains(slot.name())) {
                throw new DamagedFileException(file, "lacks a slot of the network: slot=" + slot.name());
            }
        }
    }
}
