package dev.unroll.data;

import dev.unroll.spec.VocabularySpec;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * The words of an example as they are written: in their own case, composed where {@code vocabulary.normalize} says so.
 *
 * <p>A word of over {@link #LONGEST} characters has half as many of its first and of its last ones: the scan over a mini-batch's words
 * takes as many steps as its longest has characters.
 */
final class WrittenWords {
    static final int LONGEST = 64;

    private WrittenWords() {}

    /** One for each unit that {@link ExampleUnits} reads. */
    static List<String> of(UnitRules rules, Example.Reading reading) {
        boolean compose = rules.vocabulary().normalize() == VocabularySpec.Normalize.NFC;
        List<String> words = reading.ends().length > 0 ? cut(reading) : between(reading.text());
        words.replaceAll(word -> shortened(compose ? Normalizer.normalize(word, Normalizer.Form.NFC) : word));
        return words;
    }

    private static List<String> cut(Example.Reading reading) {
        List<String> words = new ArrayList<>();
        int from = 0;
        for (int end : reading.ends()) {
            words.add(withoutSpaces(text(reading.text(), from, end)));
            from = end;
        }
        return words;
    }

    /** What stands between white space. */
    private static List<String> between(byte[] text) {
        List<String> words = new ArrayList<>();
        int from = 0;
        for (int at = 0; at <= text.length; at++) {
            if (at == text.length || Segmenter.isSpace(text[at] & 0xFF)) {
                if (at > from) {
                    words.add(text(text, from, at));
                }
                from = at + 1;
            }
        }
        return words;
    }

    private static String text(byte[] utf8, int from, int to) {
        return new String(utf8, from, to - from, StandardCharsets.UTF_8);
    }

    /** A space inside of a word does not break it, as in its unit. */
    private static String withoutSpaces(String word) {
        StringBuilder whole = new StringBuilder(word);
        for (int i = 0; i < whole.length(); i++) {
            if (Segmenter.isSpace(whole.charAt(i))) {
                whole.setCharAt(i, '\u00A0');
            }
        }
        return whole.toString();
    }

    private static String shortened(String whole) {
        if (whole.codePointCount(0, whole.length()) <= LONGEST) {
            return whole;
        }
        int head = whole.offsetByCodePoints(0, LONGEST / 2);
        int tail = whole.offsetByCodePoints(whole.length(), -LONGEST / 2);
        return whole.substring(0, head) + whole.substring(tail);
    }
}
