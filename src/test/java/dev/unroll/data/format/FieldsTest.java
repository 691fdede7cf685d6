package dev.unroll.data.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.spec.UsageException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
    @Test
    void whiteSpaceOfAnyLengthStandsBetweenColumnsAndAroundThem() {
        assertEquals(List.of("a", "b", "c\u00A0d"), Separator.WHITE_SPACE.split(" a \t b\fc\u00A0d "));
        assertEquals(List.of("a", "b  c"), Separator.WHITE_SPACE.split(" a  b  c ", 2));
        assertEquals(List.of(), Separator.WHITE_SPACE.split(" \t"));
    }

    @Test
    void aLiteralSeparatorStandsForItself() {
        assertEquals(List.of("", "a b", "", ""), Separator.TAB.split("\ta b\t\t"));
        assertEquals(List.of("a", "b||c"), new Separator("||").split("a||b||c", 2));
        assertEquals(List.of("a.b"), new Separator("|").split("a.b"));
        assertEquals(List.of(""), Separator.TAB.split(""));
    }

    @Test
    void labelsGetOtherNamesOrNone() {
        LabelMap map = LabelMap.parse(" person -> PER , creative-work ->,a->b c");
        assertEquals(Map.of("person", "PER", "creative-work", "", "a", "b c"), map.names());
        assertEquals("PER", map.of("person"));
        assertEquals("", map.of("creative-work"));
        assertEquals("other", map.of("other"));
        assertEquals(LabelMap.NONE, LabelMap.parse(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "->b", "a->b,", "a->b,a->c"})
    void anUnclearMapIsRefused(String text) {
        UsageException e = assertThrows(UsageException.class, () -> LabelMap.parse(text));
        assertTrue(e.getMessage().startsWith("label map is not clear: data.labels.map=" + text), e.getMessage());
    }

    @Test
    void numbersAreDecimal() throws BadRecord {
        assertEquals(1.5f, Decimal.number(" 1.5 "));
        assertEquals(-.25f, Decimal.number("-.25"));
        assertEquals(3, Decimal.number("+3."));
        assertEquals(1e-3f, Decimal.number("1E-3"));
        assertEquals(0, Decimal.number("1e-400"));
        for (String missing : List.of("", " ", "?", "NaN", "nan", "NA")) {
            assertEquals(Float.NaN, Decimal.number(missing), missing);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inf",
                "-Infinity",
                "1e400",
                "1e39",
                "0x1F",
                "1,5",
                "1_000",
                "1f",
                "1d",
                ".",
                "-",
                "e5",
                "1e",
                "1 2"
            })
    void anythingElseIsNoNumber(String text) {
        BadRecord e = assertThrows(BadRecord.class, () -> Decimal.number(text));
        assertTrue(e.reason().endsWith(": " + text), e.reason());
    }
}
