package dev.unroll.data.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class PianoRollWriterTest {
    private static float[] piece(int[]... steps) {
        float[] keys = new float[88 * steps.length];
        for (int t = 0; t < steps.length; t++) {
            for (int note : steps[t]) {
                keys[88 * t + note - 21] = 1;
            }
        }
        return keys;
    }

    @Test
    void piecesAreOneLineOfJson() {
        float[] first = piece(new int[] {60, 64, 67}, new int[0], new int[] {21, 108});
        assertEquals(
                "{\"test\": [[[60, 64, 67], [], [21, 108]], [[69]]]}",
                PianoRollWriter.json(List.of(first, piece(new int[] {69}))));
    }

    @Test
    void theReaderReadsThemBackAsAnInput() {
        float[] first = piece(new int[] {60, 64, 67}, new int[0], new int[] {21, 108});
        float[] second = piece(new int[0]);
        Format usual = new PianoRollReader.Settings("").of("--input");
        Findings found = Findings.of(usual, PianoRollWriter.json(List.of(first, second)));
        assertEquals(2, found.size());
        assertArrayEquals(first, found.example(0).reading().features());
        assertArrayEquals(second, found.example(1).reading().features());
    }

    @Test
    void eachKeyReadsItsOwnPartUnlessOneIsNamed() {
        String json = "{\"train\": [[[60]]], \"valid\": [[[61]], [[61]]], \"test\": [[[62]], [[62]], [[62]]]}";
        Format usual = new PianoRollReader.Settings("");
        assertEquals(1, Findings.of(usual.of("data.train"), json).size());
        assertEquals(2, Findings.of(usual.of("data.validation"), json).size());
        assertEquals(3, Findings.of(usual.of("data.test"), json).size());
        assertEquals(3, Findings.of(usual.of("--input"), json).size());
        Format named = new PianoRollReader.Settings("valid");
        assertEquals(2, Findings.of(named.of("data.train"), json).size());
        assertEquals(2, Findings.of(named.of("--input"), json).size());
    }
}
