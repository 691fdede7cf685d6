package dev.unroll.train.figures;

import dev.unroll.data.ExampleRules.Says;
import dev.unroll.data.Standardisation;
import dev.unroll.data.format.BaseLabels;
import dev.unroll.data.format.SegmentClasses;
import dev.unroll.spec.UsageException;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is measured, and what figures must know of the data for it.
 *
 * @param says what is said
 * @param classes what can be said; {@link Classes#NONE} unless these are classes
 * @param values takes the numbers that are said back to the units of the data; of no columns where none are
 * @param seed names the draws of the bootstrap
 * @param bases how the labels of a genome's bases are made, whose segments are measured, too; null where there are none
 */
public record FigureRules(
        Says says, Classes classes, Standardisation values, long seed, BaseLabels.@Nullable Settings bases)
        implements Serializable {
    /** Checks that the parts fit what is said. */
    public FigureRules(
            Says says, Classes classes, Standardisation values, long seed, BaseLabels.@Nullable Settings bases) {
        boolean named = !classes.names().isEmpty();
        boolean measured = values.width() > 0;
        boolean fits =
                says.classes() == named && says.numbers() == measured && (!classes.chunks() || says == Says.STEP_CLASS);
        if (!fits) {
            throw new IllegalArgumentException("figures do not fit what is said: says=" + says + " classes="
                    + classes.names().size() + " chunks=" + classes.chunks() + " values=" + values.width());
        }
        this.says = says;
        this.classes = classes;
        this.values = values;
        this.seed = seed;
        this.bases = bases;
    }

    /** Figures of classes. */
    public static FigureRules of(Says says, Classes classes, long seed) {
        return new FigureRules(ofLabels(says), classes, Standardisation.none(0), seed, null);
    }

    /** Figures of numbers that the source gives. */
    public static FigureRules of(Says says, Standardisation values, long seed) {
        return new FigureRules(ofLabels(says), Classes.NONE, values, seed, null);
    }

    private static Says ofLabels(Says says) {
        if (says.units()) {
            throw new IllegalArgumentException(
                    "records that are written are measured by their loss alone: says=" + says);
        }
        return says;
    }

    /** Figures of vectors, each from those before it. */
    public static FigureRules ofNextVectors(long seed) {
        return of(Says.NEXT_VECTOR, Standardisation.none(0), seed);
    }

    /** The same of the bases of a genome. */
    public FigureRules withBases(BaseLabels.Settings settings) {
        return new FigureRules(says, classes, values, seed, settings);
    }

    /** What labels of these names say of segments. */
    SegmentClasses segments(List<String> names) {
        return bases == null ? SegmentClasses.plain(names) : SegmentClasses.of(bases, names);
    }

    /**
     * The classes that a network can say.
     *
     * @param names by id
     * @param positives those that are looked for, together one class against all others; none if none is
     * @param chunks whether the names are those of BIO, IOB or IOBES, so that they mark spans of steps
     */
    public record Classes(List<String> names, List<Integer> positives, boolean chunks) implements Serializable {
        /** No class is said. */
        public static final Classes NONE = new Classes(List.of(), List.of(), false);

        private static final String UNKNOWN = "<unknown>";
        private static final int SHOWN = 20;

        /** Takes a copy. */
        public Classes {
            names = List.copyOf(names);
            positives = List.copyOf(positives);
            for (int positive : positives) {
                if (positive < 0 || positive >= names.size()) {
                    throw new IllegalArgumentException(
                            "no such class: positive=" + positive + " classes=" + names.size());
                }
            }
        }

        /** Classes that exclude or do not exclude each other, none of which is looked for before others. */
        public static Classes of(List<String> names) {
            return new Classes(names, List.of(), false);
        }

        /** Labels such as {@code B-person}, {@code I-person}, {@code O}. */
        public static Classes ofChunks(List<String> names) {
            return new Classes(names, List.of(), true);
        }

        /** The same, one of them being what is looked for: {@code data.positive-label}, empty for none. */
        public Classes withPositive(String label) {
            int id = label.isEmpty() ? -1 : names.indexOf(label);
            if (id < 0 && !label.isEmpty()) {
                String some = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
                throw new UsageException(
                        "no such label: data.positive-label=" + label,
                        "the labels are " + some + (names.size() > SHOWN ? " and others" : ""));
            }
            return withPositives(id < 0 ? List.of() : List.of(id));
        }

        /** The same, some of them being together what is looked for, such as all places in a codon. */
        public Classes withPositives(List<Integer> ids) {
            return new Classes(names, ids, chunks);
        }

        /** A name that no class has, for all labels that were not in the training part. */
        String unknown() {
            String name = UNKNOWN;
            while (names.contains(name)) {
                name = "<" + name + ">";
            }
            return name;
        }
    }
}
