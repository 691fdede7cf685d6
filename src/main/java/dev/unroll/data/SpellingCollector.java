package dev.unroll.data;

import dev.unroll.spec.WordSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects how the words of a shard's records are written; distinct spellings are numbered as they come.
 *
 * <p>Memory: about 100 bytes for a distinct spelling, 4 a word.
 */
final class SpellingCollector {
    private final UnitRules units;
    private final WordSpec read;
    private final Vocabulary characters;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final IntList words = new IntList();
    private final IntList starts = new IntList();
    private final IntList ids = new IntList();
    private final IntList casing = new IntList();

    SpellingCollector(ExampleRules rules, Vocabulary characters) {
        this.units = rules.units();
        this.read = rules.words();
        this.characters = characters;
        if (read.spelling() > 0) {
            starts.add(0);
        }
    }

    /** Adds the words of a record, of which there are so many by its units. */
    void add(Example.Reading reading, int steps) {
        if (!read.reads()) {
            return;
        }
        List<String> written = WrittenWords.of(units, reading);
        if (written.size() != steps) {
            throw new IllegalStateException("words and units differ: words=" + written.size() + " units=" + steps);
        }
        for (String word : written) {
            words.add(number(word));
        }
    }

    /** Where characters are not read, spellings differ by their casing alone. */
    private int number(String word) {
        Casing of = Casing.of(word);
        String key = read.spelling() > 0 ? word : of.name();
        Integer known = numbers.get(key);
        if (known != null) {
            return known;
        }
        if (read.spelling() > 0) {
            word.codePoints().forEach(c -> ids.add(characters.codePoint(c)));
            starts.add(ids.size());
        }
        if (read.casing()) {
            casing.add(of.number());
        }
        numbers.put(key, numbers.size());
        return numbers.size() - 1;
    }

    Spellings build() {
        char[] letters = new char[ids.size()];
        for (int i = 0; i < letters.length; i++) {
            letters[i] = (char) ids.get(i);
        }
        byte[] cases = new byte[casing.size()];
        for (int i = 0; i < cases.length; i++) {
            cases[i] = (byte) casing.get(i);
        }
        return new Spellings(words.toArray(), starts.toArray(), letters, cases);
    }
}
