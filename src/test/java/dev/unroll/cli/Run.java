package dev.unroll.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A command line that was run in this JVM.
 *
 * @param status its exit status
 * @param out what it printed
 * @param err what it said
 */
record Run(int status, String out, String err) {
    static Run of(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Main.run(words, print(out), print(err));
        return new Run(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    /** It ended well. */
    Run done() {
        assertEquals(0, status, err);
        return this;
    }

    /** It was refused with one line that holds all of these words. */
    void refused(String... words) {
        assertEquals(Failures.USAGE, status, err);
        assertEquals("", out);
        List<String> lines = err.lines().toList();
        String last = lines.get(lines.size() - 1);
        assertTrue(last.startsWith("error: ") && last.contains("; hint: "), err);
        assertTrue(lines.stream().noneMatch(line -> line.startsWith("\tat ")), err);
        for (String word : words) {
            assertTrue(last.contains(word), "not in it: " + word + "\n" + err);
        }
    }
}
