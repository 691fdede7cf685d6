package dev.unroll.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BaselinesTest {
    private final List<String> said = new ArrayList<>();

    @Test
    void figuresPassThroughWithoutAWord() {
        SortedMap<String, SortedMap<String, Double>> figures =
                new TreeMap<>(Map.of(Baselines.HELD_OUT, new TreeMap<>()));
        assertEquals(figures, Baselines.orNone(() -> figures, said::add));
        assertEquals(List.of(), said);
    }

    @Test
    void outOfMemoryCostsTheFiguresAndIsSaid() {
        assertEquals(
                new TreeMap<>(),
                Baselines.orNone(
                        () -> {
                            throw new OutOfMemoryError("Java heap space");
                        },
                        said::add));
        assertEquals(1, said.size());
        assertTrue(
                said.get(0).matches("warning: no n-grams .*heap=[0-9]+MB; hint: set evaluate.baseline-units .*"),
                said.get(0));
    }
}
