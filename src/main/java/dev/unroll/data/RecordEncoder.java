package dev.unroll.data;

/** Turns records into units with their end, and cuts or refuses those that are too long. */
public final class RecordEncoder {
    private final UnitRules rules;
    private final UnitReader reader;
    private long rejected;
    private long cut;

    /** An encoder that numbers units by {@code ids}. */
    public RecordEncoder(UnitRules rules, UnitIds ids) {
        this.rules = rules;
        this.reader = new UnitReader(rules, ids);
    }

    /** The units of all records since the last {@link IntList#clear}. */
    public IntList units() {
        return reader.units();
    }

    /** What was counted on the way. */
    public UnitReader reader() {
        return reader;
    }

    /** Records so far that were left out because they are too long. */
    public long rejected() {
        return rejected;
    }

    /** Records so far of which only the first or the last units were kept. */
    public long cut() {
        return cut;
    }

    /**
     * Appends the units of the first {@code length} bytes of a record, and its end.
     *
     * @return whether the record is kept; nothing is appended otherwise
     */
    public boolean encode(byte[] content, int length) {
        IntList units = reader.units();
        int from = units.size();
        reader.record(content, length);
        reader.endOfRecord();
        int excess = units.size() - from - rules.maxLength();
        if (rules.maxLength() == 0 || excess <= 0) {
            return true;
        }
        switch (rules.tooLong()) {
            case WINDOW -> {}
            case KEEP_FIRST -> {
                units.truncate(from + rules.maxLength());
                cut++;
            }
            case KEEP_LAST -> {
                units.remove(from, from + excess);
                cut++;
            }
            case REJECT -> {
                units.truncate(from);
                rejected++;
                return false;
            }
        }
        return true;
    }
}
