package dev.unroll.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CasingTest {
    @ParameterizedTest
    @CsvSource({
        "spell, LOWER",
        "don't, LOWER",
        "3rd, LOWER",
        "\u00E9t\u00E9, LOWER",
        "NATO, UPPER",
        "U.S., UPPER",
        "I, UPPER",
        "A380, UPPER",
        "Harry, INITIAL",
        "'''Tis', INITIAL",
        "@Hermione, INITIAL",
        "\u01C5ep, INITIAL",
        "\uD801\uDC00\uD801\uDC28, INITIAL",
        "iPhone, MIXED",
        "McDonald, MIXED",
        "PhD, MIXED",
        "1979, NUMERIC",
        "'1,000', NUMERIC",
        "10:30, NUMERIC",
        "-3.5%, NUMERIC",
        "\u0663, NUMERIC",
        "..., OTHER",
        "\u5B57, OTHER",
        "3\u5B57, OTHER",
    })
    void lettersThatHaveACaseDecide(String word, Casing casing) {
        assertEquals(casing, Casing.of(word));
    }

    /** Models hold these numbers. */
    @ParameterizedTest
    @CsvSource({"LOWER, 0", "UPPER, 1", "INITIAL, 2", "MIXED, 3", "NUMERIC, 4", "OTHER, 5"})
    void theNumbersOfTheClassesNeverChange(Casing casing, int number) {
        assertEquals(number, casing.number());
        assertEquals(Casing.values().length, Casing.CLASSES);
    }
}
