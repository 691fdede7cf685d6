package dev.unroll.io;

import java.io.IOException;

/** A file that is not what it should be: cut off, altered, or of another kind. The message names file and reason. */
public final class DamagedFileException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final String reason;

    /**
     * @param file where, as the user may look for it
     * @param reason what is wrong: a lower-case clause
     */
    public DamagedFileException(String file, String reason) {
        super("file is damaged: file=" + file + " reason=" + reason);
        this.file = file;
        this.reason = reason;
    }

    /** Where. */
    public String file() {
        return file;
    }

    /** What is wrong, without the file. */
    public String reason() {
        return reason;
    }
}
