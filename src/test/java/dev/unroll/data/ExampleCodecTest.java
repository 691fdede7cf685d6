package dev.unroll.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.unroll.data.Example.Reading;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ExampleCodecTest {
    static final List<Example> EXAMPLES = List.of(
            new Example(
                    "names.conll:3",
                    "",
                    Reading.ofUnits(utf8("HarryPotter"), new int[] {5, 11}),
                    new Labels.OfSteps(List.of("B-PER", "I-PER"), new int[] {0, 1})),
            new Example(
                    "x:1",
                    "chrI",
                    Reading.ofText(utf8("ACGT")),
                    new Labels.SetsOfSteps(List.of("gene", "CDS"), new long[] {0, 1, 3, -1})),
            new Example("a.ts:9", "", Reading.ofFeatures(2, new float[] {1, 2, 3, Float.NaN}), Labels.NONE),
            new Example("m.csv:2", "k", Reading.ofText(utf8("naïve")), new Labels.OfRecord(List.of("pos", "long"))),
            new Example(
                    "r.csv:2",
                    "",
                    Reading.ofFeatures(1, new float[] {4, 5}),
                    new Labels.Values(Targets.Level.STEP, 1, new float[] {.5f, -1})),
            new Example(
                    "r.csv:3",
                    "",
                    Reading.ofFeatures(1, new float[] {4, 5}),
                    new Labels.Values(Targets.Level.RECORD, 3, new float[] {.5f, -1, Float.NaN})));

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @FieldSource("EXAMPLES")
    void whatIsWrittenIsReadAgain(Example example) {
        Example again = ExampleCodec.fromBytes(example.place(), ExampleCodec.toBytes(example));
        assertEquals(example, again);
        assertArrayEquals(ExampleCodec.toBytes(example), ExampleCodec.toBytes(again));
    }

    @Test
    void thePlaceIsNoPartOfTheBytes() {
        Example here = EXAMPLES.get(0);
        Example there = new Example("copy.conll:70", here.key(), here.reading(), here.labels());
        assertArrayEquals(ExampleCodec.toBytes(here), ExampleCodec.toBytes(there));
    }

    @ParameterizedTest
    @FieldSource("EXAMPLES")
    void aCutOffExampleIsRefused(Example example) {
        byte[] bytes = ExampleCodec.toBytes(example);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThrows(IllegalArgumentException.class, () -> ExampleCodec.fromBytes("x", cut), "length " + length);
        }
    }

    @Test
    void labelsOfStepsMustBeAsManyAsTheSteps() {
        Reading two = Reading.ofUnits(utf8("ab"), new int[] {1, 2});
        Labels three = new Labels.OfSteps(List.of("X"), new int[] {0, 0, 0});
        assertThrows(IllegalArgumentException.class, () -> new Example("x", "", two, three));
    }
}
