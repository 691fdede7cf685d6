package dev.unroll.spec;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How much a labelled step or record counts in the objective, by its class: {@code train.class-weights}.
 *
 * @param kind who says it
 * @param given the weights of some classes, where the user says it; all others weigh 1
 */
public record ClassWeights(Kind kind, SortedMap<String, Double> given) implements Serializable {
    /** All classes count the same. */
    public static final ClassWeights NONE = new ClassWeights(Kind.NONE, Collections.emptySortedMap());

    private static final String ARROW = "->";

    /** Who says it. */
    public enum Kind {
        /** Nobody: all count 1. */
        NONE,
        /** The training part: a class counts N / (K n), with n of N labels, so that all classes together count the same. */
        BALANCED,
        /** The user. */
        GIVEN
    }

    /** Takes a copy. */
    public ClassWeights {
        given = Collections.unmodifiableSortedMap(new TreeMap<>(given));
    }

    /** Reads {@code none}, {@code balanced}, or {@code fraud -> 20, theft -> 2.5}. */
    static ClassWeights parse(String text) {
        for (Kind kind : List.of(Kind.NONE, Kind.BALANCED)) {
            if (text.equals(Words.of(kind))) {
                return new ClassWeights(kind, Collections.emptySortedMap());
            }
        }
        SortedMap<String, Double> given = new TreeMap<>();
        for (String entry : text.split(",", -1)) {
            int arrow = entry.indexOf(ARROW);
            String name = arrow < 0 ? "" : entry.substring(0, arrow).strip();
            if (name.isEmpty()) {
                throw refused(text, entry, "write " + Keys.TRAIN_CLASS_WEIGHTS.values());
            }
            if (given.put(name, weight(text, entry, arrow)) != null) {
                throw refused(text, entry, "name each class once");
            }
        }
        return new ClassWeights(Kind.GIVEN, given);
    }

    private static double weight(String text, String entry, int arrow) {
        String written = entry.substring(arrow + ARROW.length()).strip();
        try {
            double weight = Double.parseDouble(written);
            if (weight >= 0 && weight <= 1e6) {
                return weight;
            }
        } catch (NumberFormatException e) {
            throw refused(text, entry, "a weight is a number from 0 to 1000000");
        }
        throw refused(text, entry, "a weight is a number from 0 to 1000000");
    }

    private static UsageException refused(String text, String entry, String hint) {
        return new UsageException(
                "class weights are not clear: " + Keys.TRAIN_CLASS_WEIGHTS.name() + "=" + text + " at=" + entry.strip(),
                hint);
    }

    /** As it is written in a configuration. */
    @Override
    public String toString() {
        return kind == Kind.GIVEN
                ? given.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + ARROW + " " + entry.getValue())
                        .collect(Collectors.joining(", "))
                : Words.of(kind);
    }

    /** Refuses weights where a row has no class of its own. */
    void check(HeadSpec head) {
        Rule.agree(
                Keys.TRAIN_CLASS_WEIGHTS,
                this,
                kind == Kind.NONE || (head.output() == Output.SOFTMAX && !head.crf()),
                "only one of several classes has a weight, said with network.output=softmax and network.crf=false: set it to"
                        + " none");
    }
}
