package dev.unroll.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * One folder on some file system. Names are relative to it, with {@code /} between folders.
 *
 * <p>The seam between what is stored and where: {@link LocalStore} uses this machine's files, package {@code spark}
 * adds Hadoop's.
 */
public interface Store {
    /** Ends the name of a file that was still being created when the process died. */
    String TEMPORARY = ".tmp";

    /** Writes a file's bytes. */
    interface Content {
        /** Writes everything to {@code out} and leaves it open. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Names of the files and folders in {@code folder} ({@code ""}: the store itself), sorted; none if absent. */
    List<String> list(String folder) throws IOException;

    /** Whether a file or folder of this name is there. */
    boolean exists(String name) throws IOException;

    /** Length of a file in bytes. */
    long length(String name) throws IOException;

    /** The bytes of a file, unbuffered. */
    InputStream open(String name) throws IOException;

    /**
     * Creates or replaces a file and its folders. When this returns, the file is on the medium; whatever happens
     * before, a reader sees the old file or the new one, never a part.
     */
    void create(String name, Content content) throws IOException;

    /** Adds bytes to the end of a file, creating it if it is absent; a crash may leave a part of them. */
    void append(String name, byte[] bytes) throws IOException;

    /** Removes a file, or a folder with all that is in it; nothing if it is absent. */
    void delete(String name) throws IOException;

    /** The full name of {@code name} for messages. */
    String locate(String name);
}
