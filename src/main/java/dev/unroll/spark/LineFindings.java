package dev.unroll.spark;

import dev.unroll.data.RecordEncoder;
import dev.unroll.spark.IngestReport.Finding;
import dev.unroll.spec.UsageException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is found in lines before they are scored, so that nothing has to be counted, or refused, while rows are written.
 *
 * @param found what was met in them; lines that cannot be scored are too long, or rows without a text
 * @param firstReplaced number from 0 of the first line with an ill-formed part, -1 = there is none
 */
public record LineFindings(IngestReport found, long firstReplaced) {
    /** No lines. */
    static final LineFindings NONE = new LineFindings(IngestReport.NONE, -1);

    /** Looks at lines in their order; null stands for what has no text. How many they are is not among what is found. */
    static LineFindings of(RecordEncoder encoder, List<byte @Nullable []> lines) {
        long firstReplaced = -1;
        for (int i = 0; i < lines.size(); i++) {
            byte[] line = lines.get(i);
            encoder.units().clear();
            if (line != null) {
                encoder.encode(line, line.length);
            }
            if (firstReplaced < 0 && encoder.reader().replaced() > 0) {
                firstReplaced = i;
            }
        }
        return new LineFindings(IngestReport.of(encoder), firstReplaced);
    }

    /** Lines or rows. */
    public long lines() {
        return found.count(Finding.LINES);
    }

    /** Those that cannot be scored. */
    public long left() {
        return found.count(Finding.MISSING) + found.count(Finding.REJECTED) + found.count(Finding.UNUSABLE);
    }

    /** These lines with others behind them. */
    LineFindings plus(LineFindings others) {
        long first = firstReplaced;
        if (first < 0 && others.firstReplaced >= 0) {
            first = lines() + others.firstReplaced;
        }
        return new LineFindings(found.plus(others.found), first);
    }

    /** The same, and what else was met. */
    LineFindings plus(IngestReport more) {
        return new LineFindings(found.plus(more), firstReplaced);
    }

    /** As a task's answer. */
    byte[] answer() {
        return TaskAnswer.of(found.numbers(firstReplaced));
    }

    /** Each task's answer, in their order; a mistake is thrown. */
    static List<LineFindings> of(List<byte[]> answers) {
        List<LineFindings> parts = new ArrayList<>();
        for (byte[] answer : answers) {
            long[] n = TaskAnswer.numbers(answer);
            parts.add(new LineFindings(IngestReport.of(n, 1), n[0]));
        }
        return parts;
    }

    /** All parts together. */
    static LineFindings sum(List<LineFindings> parts) {
        return parts.stream().reduce(NONE, LineFindings::plus);
    }

    /**
     * Refuses ill-formed UTF-8.
     *
     * @param source the text, a name=value
     * @param noun {@code line} of a text, {@code row} of a table
     */
    void requireWellFormed(String source, String noun) {
        if (firstReplaced >= 0) {
            throw new UsageException(
                    "invalid UTF-8: " + source + " " + noun + "=" + (firstReplaced + 1),
                    noun.equals("row")
                            ? "set data.options.encoding to the file's own where its format has that option,"
                                    + " or data.invalid-utf8=replace"
                            : "set data.encoding to the file's own, or data.invalid-utf8=replace");
        }
    }
}
