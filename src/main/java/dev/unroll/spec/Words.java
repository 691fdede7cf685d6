package dev.unroll.spec;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How constants are written in a configuration: {@code GRU_SIMPLE} is {@code gru-simple}. */
final class Words {
    private Words() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String of(Enum<?>[] constants) {
        return Arrays.stream(constants).map(Words::of).collect(Collectors.joining(", "));
    }
}
