package dev.unroll.spark;

import dev.unroll.data.BlockCount;
import dev.unroll.data.RecordEncoder;
import dev.unroll.data.UnitReader;
import java.util.Arrays;

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
        /** Too long records of which only the first or the last units are used. */
        CUT,
        /** Ill-formed parts that became U+FFFD. */
        REPLACED,
        /** Words too long to be known. */
        LONG_WORDS,
        /** Bases behind the last whole k-mer of their sequence. */
        DROPPED_BASES
    }

    /** How many numbers it is. */
    static final int SIZE = Finding.values().length;

    /** Nothing. */
    public static final IngestReport NONE = new IngestReport(new long[SIZE]);

    private final long[] counts;

    private IngestReport(long[] counts) {
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
        return new IngestReport(Arrays.copyOfRange(numbers, before, before + SIZE));
    }

    /** How often something was found. */
    public long count(Finding finding) {
        return counts[finding.ordinal()];
    }

    /** The same with more of something. */
    IngestReport with(Finding finding, long more) {
        long[] sum = counts.clone();
        sum[finding.ordinal()] += more;
        return new IngestReport(sum);
    }

    /** Both together. */
    public IngestReport plus(IngestReport other) {
        long[] sum = counts.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other.counts[i];
        }
        return new IngestReport(sum);
    }

    /** As the numbers of a task's answer, behind others. */
    long[] numbers(long... before) {
        long[] numbers = Arrays.copyOf(before, before.length + SIZE);
        System.arraycopy(counts, 0, numbers, before.length, SIZE);
        return numbers;
    }
}
