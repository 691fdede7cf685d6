package dev.unroll.data;

import dev.unroll.spec.VocabularySpec;

/**
 * The units of examples: those that their source has cut, one by one, and texts by the vocabulary's rules; then the end of the record,
 * where the rules have one.
 *
 * <p>A word with a space inside is one unit where its source says so; the space becomes one that does not break (U+00A0).
 */
final class ExampleUnits {
    private static final byte[] NO_BREAK = {(byte) 0xC2, (byte) 0xA0};

    private final UnitReader reader;
    private final boolean words;
    private byte[] unit = new byte[64];

    ExampleUnits(UnitRules rules, UnitIds ids) {
        this.reader = new UnitReader(rules, ids);
        this.words = rules.vocabulary().unit() == VocabularySpec.Unit.WORD;
    }

    /** The ids read since the last {@link IntList#clear}. */
    IntList ids() {
        return reader.units();
    }

    /**
     * Appends the units of an example and their end, and returns their number; 0 where there is nothing that could end, -1 if a unit of
     * the source is none by the rules, or several.
     */
    int read(Example.Reading reading) {
        int before = ids().size();
        int read = readUnits(reading, before);
        if (read > 0) {
            reader.endOfRecord();
        }
        return read < 0 ? read : ids().size() - before;
    }

    private int readUnits(Example.Reading reading, int before) {
        int[] ends = reading.ends();
        if (ends.length == 0) {
            reader.record(reading.text(), reading.text().length);
            return ids().size() - before;
        }
        int from = 0;
        for (int t = 0; t < ends.length; t++) {
            int length = copy(reading.text(), from, ends[t]);
            reader.record(unit, length);
            if (ids().size() != before + t + 1) {
                ids().truncate(before);
                return -1;
            }
            from = ends[t];
        }
        return ends.length;
    }

    /** Copies a unit of the source to where the reader finds it, and returns its length there. */
    private int copy(byte[] text, int from, int to) {
        unit = unit.length >= 2 * (to - from) ? unit : new byte[4 * (to - from)];
        int length = 0;
        for (int i = from; i < to; i++) {
            if (words && Segmenter.isSpace(text[i] & 0xFF)) {
                unit[length++] = NO_BREAK[0];
                unit[length++] = NO_BREAK[1];
            } else {
                unit[length++] = text[i];
            }
        }
        return length;
    }

    /** Ill-formed parts that became U+FFFD so far. */
    long replaced() {
        return reader.replaced();
    }

    /** Words so far that were too long to be known. */
    long longWords() {
        return reader.longWords();
    }
}
