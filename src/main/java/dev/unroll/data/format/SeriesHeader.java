package dev.unroll.data.format;

import dev.unroll.spec.UsageException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What stands before the data of a {@code .ts} file: tags, one on each line. */
final class SeriesHeader {
    private final Input file;
    private final SortedSet<String> classes = new TreeSet<>();
    private boolean labelled;
    private boolean valued;
    private int channels;
    private int steps;
    private boolean ended;

    SeriesHeader(Input file) {
        this.file = file;
    }

    /** Reads on behind {@code @data}. */
    void read(Lines lines) throws IOException {
        for (String line = lines.next(); line != null && !ended; line = ended ? null : lines.next()) {
            tag(line.strip(), lines.number());
        }
        if (!ended) {
            throw new UsageException(
                    "series have no data: " + file.at(lines.number()) + " missing=@data",
                    "the file is not of this format, or cut off");
        }
    }

    private void tag(String line, long number) {
        if (line.isEmpty() || line.charAt(0) == '#') {
            return;
        }
        List<String> words = Separator.WHITE_SPACE.split(line);
        switch (words.get(0).toLowerCase(Locale.ROOT)) {
            case "@data" -> ended = true;
            case "@timestamps" -> refuseStamps(flag(words, number), number);
            case "@univariate" -> channels = flag(words, number) ? 1 : channels;
            case "@dimensions", "@dimension" -> channels = count(words, number);
            case "@serieslength" -> steps = count(words, number);
            case "@targetlabel" -> valued = flag(words, number);
            case "@classlabel" -> {
                labelled = flag(words, number);
                classes.addAll(words.subList(2, words.size()));
            }
            default -> {
                if (line.charAt(0) != '@') {
                    throw new UsageException(
                            "series begin without a header: " + file.at(number) + " expected=@data",
                            "write the tags of the format before the data");
                }
            }
        }
    }

    private boolean flag(List<String> words, long number) {
        String word = words.size() < 2 ? "" : words.get(1).toLowerCase(Locale.ROOT);
        if (!word.equals("true") && !word.equals("false")) {
            throw refused(words, number, "write true or false behind it");
        }
        return word.equals("true");
    }

    private int count(List<String> words, long number) {
        String word = words.size() < 2 ? "" : words.get(1);
        boolean digits = !word.isEmpty() && word.length() < 9 && word.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits) {
            throw refused(words, number, "write a number behind it");
        }
        return Integer.parseInt(word);
    }

    private void refuseStamps(boolean stamps, long number) {
        if (stamps) {
            throw refused(List.of("@timeStamps", "true"), number, "resample the series at equal intervals");
        }
    }

    private UsageException refused(List<String> words, long number, String hint) {
        return new UsageException("tag cannot be used: " + file.at(number) + " tag=" + String.join(" ", words), hint);
    }

    /** Channels of a record; 0: the header does not say. */
    int channels() {
        return channels;
    }

    /** Steps of a record; 0: they differ, or the header does not say. */
    int steps() {
        return steps;
    }

    /** What a record's last field says; null: it is a channel. */
    Answers.@Nullable Kind answer() {
        return valued ? Answers.Kind.VALUE : labelled ? Answers.Kind.CLASS : null;
    }

    /** Whether a class may occur; if the header names none, any may. */
    boolean hasClass(String name) {
        return classes.isEmpty() || classes.contains(name);
    }
}
