package dev.unroll.math;

/**
 * Tells whether this JVM computes with denormal numbers. A native library that was compiled with fast-math may switch the
 * CPU to flush them to zero for the thread that loads it, and for those it starts; then results differ from those of other
 * machines in their last bits.
 */
public final class Denormals {
    /** What to tell whoever reads the log of a JVM that flushes them. */
    public static final String WARNING =
            "this JVM flushes denormal numbers to zero, so its results may differ from those"
                    + " of other machines; a native library compiled with fast-math does that";

    private Denormals() {}

    /** Do arithmetic results and operands below 2^-126 become zero on this thread? */
    public static boolean areFlushed() {
        return areFlushed(Float.MIN_NORMAL, 0.5f);
    }

    /** The operands are arguments, so that no compiler computes the answer beforehand. */
    static boolean areFlushed(float smallestNormal, float half) {
        float result = smallestNormal * half;
        return result == 0f || result * 2f != smallestNormal;
    }
}
