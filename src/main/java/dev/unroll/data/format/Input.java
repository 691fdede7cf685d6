package dev.unroll.data.format;

import dev.unroll.spec.DataSpec.InvalidUtf8;
import java.io.InputStream;
import java.nio.charset.Charset;

/**
 * A file as its reader takes it.
 *
 * @param name its path in messages, with {@code /} between folders
 * @param bytes its content, unpacked
 * @param charset how its characters are written
 * @param invalid what becomes of bytes that are none of its charset
 */
public record Input(String name, InputStream bytes, Charset charset, InvalidUtf8 invalid) {
    /** A file whose ill-formed parts become U+FFFD. */
    public Input(String name, InputStream bytes, Charset charset) {
        this(name, bytes, charset, InvalidUtf8.REPLACE);
    }

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
