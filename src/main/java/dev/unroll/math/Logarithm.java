package dev.unroll.math;

/**
 * The natural logarithm of the Freely Distributable Math Library, the one that {@link StrictMath#log} is defined by.
 *
 * <p>Source: e_log.c of fdlibm 5.3 at netlib.org/fdlibm, whose notice reads: "Copyright (C) 1993 by Sun Microsystems, Inc. All
 * rights reserved. Developed at SunSoft, a Sun Microsystems, Inc. business. Permission to use, copy, modify, and distribute
 * this software is freely granted, provided that this notice is preserved."
 */
final class Logarithm {
    // x = 2^k (1 + f) with sqrt(2)/2 < 1 + f < sqrt(2). With s = f / (2 + f) and z = s^2
    //   log(1 + f) = 2 s + s R(z) = f - s (f - R),  R(z) = z (LG1 + z (LG2 + ... + z LG7)), error below 2^-58.45,
    // and, where f is not small, = f - (f^2/2 - s (f^2/2 + R)). Then log(x) = k ln 2 + log(1 + f) with ln 2 in two
    // parts, k * LN2_HIGH being exact.
    private static final double LN2_HIGH = 0x1.62e42fee00000p-1;
    private static final double LN2_LOW = 0x1.a39ef35793c76p-33;
    private static final double LG1 = 0x1.5555555555593p-1;
    private static final double LG2 = 0x1.999999997fa04p-2;
    private static final double LG3 = 0x1.2492494229359p-2;
    private static final double LG4 = 0x1.c71c51d8e78afp-3;
    private static final double LG5 = 0x1.7466496cb03dep-3;
    private static final double LG6 = 0x1.39a09d078c69fp-3;
    private static final double LG7 = 0x1.2f112df3e5244p-3;

    private static final double THIRD = 1.0 / 3;

    private static final int MANTISSA = 0x000fffff;
    private static final int HIDDEN_BIT = 0x00100000;
    private static final int INFINITE = 0x7ff00000;
    private static final int ONE = 0x3ff00000;

    private Logarithm() {}

    static double log(double x) {
        if (x == 0) {
            return Double.NEGATIVE_INFINITY;
        }
        if (x < 0) {
            return Double.NaN;
        }
        int k = 0;
        double scaled = x;
        if (highWord(scaled) < HIDDEN_BIT) {
            k = -54;
            scaled *= 0x1p54;
        }
        int high = highWord(scaled);
        if (high >= INFINITE || high < 0) {
            return x + x;
        }
        k += (high >> 20) - 1023;
        high &= MANTISSA;
        int halve = (high + 0x95f64) & HIDDEN_BIT;
        k += halve >> 20;
        double f = withHighWord(scaled, high | (halve ^ ONE)) - 1.0;
        double kHigh = k * LN2_HIGH;
        double kLow = k * LN2_LOW;

        if ((MANTISSA & (2 + high)) < 3) {
            if (f == 0) {
                return kHigh + kLow;
            }
            double r = f * f * (0.5 - THIRD * f);
            return k == 0 ? f - r : kHigh - ((r - kLow) - f);
        }
        double s = f / (2.0 + f);
        double z = s * s;
        double w = z * z;
        double even = w * (LG2 + w * (LG4 + w * LG6));
        double odd = z * (LG1 + w * (LG3 + w * (LG5 + w * LG7)));
        double r = odd + even;
        if (((high - 0x6147a) | (0x6b851 - high)) > 0) {
            double square = 0.5 * f * f;
            return k == 0 ? f - (square - s * (square + r)) : kHigh - ((square - (s * (square + r) + kLow)) - f);
        }
        return k == 0 ? f - s * (f - r) : kHigh - ((s * (f - r) - kLow) - f);
    }

    private static int highWord(double x) {
        return (int) (Double.doubleToRawLongBits(x) >> 32);
    }

    private static double withHighWord(double x, int high) {
        return Double.longBitsToDouble(((long) high << 32) | (Double.doubleToRawLongBits(x) & 0xffffffffL));
    }
}
