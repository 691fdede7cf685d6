package dev.unroll.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A logarithmic scale from one power of ten to another.
 *
 * @param low exponent of the least value on it
 * @param high exponent of the greatest, above {@code low}
 */
record Decades(int low, int high) implements Scale {
    private static final int TICKS = 8;

    /** The scale from the power of ten at or below {@code least} to that at or above {@code greatest}; both above 0. */
    static Decades over(double least, double greatest) {
        int low = (int) Math.floor(StrictMath.log10(least));
        int high = (int) Math.ceil(StrictMath.log10(greatest));
        return new Decades(low, Math.max(high, low + 1));
    }

    @Override
    public double share(double value) {
        return (StrictMath.log10(value) - low) / (high - low);
    }

    @Override
    public List<Double> ticks() {
        int step = (high - low + TICKS - 1) / TICKS;
        List<Double> ticks = new ArrayList<>();
        for (int exponent = low; exponent <= high; exponent += step) {
            ticks.add(StrictMath.pow(10, exponent));
        }
        return ticks;
    }

    @Override
    public String label(double tick) {
        return "1e" + Math.round(StrictMath.log10(tick));
    }
}
