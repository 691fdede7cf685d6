package dev.unroll.spec;

/** What is made of a row's scores: {@code network.output}. */
public enum Output {
    /** Probabilities of classes that exclude each other. */
    SOFTMAX,
    /** Probabilities of classes that are independent of each other. */
    SIGMOID,
    /** Numbers, as they are. */
    LINEAR
}
