package dev.unroll.spark;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** How many records each fold of a corpus has, and a sum of their hashes, which is the same in whatever order they came. */
public final class FoldCounts {
    private final long[] numbers; // records by fold, then the sum of hashes

    private FoldCounts(long[] numbers) {
        this.numbers = numbers;
    }

    static FoldCounts none(int folds) {
        return new FoldCounts(new long[folds + 1]);
    }

    static FoldCounts of(long[] numbers) {
        return new FoldCounts(numbers);
    }

    void add(int fold, long hash) {
        numbers[fold - 1]++;
        numbers[numbers.length - 1] += hash;
    }

    FoldCounts plus(FoldCounts other) {
        long[] sum = numbers.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other.numbers[i];
        }
        return new FoldCounts(sum);
    }

    long[] toNumbers() {
        return numbers.clone();
    }

    /** All records. */
    public long records() {
        return Arrays.stream(numbers, 0, numbers.length - 1).sum();
    }

    /** The records of each fold, the first one's first. */
    public List<Long> byFold() {
        return IntStream.range(0, numbers.length - 1).mapToObj(i -> numbers[i]).toList();
    }

    /** What all records hold, labels included: where it is the same, so are the folds. */
    public String fingerprint() {
        return String.format("%016x", numbers[numbers.length - 1]);
    }
}
