package dev.unroll.spec;

import java.io.Serializable;

/**
 * What a record of {@code task=generate} begins from, and where that enters the network.
 *
 * @param kind {@code data.given}
 * @param place {@code network.given}
 */
public record GivenSpec(Kind kind, Place place) implements Serializable {
    /** Records begin from nothing. */
    public static final GivenSpec NONE = new GivenSpec(Kind.NONE, Place.FIRST_INPUT);

    /** What is given. */
    public enum Kind {
        /** Nothing: x = 0. */
        NONE,
        /** The record's label, one of several classes. */
        CLASS,
        /** The record's label, a number or several. */
        NUMBER
    }

    /** Where it enters. */
    public enum Place {
        /** It is read at the first step, in the place of a unit. */
        FIRST_INPUT,
        /** It is the state before the first step. */
        FIRST_STATE
    }

    /** Refuses a place for nothing. */
    public GivenSpec {
        Rule.used(
                Keys.NETWORK_GIVEN,
                Words.of(place),
                kind != Kind.NONE,
                "records begin from nothing: leave it out, or give task=generate labels to begin from");
    }

    /** Whether records begin from something. */
    public boolean isGiven() {
        return kind != Kind.NONE;
    }
}
