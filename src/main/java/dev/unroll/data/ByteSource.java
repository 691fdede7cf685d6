package dev.unroll.data;

import java.io.Closeable;
import java.io.IOException;

/** A file of known length that is read at any position. */
public interface ByteSource extends Closeable {
    /** The file's name in messages. */
    String name();

    /** Bytes in the file. */
    long length();

    /**
     * Reads at most {@code length} bytes from {@code position} on into {@code into}, from {@code offset} on.
     *
     * @return how many were read, at least one; -1 at the end of the file
     */
    int read(long position, byte[] into, int offset, int length) throws IOException;

    /** Opens the files of a corpus by their names in it. */
    @FunctionalInterface
    interface Opener {
        /** The file of this name. */
        ByteSource open(String path) throws IOException;
    }
}
