package dev.unroll.data;

/** Counts records and their units: the first pass over a corpus of records. */
public final class RecordCounter {
    private final UnitCounter counter;
    private final RecordEncoder encoder;
    private long units;
    private long records;

    /** A counter of nothing so far. */
    public RecordCounter(UnitRules rules) {
        this.counter = new UnitCounter(rules);
        this.encoder = new RecordEncoder(rules, counter);
    }

    /** Counts the first {@code length} bytes of an array as a record. */
    public void add(byte[] content, int length) {
        IntList read = encoder.units();
        if (encoder.encode(content, length)) {
            records++;
        }
        counter.count(read, Long.MAX_VALUE);
        units += read.size();
        read.clear();
    }

    /** What was counted so far. */
    public BlockCount count() {
        UnitReader reader = encoder.reader();
        return new BlockCount(
                units,
                records,
                encoder.rejected(),
                encoder.cut(),
                reader.replaced(),
                reader.longWords(),
                reader.droppedBases(),
                counter.counts());
    }
}
