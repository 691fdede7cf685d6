package dev.unroll.data.format;

import java.io.Serializable;

/** How the files of a kind are read: the settings of a reader, which open it. */
public interface Format extends Serializable {
    /** A reader of this file; it closes the file's stream when it is closed. */
    ExampleReader open(Input file);

    /**
     * The format of the files that a key or option names, where a file holds several parts and each has its own.
     *
     * @param key such as {@code data.train}
     */
    default Format of(String key) {
        return this;
    }

    /** The name of a second file that says what belongs to this one, in the same folder; empty where there is none. */
    default String companion(String baseName) {
        return "";
    }

    /** A reader of a file and its companion. */
    default ExampleReader open(Input file, Input companion) {
        throw new IllegalStateException("file has no companion: file=" + file.name());
    }
}
