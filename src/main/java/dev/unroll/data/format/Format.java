package dev.unroll.data.format;

import java.io.Serializable;

/** How the files of a kind are read: the settings of a reader, which open it. */
public interface Format extends Serializable {
    /** A reader of this file; it closes the file's stream when it is closed. */
    ExampleReader open(Input file);
}
