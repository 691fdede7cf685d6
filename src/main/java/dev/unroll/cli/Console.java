package dev.unroll.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command prints.
 *
 * @param out results
 * @param err progress and errors
 * @param terminal whether {@code err} is a person's screen, so that a line may be written over
 */
record Console(PrintStream out, PrintStream err, boolean terminal) {
    /** How submit.sh says what becomes of progress: no JVM can tell whether its stderr is a terminal. */
    private static final String PROGRESS = "UNROLL_PROGRESS";

    private static final String ONE_LINE = "line";

    /** The streams of this process, in UTF-8 whatever the locale. */
    static Console ofProcess() {
        boolean terminal = ONE_LINE.equals(System.getenv(PROGRESS));
        return new Console(utf8(FileDescriptor.out), utf8(FileDescriptor.err), terminal);
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** One line of progress. */
    void say(String line) {
        err.println(line);
    }

    /** One line of the result. */
    void print(String line) {
        out.println(line);
    }
}
