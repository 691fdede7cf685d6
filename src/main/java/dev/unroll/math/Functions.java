package dev.unroll.math;

/** temporary. */
public final class Functions {
    private Functions() {}
    /** log. */
    public static double log(double x) {
        return StrictMath.log(x);
    }
}
