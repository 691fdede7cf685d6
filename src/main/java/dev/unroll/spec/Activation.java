package dev.unroll.spec;

/** g of the plain RNN cell: {@code network.activation}. */
public enum Activation {
    /** tanh. */
    TANH,
    /** max(0, z). */
    RELU
}
