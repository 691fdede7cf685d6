package dev.unroll.spark;

import dev.unroll.spec.UsageException;
import java.util.List;

/**
 * Scores of many lines, added up in their order.
 *
 * @param logProbability in nats
 * @param lines that were scored
 * @param units in them
 * @param unknown units that are {@code <unk>}
 * @param ends units that are {@code <eos>}
 * @param replaced ill-formed parts that became U+FFFD
 * @param left lines that could not be scored: too long, or rows without a text
 */
public record LineTotals(
        double logProbability, long lines, long units, long unknown, long ends, long replaced, long left) {
    /** No lines. */
    static final LineTotals NONE = new LineTotals(0, 0, 0, 0, 0, 0, 0);

    LineTotals plus(LineTotals other) {
        return new LineTotals(
                logProbability + other.logProbability,
                lines + other.lines,
                units + other.units,
                unknown + other.unknown,
                ends + other.ends,
                replaced + other.replaced,
                left + other.left);
    }

    static LineTotals of(List<ScoringModel.Score> scores) {
        double sum = 0;
        long lines = 0;
        long units = 0;
        long unknown = 0;
        long ends = 0;
        long replaced = 0;
        for (ScoringModel.Score score : scores) {
            if (score.length() >= 0) {
                sum += score.logProbability();
                lines++;
                units += score.length();
                unknown += score.unknown();
                ends += score.ends();
                replaced += score.replaced();
            }
        }
        return new LineTotals(sum, lines, units, unknown, ends, replaced, scores.size() - lines);
    }

    /** As a task's answer. */
    byte[] answer() {
        return TaskAnswer.of(Double.doubleToRawLongBits(logProbability), lines, units, unknown, ends, replaced, left);
    }

    /** All answers together, in their order; refuses a text without lines. */
    static LineTotals of(String key, String given, List<byte[]> answers) {
        LineTotals sum = NONE;
        for (byte[] answer : answers) {
            long[] n = TaskAnswer.numbers(answer);
            sum = sum.plus(new LineTotals(Double.longBitsToDouble(n[0]), n[1], n[2], n[3], n[4], n[5], n[6]));
        }
        if (sum.units == 0) {
            throw new UsageException(
                    "text is empty: " + key + "=" + given + " units=0", "name files with text in them");
        }
        return sum;
    }
}
