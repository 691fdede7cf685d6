package dev.unroll.spec;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds what a user meant by a word that does not exist. */
public final class NearestKey {
    private NearestKey() {}

    /**
     * The known key at the smallest edit distance; a key whose last segment is right counts as two edits away, so that
     * {@code hidden} and {@code train.hidden} both find {@code network.hidden}.
     */
    static String to(String unknown) {
        if (unknown.startsWith(Keys.OPTIONS) || family(unknown).length() > 0) {
            return Keys.OPTIONS + family(unknown);
        }
        String nearest = "";
        int smallest = Integer.MAX_VALUE;
        for (Key key : Keys.all()) {
            int whole = distance(unknown, key.name());
            int last = 2 + distance(lastSegment(unknown), lastSegment(key.name()));
            int score = Math.min(whole, last);
            if (score < smallest) {
                smallest = score;
                nearest = key.name();
            }
        }
        return nearest;
    }

    /** Of these words the one at the smallest edit distance, the first of several; none if there are no words. */
    public static Optional<String> among(List<String> words, String unknown) {
        return words.stream().min(Comparator.comparingInt(word -> distance(unknown, word)));
    }

    /** What stands behind a misspelt {@code data.options.}; empty if it is not one. */
    private static String family(String unknown) {
        int second = unknown.indexOf('.', unknown.indexOf('.') + 1);
        boolean near = second > 0 && distance(unknown.substring(0, second + 1), Keys.OPTIONS) <= 2;
        return near ? unknown.substring(second + 1) : "";
    }

    private static String lastSegment(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Levenshtein's distance. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
