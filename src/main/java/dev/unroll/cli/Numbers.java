package dev.unroll.cli;

import java.util.Locale;

/** How numbers look to people: the same in every locale. */
final class Numbers {
    private static final int DIGITS_OF_NATS = 4;

    private Numbers() {}

    /** {@code 1,115,394}. */
    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** {@code 1 line}, {@code 2 lines}. */
    static String count(long count, String noun) {
        return count(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /** With four digits behind the point. */
    static String nats(double nats) {
        return String.format(Locale.ROOT, "%." + DIGITS_OF_NATS + "f", nats);
    }

    /** Nats as bits. */
    static double bits(double nats) {
        return nats / StrictMath.log(2);
    }

    /** Four significant digits or more before the point: {@code 3.317}, {@code 115.9}, {@code 10,000}. */
    static String perplexity(double nats) {
        double perplexity = StrictMath.exp(nats);
        int digits = perplexity < 10 ? 3 : perplexity < 100 ? 2 : perplexity < 1000 ? 1 : 0;
        return String.format(Locale.ROOT, "%,." + digits + "f", perplexity);
    }

    /** With two digits behind the point: {@code 3.25}. */
    static String ratio(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }

    /** Five significant digits or more before the point: {@code 0.9431}, {@code 12.346}, {@code 1,234,568}; {@code -} for none. */
    static String figure(double figure) {
        double size = Math.abs(figure);
        if (Double.isNaN(figure)) {
            return "-";
        }
        if (size > 0 && size < 0.001) {
            return String.format(Locale.ROOT, "%.3g", figure);
        }
        int digits = size < 10 ? 4 : size < 100 ? 3 : size < 1000 ? 2 : size < 10_000 ? 1 : 0;
        return String.format(Locale.ROOT, "%,." + digits + "f", figure);
    }

    /** {@code 12.3 %}. */
    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** {@code 4.1 MB}. */
    static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    /** {@code 45 s}, {@code 3 min 05 s}, {@code 2 h 10 min}. */
    static String time(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        if (whole < 3600) {
            return String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
        }
        return String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole / 60 % 60);
    }
}
