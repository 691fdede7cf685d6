package dev.unroll.spark;

import dev.unroll.data.BlockCount;
import java.io.Serializable;
import java.util.HashMap;

/** What a task found in consecutive blocks of a text. A plain class of arrays: it may be spilled by any serializer. */
final class CountedBlocks implements Serializable {
    private static final long serialVersionUID = 1L;

    final int firstBlock;
    final long[] units;
    final HashMap<String, Long> counts = new HashMap<>();
    private long lines;
    private long replaced;
    private long longWords;
    private byte[] mistake = {};

    CountedBlocks(int firstBlock, int blocks) {
        this.firstBlock = firstBlock;
        this.units = new long[blocks];
    }

    void add(int block, BlockCount count) {
        units[block - firstBlock] = count.units();
        lines += count.lines();
        replaced += count.replaced();
        longWords += count.longWords();
        count.counts().forEach((unit, number) -> counts.merge(unit, number, Long::sum));
    }

    void fail(byte[] answer) {
        mistake = answer;
    }

    /** Lines, replaced, long words, then the units of each block; or the mistake that ended the count. */
    byte[] answer() {
        if (mistake.length > 0) {
            return mistake;
        }
        long[] numbers = new long[3 + units.length];
        numbers[0] = lines;
        numbers[1] = replaced;
        numbers[2] = longWords;
        System.arraycopy(units, 0, numbers, 3, units.length);
        return TaskAnswer.of(numbers);
    }
}
