package dev.unroll.spark;

import dev.unroll.data.RecordEncoder;
import dev.unroll.spec.UsageException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is found in lines before they are scored, so that nothing has to be counted, or refused, while rows are written.
 *
 * @param lines lines or rows
 * @param left those that cannot be scored: too long, or rows without a text
 * @param replaced ill-formed parts that become U+FFFD
 * @param firstReplaced number from 0 of the first line with such a part, -1 = there is none
 */
public record LineFindings(long lines, long left, long replaced, long firstReplaced) {
    /** No lines. */
    static final LineFindings NONE = new LineFindings(0, 0, 0, -1);

    /** Looks at lines in their order; null stands for a row without a text. */
    static LineFindings of(RecordEncoder encoder, Iterator<byte @Nullable []> lines) {
        long count = 0;
        long left = 0;
        long firstReplaced = -1;
        while (lines.hasNext()) {
            byte[] line = lines.next();
            encoder.units().clear();
            left += line != null && encoder.encode(line, line.length) ? 0 : 1;
            if (firstReplaced < 0 && encoder.reader().replaced() > 0) {
                firstReplaced = count;
            }
            count++;
        }
        return new LineFindings(count, left, encoder.reader().replaced(), firstReplaced);
    }

    /** These lines with others behind them. */
    LineFindings plus(LineFindings others) {
        long first = firstReplaced;
        if (first < 0 && others.firstReplaced >= 0) {
            first = lines + others.firstReplaced;
        }
        return new LineFindings(lines + others.lines, left + others.left, replaced + others.replaced, first);
    }

    /** As a task's answer. */
    byte[] answer() {
        return TaskAnswer.of(lines, left, replaced, firstReplaced);
    }

    /** Each task's answer, in their order; a mistake is thrown. */
    static List<LineFindings> of(List<byte[]> answers) {
        List<LineFindings> parts = new ArrayList<>();
        for (byte[] answer : answers) {
            long[] n = TaskAnswer.numbers(answer);
            parts.add(new LineFindings(n[0], n[1], n[2], n[3]));
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
        if (replaced > 0) {
            throw new UsageException(
                    "invalid UTF-8: " + source + " " + noun + "=" + (firstReplaced + 1),
                    "set data.encoding to the file's own, or data.invalid-utf8=replace");
        }
    }
}
