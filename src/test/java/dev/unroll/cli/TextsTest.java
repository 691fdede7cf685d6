package dev.unroll.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How numbers, tables and commands look. */
class TextsTest {
    @Test
    void timesAreReadable() {
        assertEquals("0 s", Numbers.time(0.2));
        assertEquals("59 s", Numbers.time(59.4));
        assertEquals("1 min 00 s", Numbers.time(59.6));
        assertEquals("59 min 59 s", Numbers.time(3599));
        assertEquals("27 h 05 min", Numbers.time(27 * 3600 + 5 * 60 + 59));
    }

    @Test
    void perplexitiesHaveFourDigits() {
        assertEquals("1.000", Numbers.perplexity(0));
        assertEquals("115.9", Numbers.perplexity(StrictMath.log(115.9)));
        assertEquals("10,000", Numbers.perplexity(StrictMath.log(10_000)));
    }

    @Test
    void nounsAgreeWithTheirNumber() {
        assertEquals("1 line", Numbers.count(1, "line"));
        assertEquals("1,234 lines", Numbers.count(1234, "line"));
    }

    @Test
    void cellsStandBelowEachOther() {
        Table right = new Table(Table.Side.RIGHT).row("a", "1", "").row("bcd", "1,000", "best");
        assertEquals(List.of("  a        1", "  bcd  1,000  best"), right.lines());
        Table left = new Table(Table.Side.LEFT).row("a", "x").row("bcd", "yz");
        assertEquals(List.of("  a    x", "  bcd  yz"), left.lines());
    }

    @Test
    void commandsCanBePasted() {
        CommandWords words = new CommandWords().add("train", "data.where=_c2 like 'a%'", "x=");
        assertEquals("./submit.sh train 'data.where=_c2 like '\\''a%'\\''' x=", words.toString());
    }
}
