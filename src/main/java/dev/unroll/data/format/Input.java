package dev.unroll.data.format;

import java.io.InputStream;
import java.nio.charset.Charset;

/**
 * A file as its reader takes it.
 *
 * @param name its path in messages, with {@code /} between folders
 * @param bytes its content, unpacked
 * @param charset how its characters are written
 */
public record Input(String name, InputStream bytes, Charset charset) {
    /** The name without folders. */
    public String baseName() {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** Where a line of the file is, counted from 1. */
    String place(long line) {
        return name + ":" + line;
    }

    /** The same for a message that ends the reading. */
    String at(long line) {
        return "file=" + name + " line=" + line;
    }
}
