package dev.unroll.data;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/**
 * What was found in a part of a corpus. Parts are added by {@link #plus}, in any order.
 *
 * @param units units in it
 * @param lines line ends in it, or records
 * @param rejected records that were left out
 * @param cut records of which only a part was kept
 * @param replaced ill-formed parts that became U+FFFD
 * @param longWords words too long to be known
 * @param droppedBases bases behind the last whole k-mer of their record
 * @param counts how often each unit was seen
 */
public record BlockCount(
        long units,
        long lines,
        long rejected,
        long cut,
        long replaced,
        long longWords,
        long droppedBases,
        Map<String, Long> counts)
        implements Serializable {
    /** Nothing. */
    public static final BlockCount NONE = new BlockCount(0, 0, 0, 0, 0, 0, 0, Map.of());

    /** Both parts together. */
    public BlockCount plus(BlockCount other) {
        Map<String, Long> sum = new HashMap<>(counts);
        other.counts.forEach((unit, count) -> sum.merge(unit, count, Long::sum));
        return new BlockCount(
                units + other.units,
                lines + other.lines,
                rejected + other.rejected,
                cut + other.cut,
                replaced + other.replaced,
                longWords + other.longWords,
                droppedBases + other.droppedBases,
                sum);
    }
}
