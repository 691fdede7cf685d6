package dev.unroll.cli;

import dev.unroll.data.ExampleRules;
import dev.unroll.data.ExampleRules.Says;
import dev.unroll.data.Preprocessing;
import dev.unroll.data.Targets;
import dev.unroll.data.VocabularyFile;
import dev.unroll.spec.GivenSpec;
import dev.unroll.spec.HeadSpec;
import dev.unroll.spec.NetworkSpec;
import dev.unroll.spec.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A network in plain words: its layers, what it reads and what it says, a line each. */
final class NetworkWords {
    private static final int FIRST_NAMES = 40;

    private final Spec spec;
    private final NetworkSpec network;
    private final Preprocessing learnt;
    private final Optional<Says> says;

    NetworkWords(Spec spec, Preprocessing learnt) {
        this.spec = spec;
        this.network = spec.network();
        this.learnt = learnt;
        this.says = ExampleRules.of(spec).map(ExampleRules::says);
    }

    /** The first of some names, escaped as in their file. */
    static String names(List<String> names) {
        return names.stream().limit(FIRST_NAMES).map(VocabularyFile::escape).collect(Collectors.joining(" "))
                + (names.size() > FIRST_NAMES ? " ..." : "");
    }

    /** {@code lstm, 2 layers of 64 in each direction, embedding of 50}. */
    String layers() {
        String layers = network.layers() == 1 ? "1 layer" : network.layers() + " layers";
        String directions = network.bidirectional() ? " in each direction" : "";
        String input = network.embedding() == 0 ? ", one-hot input" : ", embedding of " + network.embedding();
        return network.cell().key() + ", " + layers + " of " + network.hidden() + directions
                + (learnt.units() == 0 ? "" : input) + (network.tied() ? " tied to the output" : "");
    }

    /** {@code at each step a word of 8,000, its characters (85 known, ...), its casing, 3 numbers}. */
    String reads() {
        List<String> parts = new ArrayList<>();
        if (learnt.units() > 0) {
            parts.add("a " + UnitNames.of(spec.vocabulary()) + " of " + Numbers.count(learnt.units()));
        }
        int spelling = network.words().spelling();
        if (spelling > 0) {
            parts.add("its characters (" + Numbers.count(learnt.characters().size()) + " known, lstm of " + spelling
                    + " in each direction)");
        }
        if (network.words().casing()) {
            parts.add("its casing");
        }
        if (learnt.features().width() > 0) {
            parts.add(Numbers.count(learnt.features().width(), "number"));
        }
        if (network.given().isGiven()) {
            parts.add(given());
        }
        return "at each step " + String.join(", ", parts);
    }

    private String given() {
        String what = network.given().kind() == GivenSpec.Kind.CLASS ? "the label" : "the given numbers";
        return what + (network.given().place() == GivenSpec.Place.FIRST_INPUT ? " as first input" : " as first state");
    }

    /** {@code of each step one of 3 labels, a linear chain: DET NOUN VERB}. */
    String says() {
        if (says.isEmpty()) {
            return "at each step the next " + UnitNames.of(spec.vocabulary());
        }
        Says what = says.get();
        if (what.units()) {
            return "at each step the next " + UnitNames.of(spec.vocabulary());
        }
        HeadSpec head = network.head();
        String of = what.level() == Targets.Level.STEP ? "of each step " : "of a record, from " + pooled() + ", ";
        if (what.classes()) {
            return of + (what.several() ? "any" : "one") + " of "
                    + Numbers.count(learnt.labels().size(), "label") + (head.crf() ? ", a linear chain" : "") + ": "
                    + names(learnt.labels().names());
        }
        if (!what.numbers()) {
            return "at each step the next " + Numbers.count(learnt.outputs(says), "number") + ", each 0 or 1";
        }
        String loss = head.huber() == 0 ? "squared error" : "Huber's error, linear beyond " + head.huber();
        return of + Numbers.count(learnt.outputs(says), "number") + " by " + loss;
    }

    private String pooled() {
        return switch (network.head().pool()) {
            case NONE -> "each state";
            case LAST -> network.bidirectional() ? "the last state of each direction" : "the last state";
            case MEAN -> "the mean of all states";
            case MAX -> "the largest numbers of all states";
            case ATTENTION -> "a weighted mean of all states (attention)";
            case CENTRE -> "the state in the middle";
        };
    }
}
