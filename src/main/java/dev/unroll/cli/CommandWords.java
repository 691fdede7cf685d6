package dev.unroll.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A command line to paste into a shell. */
final class CommandWords {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,@%+-]+");

    private final List<String> words = new ArrayList<>(List.of(Main.PROGRAM));

    /** Adds words. */
    CommandWords add(String... more) {
        words.addAll(List.of(more));
        return this;
    }

    /** Adds words. */
    CommandWords add(List<String> more) {
        words.addAll(more);
        return this;
    }

    @Override
    public String toString() {
        return words.stream().map(CommandWords::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
