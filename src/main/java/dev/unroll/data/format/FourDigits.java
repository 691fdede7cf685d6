package dev.unroll.data.format;

/** Probabilities as files show them: four digits behind the point, the nearest such number, the larger of two that are as near. */
final class FourDigits {
    private static final int ONE = 10_000;

    /** What a sum of probabilities in float may be too large. */
    private static final double ROUNDING = 1e-4;

    private FourDigits() {}

    /** A probability in ten thousandths. */
    static int of(double probability) {
        if (!(probability >= 0 && probability <= 1 + ROUNDING)) {
            throw new IllegalArgumentException("not a probability: value=" + probability);
        }
        return (int) Math.min(ONE, Math.round(probability * ONE));
    }

    /** Ten thousandths as a decimal. */
    static String text(int tenThousandths) {
        String digits = String.valueOf(ONE + tenThousandths % ONE);
        return tenThousandths / ONE + "." + digits.substring(1);
    }
}
