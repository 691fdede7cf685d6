package dev.unroll.spec;

/** How the states of a record's steps become one: {@code network.pool}. */
public enum Pool {
    /** They do not: each step has an answer of its own. */
    NONE,
    /** The state after the last step; of a backward scan that after step 1. */
    LAST,
    /** The mean over the steps. */
    MEAN,
    /** The largest number over the steps, unit by unit. */
    MAX,
    /** A mean over the steps whose weights are learnt. */
    ATTENTION,
    /** The state of the middle step. */
    CENTRE
}
