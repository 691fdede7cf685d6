package dev.unroll.data.format;

import java.util.List;
import java.util.Locale;

/** How labels of words say where a name begins and ends: {@code data.labels.scheme}. */
public enum TagScheme {
    /** B- begins a name, I- goes on with it, O is outside. */
    BIO,
    /** I- is inside a name, B- begins one right behind another of the same type. Read as such, it becomes {@link #BIO}. */
    IOB1,
    /** As {@link #BIO}, with E- at the end of a name and S- for one of a single word. */
    IOBES,
    /** Labels stand for themselves, as parts of speech do. */
    NONE;

    private static final String OUTSIDE = "O";
    private static final String PREFIXES = "BIES";

    /** Refuses a label that does not belong to the scheme. */
    void check(String label) throws BadRecord {
        if (label.isEmpty()) {
            throw new BadRecord("label is empty");
        }
        if (this != NONE && !label.equals(OUTSIDE)) {
            boolean prefix = PREFIXES.indexOf(label.charAt(0)) >= 0 && (label.length() == 1 || label.charAt(1) == '-');
            if (!prefix || label.length() == 2) {
                String reason = prefix ? "label has no type" : "label is not of the scheme";
                throw new BadRecord(reason + ": " + name().toLowerCase(Locale.ROOT) + " label=" + label);
            }
        }
    }

    /**
     * Rewrites the labels of a sentence: names are found as conlleval finds them, which says something about any sequence,
     * renamed, and written without irregularities.
     *
     * @return labels that were mended
     */
    int mend(List<String> labels, LabelMap map) {
        if (this == NONE) {
            labels.replaceAll(map::of);
            return 0;
        }
        int mended = 0;
        int begin = 0;
        while (begin < labels.size()) {
            int end = begin + 1;
            while (end < labels.size() && goesOn(labels.get(end - 1), labels.get(end))) {
                end++;
            }
            mended += rewrite(labels, begin, end, map);
            begin = end;
        }
        return mended;
    }

    /** Whether a name goes on from one label to the next. */
    private static boolean goesOn(String before, String label) {
        char last = before.charAt(0);
        char first = label.charAt(0);
        return (last == 'B' || last == 'I')
                && (first == 'I' || first == 'E')
                && type(before).equals(type(label));
    }

    private int rewrite(List<String> labels, int begin, int end, LabelMap map) {
        String type = type(labels.get(begin));
        if (labels.get(begin).equals(OUTSIDE)) {
            return 0;
        }
        String renamed = map.of(type);
        boolean dropped = renamed.isEmpty() && !type.isEmpty();
        int mended = 0;
        for (int i = begin; i < end; i++) {
            char prefix = prefix(i == begin, i == end - 1);
            char found = labels.get(i).charAt(0);
            boolean legal = this == IOB1 ? found == 'I' || found == 'B' : found == prefix;
            mended += legal ? 0 : 1;
            labels.set(i, dropped ? OUTSIDE : renamed.isEmpty() ? String.valueOf(prefix) : prefix + "-" + renamed);
        }
        return mended;
    }

    private char prefix(boolean first, boolean last) {
        if (this == IOBES && last) {
            return first ? 'S' : 'E';
        }
        return first ? 'B' : 'I';
    }

    private static String type(String label) {
        return label.length() > 2 ? label.substring(2) : "";
    }
}
