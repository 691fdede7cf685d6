package dev.unroll.spec;

/** What the network learns: {@code task}. Records of a single step are no task of their own. */
public enum Task {
    /** Predicts each unit of a text, or each vector of a record, from those before it. */
    LANGUAGE_MODEL,
    /** Says something of each step of a record. */
    TAG,
    /** Says which class a record has, or which classes. */
    CLASSIFY,
    /** Gives numbers for a record, or for each of its steps. */
    REGRESS,
    /** Writes a record from what it is given. */
    GENERATE;

    /** Whether what is learnt is to write: each unit from those before it, so that new ones can be drawn. */
    public boolean writes() {
        return this == LANGUAGE_MODEL || this == GENERATE;
    }

    /** Whether a step must not see those behind it. */
    boolean readsForwardOnly() {
        return writes();
    }

    /** {@code network.output=auto}. */
    Output output() {
        return this == REGRESS ? Output.LINEAR : Output.SOFTMAX;
    }

    /** {@code network.pool=auto}. */
    Pool pool() {
        return this == CLASSIFY || this == REGRESS ? Pool.LAST : Pool.NONE;
    }

    boolean allows(Output output) {
        return switch (this) {
            case LANGUAGE_MODEL -> output != Output.LINEAR;
            case GENERATE -> output == Output.SOFTMAX;
            case TAG -> true;
            case CLASSIFY -> output != Output.LINEAR;
            case REGRESS -> output == Output.LINEAR;
        };
    }

    boolean allows(Pool pool) {
        return switch (this) {
            case LANGUAGE_MODEL, TAG, GENERATE -> pool == Pool.NONE;
            case CLASSIFY -> pool != Pool.NONE;
            case REGRESS -> true;
        };
    }
}
