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
    private long[] found = IngestReport.NONE.numbers();
    private byte[] mistake = {};

    CountedBlocks(int firstBlock, int blocks) {
        this.firstBlock = firstBlock;
        this.units = new long[blocks];
    }

    void add(int block, BlockCount count) {
        units[block - firstBlock] = count.units();
        found = IngestReport.of(found, 0).plus(IngestReport.of(count)).numbers();
        count.counts().forEach((unit, number) -> counts.merge(unit, number, Long::sum));
    }

    void fail(byte[] answer) {
        mistake = answer;
    }

    /** The units of each block, then what was found in all; or the mistake that ended the count. */
    byte[] answer() {
        return mistake.length > 0
                ? mistake
                : TaskAnswer.of(IngestReport.of(found, 0).numbers(units));
    }
}
