package dev.unroll.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A linear scale with round ticks.
 *
 * @param low the least value on it
 * @param high the greatest value on it, above {@code low}
 * @param step from one tick to the next: 1, 2 or 5 times a power of ten
 */
record Axis(double low, double high, double step) implements Scale {
    private static final int TICKS = 6;

    /** An axis from the tick at or below {@code least} to the tick at or above {@code greatest}. */
    static Axis over(double least, double greatest) {
        double span = greatest > least ? greatest - least : Math.max(1e-3, Math.abs(least));
        double step = roundStep(span / TICKS);
        double low = Math.floor(least / step) * step;
        double high = Math.ceil(greatest / step) * step;
        return new Axis(low, high > low ? high : low + step, step);
    }

    /** The smallest of 1, 2, 5 times a power of ten that is at least {@code step}. */
    private static double roundStep(double step) {
        double power = 1;
        while (power > step) {
            power /= 10;
        }
        while (power * 10 <= step) {
            power *= 10;
        }
        for (int times : new int[] {1, 2, 5}) {
            if (times * power >= step) {
                return times * power;
            }
        }
        return 10 * power;
    }

    @Override
    public double share(double value) {
        return (value - low) / (high - low);
    }

    @Override
    public List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        long count = Math.round((high - low) / step);
        for (long i = 0; i <= count; i++) {
            ticks.add(low + i * step);
        }
        return ticks;
    }

    @Override
    public String label(double tick) {
        int digits = 0;
        for (double unit = step; unit < 0.999 && digits < 9; unit *= 10) {
            digits++;
        }
        String text = String.format(Locale.ROOT, "%,." + digits + "f", tick);
        return text.replaceFirst("^-(0[.0]*)$", "$1");
    }
}
