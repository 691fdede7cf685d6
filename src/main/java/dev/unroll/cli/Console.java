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
 * @param terminal whether a person watches, so that a line may be written over
 */
record Console(PrintStream out, PrintStream err, boolean terminal) {
    /** The streams of this process, in UTF-8 whatever the locale. Up to Java 21 there is a console only on a terminal. */
    @SuppressWarnings("SystemConsoleNull")
    static Console ofProcess() {
        return new Console(utf8(FileDescriptor.out), utf8(FileDescriptor.err), System.console() != null);
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
