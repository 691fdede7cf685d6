package dev.unroll.spark;

import dev.unroll.data.BlockCount;
import dev.unroll.data.RecordEncoder;
import dev.unroll.data.UnitReader;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** What was found while a text was read. Parts are added by {@link #plus}. */
public final class IngestReport {
    /** What is counted. */
    public enum Finding {
        /** Files read. */
        FILES,
        /** Their bytes as they lie there. */
        BYTES,
        /** Names passed over because of a leading {@code _} or {@code .}. */
        SKIPPED,
        /** Bytes behind the last gzip member. */
        IGNORED,
        /** Lines or rows. */
        LINES,
        /** Rows without a text. */
        MISSING,
        /** Records left out because they are too long. */
        REJECTED,
        /** Records left out because something else is wrong with them. */
        UNUSABLE,
        /** Steps or records of usable records that have no label. */
        UNLABELLED,
        /** Labels that broke the rules of {@code data.labels.scheme} and were mended. */
        MENDED,
        /** Too long records of which only the first or the last units are used. */
        CUT,
        /** Ill-formed parts that became U+FFFD. */
        REPLACED,
        /** Words too long to be known. */
        LONG_WORDS,
        /** Bases behind the last whole k-mer of their sequence. */
        DROPPED_BASES,
        /** Features of an annotation on sequences that are not read. */
        ELSEWHERE,
        /** Bases on which features of several classes lie. */
        CONFLICTS
    }

    /** How many numbers it is. */
    static final int SIZE = Finding.values().length;

    /** Nothing. */
    public static final IngestReport NONE = new IngestReport(new EnumMap<>(Finding.class));

    private final Map<Finding, Long> counts;

    private IngestReport(Map<Finding, Long> counts) {
        this.counts = counts;
    }

    /** What was counted in blocks of a stream, or in records. */
    static IngestReport of(BlockCount count) {
        return NONE.with(Finding.LINES, count.lines() + count.rejected())
                .with(Finding.REJECTED, count.rejected())
                .with(Finding.CUT, count.cut())
                .with(Finding.REPLACED, count.replaced())
                .with(Finding.LONG_WORDS, count.longWords())
                .with(Finding.DROPPED_BASES, count.droppedBases());
    }

    /** What an encoder has met in its records; how many they were is not among it. */
    static IngestReport of(RecordEncoder encoder) {
        UnitReader reader = encoder.reader();
        return NONE.with(Finding.REJECTED, encoder.rejected())
                .with(Finding.CUT, encoder.cut())
                .with(Finding.REPLACED, reader.replaced())
                .with(Finding.LONG_WORDS, reader.longWords())
                .with(Finding.DROPPED_BASES, reader.droppedBases());
    }

    /** The way back from {@link #numbers}: what is behind so many others. */
    static IngestReport of(long[] numbers, int before) {
        IngestReport report = NONE;
        int next = before;
        for (Finding finding : Finding.values()) {
            report = report.with(finding, numbers[next++]);
        }
        return report;
    }

    /** How often something was found. */
    public long count(Finding finding) {
        return counts.getOrDefault(finding, 0L);
    }

    /** The same with more of something. */
    IngestReport with(Finding finding, long more) {
        EnumMap<Finding, Long> sum = new EnumMap<>(Finding.class);
        sum.putAll(counts);
        sum.merge(finding, more, Long::sum);
        return new IngestReport(sum);
    }

    /** Both together. */
    public IngestReport plus(IngestReport other) {
        EnumMap<Finding, Long> sum = new EnumMap<>(Finding.class);
        sum.putAll(counts);
        other.counts.forEach((finding, count) -> sum.merge(finding, count, Long::sum));
        return new IngestReport(sum);
    }

    /** As the numbers of a task's answer, behind others. */
    long[] numbers(long... before) {
        long[] numbers = Arrays.copyOf(before, before.length + SIZE);
        int next = before.length;
        for (Finding finding : Finding.values()) {
            numbers[next++] = count(finding);
        }
        return numbers;
    }
}
