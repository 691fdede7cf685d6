package dev.unroll.data;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Which labels must not follow each other in a record.
 *
 * @param next (K, K) element [from, to] is true where {@code to} must not come right behind {@code from}; empty without constraints
 * @param first (K) true where a record must not begin
 * @param last (K) true where a record must not end
 */
public record Constraints(boolean[] next, boolean[] first, boolean[] last) implements Serializable {
    /** Everything may follow everything. */
    public static final Constraints NONE = new Constraints(new boolean[0], new boolean[0], new boolean[0]);

    /** Checks that the parts are of one size. */
    public Constraints {
        int labels = first.length;
        if (last.length != labels || next.length != labels * labels) {
            throw new IllegalArgumentException("constraints do not fit together: next=" + next.length + " first="
                    + first.length + " last=" + last.length);
        }
    }

    /** K, 0 without constraints. */
    public int labels() {
        return first.length;
    }

    /**
     * The constraints of labels that mark spans of several steps: {@code O} outside, {@code B-X} where a span of kind X begins, {@code
     * I-X} inside of it and, where they occur among the labels, {@code E-X} where it ends and {@code S-X} for a span of one step.
     *
     * @implNote A span is open behind B and I. Behind an open span of kind X only I-X and E-X go on; where the labels have ends, nothing
     * else may come, not even the record's end. I and E go on only behind an open span of their kind.
     *
     * @param labels all of them; what is neither O nor has one of these beginnings is taken for O
     */
    public static Constraints ofSpans(List<String> labels) {
        boolean ends = labels.stream().anyMatch(label -> label.startsWith("E-"));
        int count = labels.size();
        boolean[] next = new boolean[count * count];
        boolean[] first = new boolean[count];
        boolean[] last = new boolean[count];
        for (int to = 0; to < count; to++) {
            boolean goesOn = is(labels.get(to), "I-", "E-");
            first[to] = goesOn;
            last[to] = ends && is(labels.get(to), "B-", "I-");
            for (int from = 0; from < count; from++) {
                boolean open = is(labels.get(from), "B-", "I-");
                boolean same = open && goesOn && kind(labels.get(from)).equals(kind(labels.get(to)));
                next[from * count + to] = goesOn ? !same : ends && open;
            }
        }
        return new Constraints(next, first, last);
    }

    private static boolean is(String label, String one, String other) {
        return label.startsWith(one) || label.startsWith(other);
    }

    private static String kind(String label) {
        return label.substring(2);
    }

    /**
     * The first step of a record whose label must not stand there, -1 if there is none. A label that must not be the last is found at the
     * last step.
     *
     * @param ids (T) labels, below 0 where there is none
     */
    public int firstBroken(int[] ids) {
        for (int t = 0; t < ids.length && labels() > 0; t++) {
            if (ids[t] < 0) {
                continue;
            }
            boolean broken = t == 0 ? first[ids[t]] : ids[t - 1] >= 0 && next[ids[t - 1] * labels() + ids[t]];
            if (broken || (t == ids.length - 1 && last[ids[t]])) {
                return t;
            }
        }
        return -1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Constraints that
                && Arrays.equals(next, that.next)
                && Arrays.equals(first, that.first)
                && Arrays.equals(last, that.last);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(next) + Arrays.hashCode(first);
    }
}
