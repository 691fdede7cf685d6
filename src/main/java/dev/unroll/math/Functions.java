package dev.unroll.math;

/**
 * exp, sigmoid and tanh for a single float, bit for bit as the {@link Kernels} compute them for arrays, and the natural
 * logarithm in double.
 *
 * <p>They use only operations that IEEE 754 rounds in one way, so their results are the same on every machine and Java
 * version, which the library functions do not promise. NaN gives NaN. All three float functions are monotone, stay in their
 * range, and are within 2 ulp (exp, tanh) or 3 ulp (sigmoid) of the exact value, denormal results included.
 */
public final class Functions {
    // The exponential. x = n ln 2 + r with integer n and r in [0, ln 2), so that exp(x) = 2^n p(r) with p(r) =
    // exp(r) in [1, 2]. (Cody and Waite, "Software Manual for the Elementary Functions", 1980, chapter 6.)
    //
    //   n    the nearest integer to x / ln 2, taken by adding 1.5 * 2^23: the last bit of that sum counts ones, its low
    //        bits are n. Where the remainder comes out negative, n is one less. No conversion to int is needed.
    //   r    x - n ln 2 in two fused steps with ln 2 = LN2_HIGH + LN2_LOW. LN2_HIGH is a multiple of 2^-24, so the
    //        first step is exact where it matters.
    //   p    Horner with fma in powers of r. Floor, and not nearest, makes r >= 0, and all coefficients are positive.
    //        So every intermediate value is a rounded monotone function of monotone values: p is monotone by
    //        construction. At the seams p(LN2_HIGH) = 2, held by a test, meets 2 p(0) = 2.
    //   2^n  by shifting n into the exponent. exp needs two factors, since n runs from -151 to 128; the last product
    //        rounds once, also where the result is denormal.
    //
    // Clamps are written as compare-and-select, so that NaN, for which every comparison is false, passes through.
    //
    // The coefficients are minimax fits of the relative error with the leading ones fixed: exp 3e-9, tanh 5e-9.
    static final float LOG2_E = 0x1.715476p0f;
    static final float LN2_HIGH = 0x1.62e43p-1f;
    static final float LN2_LOW = -0x1.05c61p-29f;
    /** 1.5 * 2^23: what is added to it is rounded to an integer. Its bits shifted left by 23 vanish. */
    static final float ROUNDER = 0x1.8p23f;

    static final float EXP_2 = 0x1.00004cp-1f;
    static final float EXP_3 = 0x1.554336p-3f;
    static final float EXP_4 = 0x1.56defap-5f;
    static final float EXP_5 = 0x1.01dc4p-7f;
    static final float EXP_6 = 0x1.f53c8p-10f;

    /** exp is infinite from here on: 128 < EXP_HIGHEST / ln 2 < 129. */
    static final float EXP_HIGHEST = 89f;
    /** exp is 0 from here downwards: -151 < EXP_LOWEST / ln 2 < -150. */
    static final float EXP_LOWEST = -104f;
    /** sigmoid is 1 from here on. */
    static final float SIGMOID_HIGHEST = 30f;
    /** tanh is 1 from here on. */
    static final float TANH_HIGHEST = 10f;

    static final int EXPONENT_SHIFT = 23;
    /** Bits of 1f = 2^0. */
    static final int ONE_BITS = 127 << EXPONENT_SHIFT;
    /** Bits of 2^64, and the factor that takes it back: together they reach 2^-149. */
    static final int SCALE_BITS = (127 + 64) << EXPONENT_SHIFT;

    static final float UNSCALE = 0x1p-64f;

    /** Below this tanh is x + x y q(y) with y = x^2, from here on 1 - 2 / (1 + exp(2x)). */
    static final float TANH_SEAM = 0.625f;

    static final float TANH_0 = -0x1.555532p-2f;
    static final float TANH_1 = 0x1.1106f6p-3f;
    static final float TANH_2 = -0x1.b835a4p-5f;
    static final float TANH_3 = 0x1.51f8cep-6f;
    static final float TANH_4 = -0x1.750ce4p-8f;

    private Functions() {}

    /** e to the power x. */
    public static float exp(float x) {
        float clamped = x > EXP_HIGHEST ? EXP_HIGHEST : x;
        clamped = clamped < EXP_LOWEST ? EXP_LOWEST : clamped;
        float rounded = floorOfQuotient(clamped);
        int n = Float.floatToRawIntBits(rounded) - Float.floatToRawIntBits(ROUNDER);
        int half = n >> 1;
        float first = Float.intBitsToFloat((half << EXPONENT_SHIFT) + ONE_BITS);
        float second = Float.intBitsToFloat(((n - half) << EXPONENT_SHIFT) + ONE_BITS);
        return expOfRemainder(clamped, rounded) * first * second;
    }

    /** 1 / (1 + exp(-x)), as m / (m + p) with m = 2^-n and exp(-x) = 2^n p: no overflow, and exact to the last denormal. */
    public static float sigmoid(float x) {
        float negated = -x;
        float clamped = negated < -SIGMOID_HIGHEST ? -SIGMOID_HIGHEST : negated;
        clamped = clamped > -EXP_LOWEST ? -EXP_LOWEST : clamped;
        float rounded = floorOfQuotient(clamped);
        int bits = SCALE_BITS - (Float.floatToRawIntBits(rounded) << EXPONENT_SHIFT);
        float m = Float.intBitsToFloat(bits) * UNSCALE;
        return m / (m + expOfRemainder(clamped, rounded));
    }

    /** The hyperbolic tangent; odd to the bit. */
    public static float tanh(float x) {
        float magnitude = Math.abs(x);
        float clamped = magnitude > TANH_HIGHEST ? TANH_HIGHEST : magnitude;
        float twice = clamped + clamped;
        float rounded = floorOfQuotient(twice);
        float m = Float.intBitsToFloat((Float.floatToRawIntBits(rounded) << EXPONENT_SHIFT) + ONE_BITS);
        float large = 1f - 2f / Math.fma(m, expOfRemainder(twice, rounded), 1f);

        float y = clamped * clamped;
        float q = Math.fma(Math.fma(Math.fma(Math.fma(TANH_4, y, TANH_3), y, TANH_2), y, TANH_1), y, TANH_0);
        float small = Math.fma(clamped, y * q, clamped);

        float unsigned = magnitude < TANH_SEAM ? small : large;
        int sign = Float.floatToRawIntBits(x) & Integer.MIN_VALUE;
        return Float.intBitsToFloat(Float.floatToRawIntBits(unsigned) | sign);
    }

    /** The natural logarithm, bit for bit that of {@link StrictMath#log}, without its call into native code. */
    public static double log(double x) {
        return Logarithm.log(x);
    }

    /** ROUNDER + n with n = floor(x / ln 2). */
    private static float floorOfQuotient(float x) {
        float nearest = Math.fma(x, LOG2_E, ROUNDER);
        return remainder(x, nearest) < 0f ? nearest - 1f : nearest;
    }

    private static float remainder(float x, float rounded) {
        float n = rounded - ROUNDER;
        return Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
    }

    /** p(r) with r = x - n ln 2. */
    private static float expOfRemainder(float x, float rounded) {
        float r = remainder(x, rounded);
        float p = Math.fma(EXP_6, r, EXP_5);
        p = Math.fma(p, r, EXP_4);
        p = Math.fma(p, r, EXP_3);
        p = Math.fma(p, r, EXP_2);
        p = Math.fma(p, r, 1f);
        return Math.fma(p, r, 1f);
    }
}
