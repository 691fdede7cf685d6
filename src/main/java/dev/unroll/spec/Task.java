package dev.unroll.spec;

/** What the network learns: {@code task}. */
public enum Task {
    /** Predicts each unit of a text from those before it. */
    LANGUAGE_MODEL
}
