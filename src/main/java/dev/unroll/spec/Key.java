package dev.unroll.spec;

/**
 * One configuration key: the one home of its default, its range and its meaning.
 *
 * @param name such as {@code network.hidden}; a name that ends with {@code .*} stands for an open family
 * @param fallback the value where none is set, as a user would write it; empty = none
 * @param values what may be written, in words that follow "set it to"
 * @param meaning one line
 * @param effect what a change of the value does
 */
public record Key(String name, String fallback, String values, String meaning, Effect effect) {
    /** What a changed value does to a training. */
    public enum Effect {
        /** Another result; a run cannot be resumed with it. */
        BITS,
        /** Another result, only because training ends earlier or later; a run may be resumed with it. */
        LENGTH,
        /** The same weights; a run may be resumed with it. */
        NONE
    }

    /** Whether another value gives other weights. */
    public boolean changesTheBits() {
        return effect == Effect.BITS || effect == Effect.LENGTH;
    }

    /** Whether a run may be resumed with another value. */
    public boolean mayChangeOnResume() {
        return effect == Effect.LENGTH || effect == Effect.NONE;
    }
}
