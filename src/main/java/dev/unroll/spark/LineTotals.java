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
 * @param found what was met in the text, lines that could not be scored among it
 */
public record LineTotals(double logProbability, long lines, long units, long unknown, long ends, IngestReport found) {
    /** No lines. */
    static final LineTotals NONE = new LineTotals(0, 0, 0, 0, 0, IngestReport.NONE);

    LineTotals plus(LineTotals other) {
        return new LineTotals(
                logProbability + other.logProbability,
                lines + other.lines,
                units + other.units,
                unknown + other.unknown,
                ends + other.ends,
                found.plus(other.found));
    }

    /** The same, and what else was met. */
    LineTotals plus(IngestReport more) {
        return new LineTotals(logProbability, lines, units, unknown, ends, found.plus(more));
    }

    static LineTotals of(ScoringModel.Scored scored) {
        double sum = 0;
        long lines = 0;
        long units = 0;
        long unknown = 0;
        long ends = 0;
        for (ScoringModel.Score score : scored.scores()) {
            if (score.length() >= 0) {
                sum += score.logProbability();
                lines++;
                units += score.length();
                unknown += score.unknown();
                ends += score.ends();
            }
        }
        return new LineTotals(sum, lines, units, unknown, ends, scored.found());
    }

    /** As a task's answer. */
    byte[] answer() {
        return TaskAnswer.of(found.numbers(Double.doubleToRawLongBits(logProbability), lines, units, unknown, ends));
    }

    /** All answers together, in their order; refuses a text without lines. */
    static LineTotals of(String key, String given, List<byte[]> answers) {
        LineTotals sum = NONE;
        for (byte[] answer : answers) {
            long[] n = TaskAnswer.numbers(answer);
            sum = sum.plus(
                    new LineTotals(Double.longBitsToDouble(n[0]), n[1], n[2], n[3], n[4], IngestReport.of(n, 5)));
        }
        if (sum.units == 0) {
            throw new UsageException(
                    "text is empty: " + key + "=" + given + " units=0", "name files with text in them");
        }
        return sum;
    }
}
