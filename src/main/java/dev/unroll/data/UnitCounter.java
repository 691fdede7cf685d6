package dev.unroll.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Numbers the units of a text as they come and counts them.
 *
 * <p>Memory: 20 to 30 bytes and its length for each distinct word; 36 KB and 1 KB for each 256 code points seen.
 */
public final class UnitCounter implements UnitIds {
    private final CodePointTable codePoints = new CodePointTable();
    private final WordTable words = new WordTable();
    private long[] counts = new long[64];

    /** A counter of nothing so far. */
    public UnitCounter(UnitRules rules) {
        Vocabulary.specials(rules).forEach(this::add);
    }

    private int add(String unit) {
        byte[] utf8 = unit.getBytes(StandardCharsets.UTF_8);
        return words.add(utf8, utf8.length);
    }

    @Override
    public int codePoint(int codePoint) {
        int id = codePoints.get(codePoint);
        if (id < 0) {
            id = add(Character.toString(codePoint));
            codePoints.put(codePoint, id);
        }
        return id;
    }

    @Override
    public int word(byte[] utf8, int length) {
        int id = words.find(utf8, length);
        return id < 0 ? words.add(utf8, length) : id;
    }

    /** The unit of an id. */
    public String unit(int id) {
        return words.word(id);
    }

    /** Counts the first {@code limit} of these units. */
    public void count(IntList units, long limit) {
        if (counts.length < words.size()) {
            counts = Arrays.copyOf(counts, words.size() * 2);
        }
        for (int i = 0; i < Math.min(limit, units.size()); i++) {
            counts[units.get(i)]++;
        }
    }

    /** How often each unit was seen that was seen at all. */
    public Map<String, Long> counts() {
        Map<String, Long> seen = new HashMap<>();
        for (int id = 0; id < Math.min(words.size(), counts.length); id++) {
            if (counts[id] > 0) {
                seen.put(words.word(id), counts[id]);
            }
        }
        return seen;
    }
}
