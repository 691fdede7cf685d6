package dev.unroll.train.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The chunks that a sequence of labels marks, by the rules of conlleval (Tjong Kim Sang, version of 2004-01-26), the script of the
 * CoNLL-2000 and CoNLL-2003 shared tasks.
 *
 * <p>A label is a tag, or a tag, a hyphen and a type, in which further hyphens may be. One pair of rules reads BIO, IOB1 and IOBES
 * alike, and every illegal sequence has a meaning: {@code I} after {@code O} or after another type begins a chunk; {@code B} and
 * {@code I} of one type continue it; a chunk needs no {@code E}.
 *
 * @implNote The rules look at two neighbours. Between them a chunk ends if their tags are among {@link #ENDS}, or if their types
 * differ and the first is not outside; a chunk starts if they are among {@link #STARTS}, or if their types differ and the second is
 * not outside. Outside are {@code O} and {@code .}, and a sequence has {@code O} before and behind it. conlleval knows {@code E} as
 * the last word before a neighbour of the same type (IOE) and no {@code S}; the pairs with {@code S}, and {@code E} before {@code B},
 * are added in the sense of IOBES, where {@code E} and {@code S} always end a chunk, {@code B} and {@code S} always start one. Its
 * bracket tags are left out.
 */
public final class EntitySpans {
    private static final Set<String> ENDS =
            Set.of("BB", "BO", "IB", "IO", "EE", "EI", "EO", "EB", "BS", "IS", "ES", "SB", "SI", "SE", "SS", "SO");
    private static final Set<String> STARTS =
            Set.of("BB", "IB", "OB", "OI", "EE", "EI", "OE", "EB", "BS", "IS", "ES", "SB", "SI", "SE", "SS", "OS");

    private EntitySpans() {}

    /**
     * A chunk.
     *
     * @param type without the tag, empty if the labels have none
     * @param from its first step
     * @param to the step after its last
     */
    public record Span(String type, int from, int to) implements Comparable<Span> {
        private static final Comparator<Span> ORDER =
                Comparator.comparingInt(Span::from).thenComparingInt(Span::to).thenComparing(Span::type);

        @Override
        public int compareTo(Span other) {
            return ORDER.compare(this, other);
        }
    }

    private record Label(String tag, String type) {
        static final Label OUTSIDE = new Label("O", "");

        static Label of(String label) {
            int hyphen = label.indexOf('-');
            return hyphen < 0
                    ? new Label(label, "")
                    : new Label(label.substring(0, hyphen), label.substring(hyphen + 1));
        }

        boolean isOutside() {
            return tag.equals("O") || tag.equals(".");
        }

        /** endOfChunk. */
        boolean endsBefore(Label next) {
            return ENDS.contains(tag + next.tag) || (!isOutside() && !type.equals(next.type));
        }

        /** startOfChunk. */
        boolean startsAfter(Label before) {
            return STARTS.contains(before.tag + tag) || (!isOutside() && !type.equals(before.type));
        }
    }

    /** The chunks of one sequence, in order; they do not overlap. */
    public static List<Span> of(List<String> labels) {
        List<Span> spans = new ArrayList<>();
        Label before = Label.OUTSIDE;
        String type = "";
        int from = -1;
        for (int t = 0; t <= labels.size(); t++) {
            Label now = t < labels.size() ? Label.of(labels.get(t)) : Label.OUTSIDE;
            boolean starts = now.startsAfter(before);
            if (from >= 0 && (starts || before.endsBefore(now))) {
                spans.add(new Span(type, from, t));
                from = -1;
            }
            if (starts) {
                type = now.type();
                from = t;
            }
            before = now;
        }
        return spans;
    }
}
